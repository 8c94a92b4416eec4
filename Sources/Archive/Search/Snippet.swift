import Texts

/// The stretch of a text that shows why it was found.
///
/// The index keeps word stems and no positions that could be read back, so the words are looked for again: a word counts
/// when it begins like a query word up to the last letters that endings change.
struct Snippet {
    let text: String
    let extent: Extent
    let marks: [Extent]

    /// Longest snippet in bytes.
    static let longest = 200

    init(_ source: Text, terms: [SearchQuery.Term]) {
        let bytes = source.utf8
        let stems = terms.flatMap { term in
            term.words.map { word in
                let folded = Array(word.utf8).map(Self.folded)
                return Array(folded.prefix(term.isPrefix ? folded.count : max(min(4, folded.count), folded.count - 3)))
            }
        }
        var words: [Range<Int>] = []
        var first: Int?
        var at = 0
        while at < bytes.count, words.isEmpty || at < words[0].lowerBound + Self.longest {
            guard Self.isLetter(bytes[at]) else {
                at += 1
                continue
            }
            let start = at
            while at < bytes.count, Self.isLetter(bytes[at]) { at += 1 }
            guard stems.contains(where: { Self.begins(bytes, start, at, $0) }) else { continue }
            if first == nil { first = start }
            words.append(start..<at)
        }
        var lower = max(0, (first ?? 0) - Self.longest / 3)
        if lower > 0 { while lower < bytes.count, lower < first ?? 0, bytes[lower] != 0x20 { lower += 1 } }
        while lower < bytes.count, bytes[lower] <= 0x20 { lower += 1 }
        var upper = min(bytes.count, lower + Self.longest)
        if upper < bytes.count {
            let wanted = upper
            while upper > lower, bytes[upper] != 0x20 { upper -= 1 }
            if upper == lower {
                upper = wanted
                while upper > lower, bytes[upper] & 0xC0 == 0x80 { upper -= 1 }
            }
        }
        extent = Extent(lower, max(lower, upper))
        text = String(
            decoding: bytes[lower..<max(lower, upper)].map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        marks = words.filter { $0.lowerBound >= lower && $0.upperBound <= upper }
            .map { Extent($0.lowerBound - lower, $0.upperBound - lower) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    private static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func begins(_ bytes: [UInt8], _ start: Int, _ end: Int, _ stem: [UInt8]) -> Bool {
        guard end - start >= stem.count, !stem.isEmpty else { return false }
        for (i, byte) in stem.enumerated() where folded(bytes[start + i]) != byte { return false }
        return true
    }
}
