import Texts

/// What is expected of a text's words from the text alone. Writer and reader of kept readings ask the same, so that only
/// surprises are kept. Its answers are part of the form: other answers are another `ReadingCode.version`.
struct WordForecast {
    private let bytes: [UInt8]

    init(_ text: Text) { bytes = text.utf8 }

    /// The word after a position: a run of letters and digits with the commas and points inside its numbers, an apostrophe
    /// with the letters behind it, or one sign.
    func word(after position: Int) -> Extent {
        var start = position
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        guard start < bytes.count else { return Extent(bytes.count, bytes.count) }
        let quote = apostrophe(start)
        if quote > 0 {
            let isClitic = start == position && start + quote < bytes.count && Self.isLetter(bytes[start + quote])
            return Extent(start, isClitic ? run(from: start + quote) : start + quote)
        }
        if isPunctuation(start) { return Extent(start, min(start + 3, bytes.count)) }
        return Extent(start, Self.isWord(bytes[start]) ? run(from: start) : start + 1)
    }

    /// Whether a word hangs on the one right before it: "'s", "n't".
    func isClitic(_ word: Extent) -> Bool {
        var at = word.start
        guard word.count > 1, word.end <= bytes.count else { return false }
        if bytes[at] | 0x20 == UInt8(ascii: "n") { at += 1 }
        let quote = apostrophe(at)
        return quote > 0 && at + quote < word.end && Self.isLetter(bytes[at + quote])
    }

    private func run(from start: Int) -> Int {
        var at = start
        while at < bytes.count {
            let byte = bytes[at]
            if Self.isWord(byte) {
                if isPunctuation(at) { break }
            } else {
                guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."), at > start, Self.isDigit(bytes[at - 1]),
                    at + 1 < bytes.count, Self.isDigit(bytes[at + 1])
                else { break }
            }
            at += 1
        }
        return at
    }

    /// Length of the apostrophe that stands here; 0 when there is none.
    private func apostrophe(_ at: Int) -> Int {
        if bytes[at] == 0x27 { return 1 }
        return isPunctuation(at) && at + 2 < bytes.count && bytes[at + 2] == 0x99 ? 3 : 0
    }

    /// Whether a sign of U+2000 to U+203F stands here: dashes, quotation marks.
    private func isPunctuation(_ at: Int) -> Bool {
        bytes[at] == 0xE2 && at + 1 < bytes.count && bytes[at + 1] == 0x80
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || isDigit(byte) || isLetter(byte) }
}
