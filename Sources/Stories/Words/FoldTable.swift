/// Folding of single bytes and of two-byte Latin letters.
enum FoldTable {
    /// For each byte: the folded letter or digit; 0 for what separates words; the byte itself (0x80 or more) for lead and
    /// following bytes of longer sequences that belong to words.
    static let ascii: [UInt8] = (0..<256).map { value in
        switch value {
        case 0x30...0x39, 0x61...0x7A: UInt8(value)
        case 0x41...0x5A: UInt8(value) + 0x20
        case 0x80...0xBF: UInt8(value)  // following bytes
        case 0xC2: 0  // Latin-1 signs: no-break space, guillemets
        case 0xE2: 0  // general punctuation, dashes, quotation marks, signs
        case 0xEF: 0  // byte order mark, full-width punctuation
        case 0xC3...0xF4: UInt8(value)
        default: 0
        }
    }

    /// For U+00C0 to U+017F, the folded letter; 0 for the signs × and ÷.
    static let latin: [UInt8] = {
        let letters =
            "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
        return letters.utf8.map { $0 == 0x2A ? 0 : $0 }
    }()
}
