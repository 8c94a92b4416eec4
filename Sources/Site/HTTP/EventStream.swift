public import Moments

/// What a stream of Server-Sent Events tells of.
public struct EventStream: Sendable {
    /// Changes that the archive noticed after this moment.
    public var after: Moment
    /// Only of this story; nil for all.
    public var story: String?
}
