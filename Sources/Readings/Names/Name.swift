public import Texts

/// A mention of a named person, organisation, place or other thing.
public struct Name: Sendable {
    /// CoNLL classes.
    public enum Kind: String, Sendable, CaseIterable {
        /// A person.
        case person = "PER"
        /// An organisation.
        case organisation = "ORG"
        /// A place.
        case place = "LOC"
        /// Anything else: nationalities, events, works.
        case other = "MISC"
    }

    /// Where it stands.
    public var extent: Extent
    /// Its words, as indexes into the reading's `tokens`.
    public var tokens: Range<Int>
    /// Its class.
    public var kind: Kind
    /// Index into the reading's `entities`; nil before entities are joined.
    public var entity: Int?
    /// What gave it: "network", "document consistency", "list titles", …
    public var rule: String

    /// Makes a name.
    public init(extent: Extent, tokens: Range<Int>, kind: Kind, rule: String) {
        self.extent = extent
        self.tokens = tokens
        self.kind = kind
        self.rule = rule
    }
}

/// Somebody or something that one or more names of a document mean.
public struct Entity: Sendable {
    /// Its fullest name in the document.
    public var name: String
    /// Its class.
    public var kind: Name.Kind
    /// Indexes into the reading's `names`.
    public var mentions: [Int]
    /// Other forms seen.
    public var variants: [String]
    /// Titles and roles that stand with it: "president", "defence minister".
    public var roles: [String]

    /// Makes an entity.
    public init(name: String, kind: Name.Kind, mentions: [Int], variants: [String] = [], roles: [String] = []) {
        self.name = name
        self.kind = kind
        self.mentions = mentions
        self.variants = variants
        self.roles = roles
    }
}
