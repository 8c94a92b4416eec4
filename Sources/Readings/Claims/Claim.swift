public import Texts

/// One event or state asserted in one sentence.
public struct Claim: Sendable {
    /// A participant.
    public struct Argument: Sendable, Hashable {
        /// The whole phrase.
        public var extent: Extent
        /// Its head token.
        public var head: Int
        /// Index into the reading's `entities`, when it is named (or a pronoun for one).
        public var entity: Int?

        /// Makes an argument.
        public init(extent: Extent, head: Int, entity: Int? = nil) {
            self.extent = extent
            self.head = head
            self.entity = entity
        }
    }

    /// Whether it is said to be so.
    public enum Polarity: String, Sendable {
        /// It is.
        case affirmed
        /// It is not.
        case denied
    }

    /// How it is put.
    public enum Modality: String, Sendable {
        /// As a fact.
        case asserted
        /// As a plan.
        case planned
        /// As possible.
        case possible
        /// As a demand.
        case demanded
        /// As hearsay.
        case reported
    }

    /// The clause.
    public var extent: Extent
    /// Index into the reading's `sentences`.
    public var sentence: Int
    /// The predicate's words.
    public var predicate: Extent
    /// The predicate's head token.
    public var predicateToken: Int
    /// The predicate's lemma: "capture", "carry out".
    public var lemma: String
    /// Event type of the crosswalk ("assault", "flood", …); nil when none fits.
    public var type: String?
    /// Agents.
    public var who: [Argument]
    /// Patients.
    public var whom: [Argument]
    /// Indexes into the reading's `places`.
    public var places: [Int]
    /// Indexes into the reading's `times`.
    public var times: [Int]
    /// Indexes into the reading's `quantities`.
    public var quantities: [Int]
    /// Affirmed or denied.
    public var polarity: Polarity
    /// How it is put.
    public var modality: Modality
    /// Indexes into the reading's `attributions` it stands in, innermost first.
    public var attributions: [Int]
    /// Whether it is background to the news (an older or general matter), and by which rule.
    public var background: String?
    /// Stable id of the rule.
    public var rule: String

    /// Makes a claim.
    public init(
        extent: Extent, sentence: Int, predicate: Extent, predicateToken: Int, lemma: String, type: String? = nil,
        who: [Argument] = [], whom: [Argument] = [], places: [Int] = [], times: [Int] = [], quantities: [Int] = [],
        polarity: Polarity = .affirmed, modality: Modality = .asserted, attributions: [Int] = [],
        background: String? = nil, rule: String
    ) {
        self.extent = extent
        self.sentence = sentence
        self.predicate = predicate
        self.predicateToken = predicateToken
        self.lemma = lemma
        self.type = type
        self.who = who
        self.whom = whom
        self.places = places
        self.times = times
        self.quantities = quantities
        self.polarity = polarity
        self.modality = modality
        self.attributions = attributions
        self.background = background
        self.rule = rule
    }
}
