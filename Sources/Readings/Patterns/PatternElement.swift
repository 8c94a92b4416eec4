/// One step of a pattern.
struct PatternElement {
    /// What it takes.
    enum Kind {
        /// One of some words or signs.
        case words([Int32])
        /// A word of a lexicon class.
        case wordClass(Int)
        /// A figure of some form.
        case figure(Figure)
        /// A number phrase.
        case number
        /// What a rule of that category takes.
        case category(Int)
    }

    /// Forms of figures that patterns ask for.
    enum Figure: String {
        /// Any integer, grouped or not.
        case int
        /// A day of the month, `3` or `3rd`.
        case day
        /// Four digits, 1000 to 2100.
        case year
        /// A year of recent history: 1900 to 2039.
        case yearnow
        /// A year before 1900.
        case yearpast
        /// Two digits.
        case yy
        /// An hour, 0 to 24.
        case hour
        /// Four digits that are a time of day: `0800`.
        case military
        /// `7:15`.
        case clock
        /// `7.15`.
        case dotclock
        /// `2025-03-02`.
        case isodate
        /// `3/4/2025`.
        case slashdate
        /// `1990s`, `80s`.
        case decade
        /// `3rd`.
        case nth
        /// `1.3`.
        case decimal

        /// The value a piece has in this form; nil when it has another form.
        func value(_ piece: Piece) -> Double? {
            guard piece.kind == .figure else { return nil }
            switch (self, piece.shape) {
            case (.int, .integer), (.int, .grouped), (.isodate, .isoDate), (.slashdate, .slashDate), (.nth, .ordinal),
                (.decade, .decade), (.decimal, .decimal):
                return piece.value
            case (.day, .integer) where piece.digits <= 2, (.day, .ordinal) where piece.digits <= 2:
                return piece.value >= 1 && piece.value <= 31 ? piece.value : nil
            case (.year, .integer) where piece.digits == 4:
                return piece.value >= 1000 && piece.value <= 2100 ? piece.value : nil
            case (.yearnow, .integer) where piece.digits == 4:
                return piece.value >= 1900 && piece.value < 2040 ? piece.value : nil
            case (.yearpast, .integer) where piece.digits == 4:
                return piece.value >= 1000 && piece.value < 1900 ? piece.value : nil
            case (.yy, .integer) where piece.digits == 2: return piece.value
            case (.hour, .integer) where piece.digits <= 2: return piece.value <= 24 ? piece.value : nil
            case (.military, .integer) where piece.digits == 4:
                let (hour, minute) = (Int(piece.value) / 100, Int(piece.value) % 100)
                return hour <= 24 && minute < 60 ? Double(hour * 3600 + minute * 60) : nil
            case (.clock, .clock): return piece.value
            case (.dotclock, .decimal) where piece.digits <= 2:
                let minutes = (piece.value - piece.value.rounded(.down)) * 100
                guard abs(minutes - minutes.rounded()) < 1e-6, minutes < 59.5, piece.value < 24 else { return nil }
                return piece.value.rounded(.down) * 3600 + minutes.rounded() * 60
            default: return nil
            }
        }
    }

    var kind: Kind
    var isOptional = false
    /// Whether what it takes belongs to the expression; context does not.
    var inSpan = true
    /// Whether the word must start with a capital.
    var needsCapital = false
    /// Whether no white space may stand before it.
    var isGlued = false
    /// Name under which `set` refers to its value.
    var name = ""
}
