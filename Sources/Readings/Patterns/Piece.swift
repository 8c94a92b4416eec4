/// A run of letters, a figure, or one sign: what the pattern rules of times and quantities count in.
///
/// Pieces are finer than tokens and do not depend on them: `third-quarter` is three pieces whatever the tokeniser made
/// of it. White space is no piece.
struct Piece {
    /// What a piece is made of.
    enum Kind: UInt8 {
        /// Letters.
        case word
        /// Digits with the signs that belong to them.
        case figure
        /// One other sign.
        case sign
    }

    /// The form of a figure.
    enum Shape: UInt8 {
        case none
        /// `12`, also `0800`.
        case integer
        /// `1,300`.
        case grouped
        /// `1.3`.
        case decimal
        /// `7:15`, `19:30:05`: `value` holds seconds since midnight.
        case clock
        /// `2025-03-02`: `value` holds year · 10000 + month · 100 + day.
        case isoDate
        /// `3/4/2025`: the same, month first.
        case slashDate
        /// `3rd`.
        case ordinal
        /// `1990s`, `80s`: `value` is 1990 or 80.
        case decade
        /// `1/2`, `½`.
        case fraction
        /// Anything longer than a number can be.
        case unreadable
    }

    /// First byte in the text.
    var lower: UInt32
    /// One past the last byte.
    var upper: UInt32
    var kind: Kind
    var shape: Shape = .none
    /// Whether white space (or the sentence's start) stands before it.
    var spaced: Bool
    /// Whether the first letter is a capital.
    var capital: Bool = false
    /// Number of digits of a figure's first run.
    var digits: UInt8 = 0
    /// Index in the vocabulary; -1 when no rule knows the word.
    var word: Int32 = -1
    /// A figure's value.
    var value: Double = 0
}
