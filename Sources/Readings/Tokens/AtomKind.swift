/// What an atom is: a run of letters, a run of digits, or one mark. ASCII marks keep their own code; marks beyond ASCII
/// have a code of their own or share the one of the ASCII mark they stand for.
enum AtomKind {
    /// Beyond the edge of a chunk.
    static let none: UInt8 = 0
    /// "word"
    static let lower: UInt8 = 1
    /// "Word"
    static let title: UInt8 = 2
    /// "WORD"
    static let upper: UInt8 = 3
    /// "wOrd", "WoRd"
    static let mixed: UInt8 = 4
    /// "W"
    static let initial: UInt8 = 5
    /// Letters of a script without case.
    static let caseless: UInt8 = 6
    /// "2025"
    static let digits: UInt8 = 7
    /// A token of several atoms: "U.S.", "4:30".
    static let joined: UInt8 = 8

    static let stop = UInt8(ascii: ".")
    static let comma = UInt8(ascii: ",")
    static let question = UInt8(ascii: "?")
    static let exclamation = UInt8(ascii: "!")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let hyphen = UInt8(ascii: "-")
    static let slash = UInt8(ascii: "/")
    static let apostrophe = UInt8(ascii: "'")
    static let backtick = UInt8(ascii: "`")
    static let quote = UInt8(ascii: "\"")
    static let at = UInt8(ascii: "@")
    static let openBracket = UInt8(ascii: "(")
    static let closeBracket = UInt8(ascii: ")")

    /// “ „ «
    static let openQuote: UInt8 = 128
    /// ” »
    static let closeQuote: UInt8 = 129
    /// ‘ ‚ ‹
    static let openSingle: UInt8 = 130
    /// ’ ›
    static let closeSingle: UInt8 = 131
    /// —
    static let emDash: UInt8 = 132
    /// –
    static let enDash: UInt8 = 133
    /// …
    static let ellipsis: UInt8 = 134
    /// • and its like.
    static let bullet: UInt8 = 135
    /// € £ ¥
    static let currency: UInt8 = 136
    /// Pictures, arrows, other symbols.
    static let symbol: UInt8 = 137
    /// Any other mark.
    static let mark: UInt8 = 138

    /// White space; never the kind of an atom.
    static let space: UInt8 = 255

    /// Whether it is a run of letters.
    @inline(__always) static func isLetters(_ kind: UInt8) -> Bool { kind >= lower && kind <= caseless }
    /// Whether it is letters, digits, or a token that holds some.
    @inline(__always) static func isWord(_ kind: UInt8) -> Bool { kind >= lower && kind <= joined }
    /// Whether it may end a sentence.
    @inline(__always) static func isStop(_ kind: UInt8) -> Bool {
        kind == stop || kind == question || kind == exclamation || kind == ellipsis
    }
    /// Whether it may close what a sentence opened, after its stop.
    @inline(__always) static func isCloser(_ kind: UInt8) -> Bool {
        kind == quote || kind == closeQuote || kind == closeSingle || kind == apostrophe || kind == closeBracket
            || kind == UInt8(ascii: "]") || kind == UInt8(ascii: "}")
    }
    /// Whether an address may follow without a blank.
    @inline(__always) static func opensAddress(_ kind: UInt8) -> Bool {
        switch kind {
        case openBracket, quote, openQuote, openSingle, apostrophe, colon, comma, UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "["), UInt8(ascii: "="):
            true
        default: false
        }
    }
    /// Whether it may stand in a word as an apostrophe.
    @inline(__always) static func isApostrophe(_ kind: UInt8) -> Bool {
        kind == apostrophe || kind == closeSingle || kind == backtick || kind == openSingle
    }
}
