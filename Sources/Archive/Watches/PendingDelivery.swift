public import Moments

/// News of a watch that waits to go out.
public struct PendingDelivery: Sendable, Hashable {
    /// Its number in the outbox.
    public var id: Int64
    /// The watch it is from.
    public var watch: String
    /// Where to and how.
    public var delivery: Watch.Delivery
    /// Signs what is posted (HMAC-SHA256 over the body's bytes).
    public var secret: String
    /// One JSON object: `{"watch","at","cause","story","document","text"}`.
    public var body: String
    /// When the watch fired.
    public var made: Moment
    /// How often it was tried in vain.
    public var tries: Int
}
