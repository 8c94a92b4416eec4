public import Texts

/// A pronoun or a role ("the minister") that means an entity named elsewhere in the document.
public struct Reference: Sendable {
    /// What refers.
    public enum Kind: String, Sendable {
        /// "he", "she", "they", "who".
        case pronoun
        /// "the minister", "the ministry".
        case nominal
    }

    /// Where it stands.
    public var extent: Extent
    /// Its head token.
    public var token: Int
    /// Index into the reading's `entities`.
    public var entity: Int
    /// Pronoun or nominal.
    public var kind: Kind
    /// Stable id of the rule.
    public var rule: String

    /// Makes a reference.
    public init(extent: Extent, token: Int, entity: Int, kind: Kind, rule: String) {
        self.extent = extent
        self.token = token
        self.entity = entity
        self.kind = kind
        self.rule = rule
    }
}
