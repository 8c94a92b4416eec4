public import Moments
public import Readings
public import Stories

/// Something that is new since the chosen moment.
public struct Change: Sendable {
    /// What happened to it.
    public enum Kind: String, Sendable {
        /// Not told before.
        case new = "New"
        /// A source changed its figure.
        case revised = "Revised"
        /// Somebody now says otherwise.
        case disputed = "Now disputed"
        /// A second origin and voice came in.
        case confirmed = "Confirmed"
        /// Taken back or corrected.
        case withdrawn = "Withdrawn"
    }

    /// What happened to it.
    public var kind: Kind
    /// When the report that changed it was published.
    public var reported: Dated?
    /// What is said.
    public var statement: Statement
}

/// An event with a time.
public struct TimelineEntry: Sendable {
    /// Index into the story's events.
    public var event: Int
    /// The time in words, as exactly as it is known: "Mon 10 Feb 2025, 06:48".
    public var time: String
    /// The words it was read from, or how it was found.
    public var reason: String
    /// When it was first reported; nil when no telling is dated.
    public var reported: Dated?
    /// Where, when known.
    public var place: String?
    /// The sentence.
    public var statement: Statement
}

/// The figures of one measure.
public struct NumberTable: Sendable {
    /// One figure.
    public struct Row: Sendable {
        /// Index into the series' entries.
        public var entry: Int
        /// When it was reported.
        public var reported: Dated?
        /// The figure in the words of the text.
        public var words: String
        /// Lowest value meant.
        public var low: Double?
        /// Highest value meant.
        public var high: Double?
        /// Whose figure.
        public var source: String
        /// Which line of a chart it belongs to.
        public var voice: String
        /// The outlet that printed it.
        public var outlet: String
        /// What became of it.
        public var status: String
        /// The sentence, then further prints of the same figure by the same source.
        public var citations: [Citation]
        /// The same as evidence of the report; empty for a row that formats for people leave out.
        public var evidence: [Int] = []
    }

    /// Stable id.
    public var id: String
    /// Index into the story's series.
    public var series: Int
    /// "Killed", "Killed, soldiers".
    public var title: String
    /// The latest statements, composed; nil when nothing current is left.
    public var current: Statement?
    /// Figures by reported time.
    public var rows: [Row]
    /// Whether it is worth a table of its own: more than one figure.
    var standsAlone: Bool { rows.count > 1 }
    /// How many rows, from the last, formats for people print.
    var printed: Int = .max
    /// The rows that formats for people print, and how many earlier ones they leave out.
    var shown: (rows: ArraySlice<Row>, leftOut: Int) {
        let shown = rows.suffix(printed)
        return (shown, rows.count - shown.count)
    }
}

/// A source and what it says.
public struct VoiceEntry: Sendable {
    /// One thing said.
    public struct Said: Sendable {
        /// The event it belongs to, when it does.
        public var event: String?
        /// Whether the source denies it.
        public var denies: Bool
        /// The words of saying: "said", "denied".
        public var cue: String
        /// The sentence.
        public var evidence: Int
        /// Its mark.
        public var mark: Mark?
    }

    /// The source in the words of the text.
    public var source: String
    /// Whether it is unnamed.
    public var anonymous: Bool
    /// Titles and roles, as printed.
    public var roles: [String]
    /// Documents that carry its word.
    public var documents: Int
    /// Outlets that carry its word.
    public var outlets: Int
    /// What it says, most important first.
    public var said: [Said]
    /// Things said that were left out for length.
    public var leftOut: Int
}

/// Two sentences that do not fit.
public struct Dispute: Sendable {
    /// Stable id.
    public var id: String
    /// Index into the story's contradictions.
    public var contradiction: Int
    /// What both speak of.
    public var slot: String
    /// In what they differ and where it stands: "figures, open".
    public var kind: String
    /// Whether it still stands open.
    public var isOpen: Bool
    /// One side.
    public var a: Side
    /// The other side.
    public var b: Side
    /// Why they were paired.
    public var why: String

    /// One side.
    public struct Side: Sendable {
        /// Whose word.
        public var source: String
        /// The sentence.
        public var evidence: Int
    }
}

/// A place on the map.
public struct PlaceEntry: Sendable {
    /// Stable id.
    public var id: String
    /// The gazetteer's name.
    public var name: String
    /// ISO 3166-1 alpha-2 code.
    public var country: String?
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double
    /// How exact it is.
    public var precision: Place.Precision
    /// Documents that name it.
    public var documents: Int
    /// Events told to be there.
    public var events: Int
    /// The rule that located it.
    public var rule: String
    /// First sentence that names it.
    public var evidence: Int
}

/// Something nobody says.
public struct Gap: Sendable {
    /// A short word: "one origin", "no named source", "stale", "silence", …
    public var kind: String
    /// The finding, composed from counts and names.
    public var text: String
    /// Sentences it rests on; may be empty for counts over all documents.
    public var evidence: [Int]
}

/// Something that was read and could not be placed.
public struct Unplaced: Sendable {
    /// "heading", "no time", "place", "no date".
    public var kind: String
    /// Why.
    public var why: String
    /// The sentence.
    public var evidence: Int
}
