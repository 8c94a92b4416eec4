public import Moments

/// What a stream of Server-Sent Events tells of.
public struct EventStream: Sendable {
    /// The number of the last change that was told.
    public var number: Int64
    /// At the beginning, only changes of stories to which a document came after this moment; nil afterwards.
    public var arrivedAfter: Moment?
    /// Only of this story; nil for all.
    public var story: String?
}
