import Texts

/// Folding of names so that spellings of one name meet: case, accents, and the commonest differences of transliteration.
enum NameKey {
    /// Words of a name, folded, titles and particles kept: "Volodymyr Zelenskyy" → ["volodymyr", "zelenskyy"].
    static func words(_ name: String) -> [String] {
        let bytes = Array(name.utf8)
        var scanner = WordScanner()
        scanner.scan(bytes)
        return scanner.words.map { folded(bytes[Int($0.start)..<Int($0.end)]) }
    }

    /// One word in lower-case Basic Latin; other scripts as they stand.
    private static func folded(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var i = bytes.startIndex
        while i < bytes.endIndex {
            let byte = bytes[i]
            if (0xC3...0xC5).contains(byte), i + 1 < bytes.endIndex {
                let letter = FoldTable.latin[(Int(byte) - 0xC3) * 64 + Int(bytes[i + 1] & 0x3F)]
                if letter != 0 { result.append(letter) }
                i += 2
                continue
            }
            let folded = FoldTable.ascii[Int(byte)]
            if folded != 0 { result.append(folded) }
            i += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The sound of one folded word across transliterations: "zelenskyy", "zelensky" and "zelenskiy" give one skeleton.
    ///
    /// Doubled letters are one; y, j, i and their pairs are one i, dropped at the end; kh = h, ou = u, w = v, ks = x, ph = f,
    /// tch = ch, q = k, dj = j, e = i before a vowel. Only whole words are compared, never parts.
    static func skeleton(_ word: String) -> String {
        var text = Array(word.utf8)
        for (from, to) in [
            ("tch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ou", "u"), ("ks", "x"), ("dj", "i"), ("ck", "k"),
        ] { text = replaced(text, Array(from.utf8), Array(to.utf8)) }
        var result: [UInt8] = []
        for byte in text {
            var letter = byte
            switch byte {
            case UInt8(ascii: "y"), UInt8(ascii: "j"): letter = UInt8(ascii: "i")
            case UInt8(ascii: "w"): letter = UInt8(ascii: "v")
            case UInt8(ascii: "q"): letter = UInt8(ascii: "k")
            default: break
            }
            if result.last != letter { result.append(letter) }
        }
        while result.count > 3, result.last == UInt8(ascii: "i") { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }

    private static func replaced(_ text: [UInt8], _ from: [UInt8], _ to: [UInt8]) -> [UInt8] {
        guard text.count >= from.count else { return text }
        var result: [UInt8] = []
        var i = 0
        while i < text.count {
            if i + from.count <= text.count, text[i..<(i + from.count)].elementsEqual(from) {
                result += to
                i += from.count
            } else {
                result.append(text[i])
                i += 1
            }
        }
        return result
    }

    /// First letters of a name's capitalised words: "Organisation for Security and Co-operation" → "osc".
    static func acronym(_ name: String) -> String {
        let bytes = Array(name.utf8)
        var scanner = WordScanner()
        scanner.scan(bytes)
        let letters = scanner.words.filter { $0.flags.contains(.capital) }.map { bytes[Int($0.start)] | 0x20 }
        return String(decoding: letters, as: UTF8.self)
    }
}
