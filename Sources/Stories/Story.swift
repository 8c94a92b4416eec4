public import Documents
public import Moments
public import Readings
public import Texts

/// The documents about one situation and what they add up to. Indexes in one list point into the other lists of the same story.
public struct Story: Sendable {
    /// Stable id.
    public var id: String
    /// What it is about, in words found in the documents.
    public var title: String
    /// Readings of its documents: by published time, undated last, then in input order.
    public var readings: [Reading]
    /// For each document where its telling comes from.
    public var origins: [Origin]
    /// Occurrences, in order of time (undated last).
    public var events: [Event]
    /// Number series by measure and scope.
    public var series: [Series]
    /// Pairs of claims that cannot both be so.
    public var contradictions: [Contradiction]
    /// Sentences that correct an earlier report.
    public var corrections: [Correction]
    /// People and bodies, most mentioned first.
    public var people: [Person]
    /// What people put right in its readings.
    public var amendments: [Amendment] = []

    /// Makes a story of readings; what they add up to is filled by `StoryBuilder`.
    public init(id: String, title: String, readings: [Reading]) {
        self.id = id
        self.title = title
        self.readings = readings
        origins = []
        events = []
        series = []
        contradictions = []
        corrections = []
        people = []
    }
}

/// A stretch of one of a story's documents: what everything printed leads back to.
public struct Citation: Hashable, Sendable, Comparable {
    /// Index into the story's `readings`.
    public var document: Int
    /// The stretch, a sentence unless said otherwise.
    public var extent: Extent

    /// Makes a citation.
    public init(document: Int, extent: Extent) {
        self.document = document
        self.extent = extent
    }

    /// By document, then by place in it.
    public static func < (a: Citation, b: Citation) -> Bool { (a.document, a.extent) < (b.document, b.extent) }
}

/// Where a document's telling comes from.
public struct Origin: Sendable, Hashable {
    /// How a document stands to others.
    public enum Relation: String, Sendable {
        /// Its own telling.
        case independent
        /// Largely the same words as another document.
        case copy
        /// Shares passages with another document.
        case partial
        /// Tells what another outlet reported.
        case cites
        /// An edit of the same outlet's article.
        case version
    }

    /// Copy, citation, or its own.
    public var relation: Relation
    /// Index into the story's `readings` of the document it goes back to, when that is here.
    public var document: Int?
    /// Name of the outlet or agency it goes back to, when only named.
    public var outlet: String?
    /// Share of its words found there, 0 to 1.
    public var share: Double
    /// The reason in words, with the figures that decided.
    public var why: String
    /// The root of the chain: two documents with the same `root` are one origin. An independent document is its own root.
    public var root: String

    /// What an independent document has for its root.
    public static func ownRoot(of document: Document) -> String { "document \(document.id)" }

    /// Makes an origin.
    public init(
        relation: Relation, document: Int? = nil, outlet: String? = nil, share: Double = 0, why: String, root: String
    ) {
        self.relation = relation
        self.document = document
        self.outlet = outlet
        self.share = share
        self.why = why
        self.root = root
    }
}

/// Whether a statement stands alone.
public enum Mark: String, Sendable {
    /// Two or more origins and voices.
    case agreed
    /// Somebody says otherwise.
    case disputed
    /// One voice.
    case single
}

/// Claims from one or more documents about the same occurrence.
public struct Event: Sendable {
    /// One claim in one document.
    public struct Telling: Sendable, Hashable {
        /// The sentence.
        public var citation: Citation
        /// Index into that reading's `claims`.
        public var claim: Int
        /// Whose word it is, as described in the text; nil for the outlet's own reporting.
        public var source: String?
        /// outlet ← agency ← ministry ← unnamed official: nearest the reader first.
        public var chain: [String]
        /// The voice it counts for: a normalised source, or the outlet itself.
        public var voice: String
        /// Whether it confirms the event: said to be so by the outlet itself or by a source with a name, not mentioned as hearsay.
        public var confirms = true
        /// Whether another origin says the same in another voice, with figures that fit; set by the builder.
        public var agreed = true

        /// Makes a telling.
        public init(citation: Citation, claim: Int, source: String?, chain: [String], voice: String) {
            self.citation = citation
            self.claim = claim
            self.source = source
            self.chain = chain
            self.voice = voice
        }
    }

    /// Stable id.
    public var id: String
    /// First moment it can have happened; nil when not known.
    public var start: Moment?
    /// Last moment, exclusive.
    public var end: Moment?
    /// How exactly.
    public var precision: Precision
    /// Words the time was read from, or why it is not known.
    public var timeReason: String
    /// When it was first reported, as stated by a document.
    public var reported: Dated?
    /// Where: a document and an index into its reading's `places`; nil when not known.
    public var place: (document: Int, place: Int)?
    /// Event type of the crosswalk.
    public var type: String?
    /// Whether it is background to the news.
    public var background: Bool
    /// Agreed, disputed, one voice.
    public var mark: Mark
    /// Its tellings; the first is the best to print.
    public var tellings: [Telling]
    /// Distinct origins: the root, the outlet, a document, and why it counts.
    public var origins: [(outlet: String, document: Int, why: String)]
    /// Distinct voices in the words of the texts.
    public var voices: [String]
    /// Number of documents that tell it.
    public var articles: Int
    /// Number of outlets that tell it.
    public var outlets: Int
    /// Why these claims were joined.
    public var why: String
    /// Voices that say it is so.
    public var confirms: [String]
    /// Voices that say it is not.
    public var denies: [String]
    /// People and bodies that take part and are not heard on it.
    public var silent: [String]

    /// Makes an event of tellings; counts are filled by the builder.
    public init(id: String, tellings: [Telling], why: String) {
        self.id = id
        self.tellings = tellings
        self.why = why
        precision = .unknown
        timeReason = ""
        background = false
        mark = .single
        origins = []
        voices = []
        articles = 0
        outlets = 0
        confirms = []
        denies = []
        silent = []
    }
}

/// One measure of one scope through time.
public struct Series: Sendable {
    /// A figure as one document gave it.
    public struct Entry: Sendable {
        /// The sentence.
        public var citation: Citation
        /// Index into that reading's `quantities`.
        public var quantity: Int
        /// Whose figure, in the words of the text; nil for the outlet's own.
        public var source: String?
        /// The voice it counts for.
        public var voice: String
        /// The moment the figure holds for, when the text says so.
        public var asOf: Moment?
        /// What became of it: "current", "superseded by …", "withdrawn", "older event".
        public var status: String
        /// Where what it counts happened, as far as its sentence says: an index into the `places` of the document's reading.
        public var site: Int?
        /// Whether that place is none that the situation is in: the figure is another attack's or another town's.
        public var isElsewhere = false

        /// Makes an entry.
        public init(
            citation: Citation, quantity: Int, source: String?, voice: String, asOf: Moment? = nil, status: String,
            site: Int? = nil
        ) {
            self.site = site
            self.citation = citation
            self.quantity = quantity
            self.source = source
            self.voice = voice
            self.asOf = asOf
            self.status = status
        }
    }

    /// "killed", "injured", …
    public var measure: String
    /// Whose and where, in words; empty for the whole situation.
    public var scope: String
    /// What the latest statement of each independent source says; nil when nothing current is left.
    public var currentLow: Double?
    /// Upper end; nil when open.
    public var currentHigh: Double?
    /// Figures by reported time.
    public var entries: [Entry]

    /// Figures of which one is more than so many times the other count different things.
    public static let mostTimes = 4.0

    /// Whether two figures of a story were given for places that cannot be one, or one of them for another place than the situation's: of
    /// different scope, though no words say so.
    public static func areApart(_ a: Entry, _ b: Entry, in readings: [Reading]) -> Bool {
        if a.isElsewhere != b.isElsewhere { return true }
        guard let p = a.site, let q = b.site, let one = Spot(readings[a.citation.document].places[p]),
            let other = Spot(readings[b.citation.document].places[q])
        else { return false }
        return one.excludes(other) || (one.country != other.country && one.kilometres(to: other) > 100)
    }

    /// Makes a series.
    public init(
        measure: String, scope: String, currentLow: Double? = nil, currentHigh: Double? = nil, entries: [Entry]
    ) {
        self.measure = measure
        self.scope = scope
        self.currentLow = currentLow
        self.currentHigh = currentHigh
        self.entries = entries
    }
}

/// Two claims about one slot with incompatible values.
public struct Contradiction: Sendable {
    /// What they differ in.
    public enum Kind: String, Sendable {
        /// Figures.
        case number
        /// One denies the other.
        case denial
        /// When.
        case time
        /// Where.
        case place
        /// How it ended.
        case outcome
    }

    /// Where it stands.
    public enum Status: String, Sendable {
        /// Not settled.
        case open
        /// A later figure of the same source replaced one side.
        case superseded
        /// One side was withdrawn.
        case withdrawn
        /// They speak of different scopes or times.
        case scope
    }

    /// What they differ in.
    public var kind: Kind
    /// Where it stands.
    public var status: Status
    /// What both speak of: "killed", an event's title.
    public var slot: String
    /// One side.
    public var a: Citation
    /// Whose word that is.
    public var sourceA: String?
    /// The other side.
    public var b: Citation
    /// Whose word that is.
    public var sourceB: String?
    /// Why they were paired.
    public var why: String
    /// The claim on the first side: an index into that reading's `claims`; nil where the whole sentence is meant.
    public var claimA: Int?
    /// The claim on the other side.
    public var claimB: Int?

    /// Makes a contradiction.
    public init(
        kind: Kind, status: Status, slot: String, a: Citation, sourceA: String?, b: Citation, sourceB: String?,
        why: String
    ) {
        self.kind = kind
        self.status = status
        self.slot = slot
        self.a = a
        self.sourceA = sourceA
        self.b = b
        self.sourceB = sourceB
        self.why = why
    }
}

/// A sentence that corrects an earlier report.
public struct Correction: Sendable {
    /// The correcting sentence.
    public var citation: Citation
    /// Index into the story's `readings` of the document it corrects, when known.
    public var corrects: Int?
    /// What it does and how it was recognised.
    public var why: String

    /// Makes a correction.
    public init(citation: Citation, corrects: Int?, why: String) {
        self.citation = citation
        self.corrects = corrects
        self.why = why
    }
}

/// Somebody or some body met in one or more documents of a story.
public struct Person: Sendable {
    /// The fullest name.
    public var name: String
    /// Its class.
    public var kind: Name.Kind
    /// Other spellings and short forms.
    public var variants: [String]
    /// Titles and roles, as printed.
    public var roles: [String]
    /// Where it is named: document and entity index in its reading.
    public var entities: [(document: Int, entity: Int)]
    /// Number of mentions.
    public var mentions: Int

    /// Makes a person.
    public init(
        name: String, kind: Name.Kind, variants: [String], roles: [String], entities: [(document: Int, entity: Int)],
        mentions: Int
    ) {
        self.name = name
        self.kind = kind
        self.variants = variants
        self.roles = roles
        self.entities = entities
        self.mentions = mentions
    }
}
