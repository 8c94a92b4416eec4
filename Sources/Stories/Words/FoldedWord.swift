/// A word of a text as the fingerprints see it: case, accents, and the possessive "'s" folded away.
///
/// Layout: 32 bytes, so that a document of 320 words is scanned into 10 kB of scratch.
struct FoldedWord {
    /// Hash of the folded letters.
    var hash: UInt64
    /// Hash of the folded letters without a plain ending (s, es, ed, ing): "attacks", "attacked" and "attack" meet here.
    var stem: UInt64
    /// First byte.
    var start: UInt32
    /// One past the last byte.
    var end: UInt32
    /// What the scanner saw.
    var flags: Flags

    struct Flags: OptionSet {
        let rawValue: UInt8
        /// Starts with a capital letter.
        static let capital = Flags(rawValue: 1)
        /// Starts with a digit.
        static let number = Flags(rawValue: 2)
        /// Stands inside double quotation marks.
        static let quoted = Flags(rawValue: 4)
        /// First word after a sentence end, a line break or an opening quotation mark.
        static let opens = Flags(rawValue: 8)
        /// Stands directly after an opening bracket.
        static let bracketed = Flags(rawValue: 16)
        /// All letters are capitals (two or more).
        static let shout = Flags(rawValue: 32)
        /// A comma, bracket or stronger mark stands between it and the word before.
        static let parted = Flags(rawValue: 64)
        /// First word of a line.
        static let line = Flags(rawValue: 128)
    }

    /// Bytes of the word.
    var count: Int { Int(end) - Int(start) }
}
