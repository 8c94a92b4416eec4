import Documents

/// What happened to a story after its first document, for its recorded history.
public struct ClusterChange: Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// Two stories turned out to be one.
        case merged
        /// A story turned out to be two.
        case split
    }

    /// What happened.
    public var kind: Kind
    /// The story that ended, or the new one.
    public var story: Int
    /// The story that goes on.
    public var other: Int
    /// Index in the stream of the document that showed it.
    public var document: Int
    /// The reason, with the figures that decided.
    public var why: String
}
