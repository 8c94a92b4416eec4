public import Archive
public import Captures

/// What happens while feeds are polled, for people and logs. Told in order, from any thread.
public enum PollEvent: Sendable {
    /// A document of a feed is in the archive, on the disk.
    case document(feed: Feed, Archive.Added)
    /// An item that could not be used.
    case skipped(feed: Feed, Skipped)
    /// A page that an item links to was not fetched; the item's own text is kept instead.
    case page(feed: Feed, url: String, FetchFailure)
    /// A feed was asked; `feed.state` says how it went and when it is asked next.
    case polled(feed: Feed, PollResult)
    /// Stories were brought up to date.
    case stories(opened: Int, grown: Int)
    /// News of a watch was posted to a web address, or could not be and is tried again later.
    case posted(watch: String, address: String, FetchFailure?)
    /// News of a watch could not be delivered to a file, standard output or by mail; it is tried again later.
    case undelivered(String)
}

/// How one poll of a feed went.
public struct PollResult: Sendable, Hashable {
    /// Documents that are new in the archive.
    public var new = 0
    /// New texts of documents that were there.
    public var versions = 0
    /// Items that were there already.
    public var known = 0
    /// Items that could not be used.
    public var skipped = 0
    /// Whether the server or the body said that nothing has changed.
    public var isUnchanged = false
    /// Where the feed moved for good.
    public var movedTo: String?
    /// Why it failed; nil when it went well.
    public var failure: FetchFailure?
    /// Seconds until the next try; nil when there is none.
    public var wait: Int?

    /// Nothing yet.
    public init() {}
}
