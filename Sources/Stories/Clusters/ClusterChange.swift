import Documents

/// What happened to a story after its first document, for its recorded history.
public struct ClusterChange: Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// Two stories turned out to be one.
        case merged
        /// A story turned out to be two.
        case split
        /// A document turned out to belong to another story.
        case moved
    }

    /// What happened.
    public var kind: Kind
    /// The story that ended, the new one, or the one a document goes to.
    public var story: Int
    /// The story that goes on, or the one a document leaves.
    public var other: Int
    /// Index in the stream of the document that showed it, that is the first of a new story, or that moves.
    public var document: Int
    /// The reason, with the figures that decided.
    public var why: String
}
