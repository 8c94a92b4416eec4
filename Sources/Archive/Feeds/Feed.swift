public import Moments

/// A feed that is followed.
public struct Feed: Sendable, Hashable {
    /// Its number in the archive; 0 before it is there.
    public var number: Int64
    /// Where it is.
    public var url: String
    /// Its title as given by the user, the list it came from, or the feed itself.
    public var title: String?
    /// The folder it stood in in an OPML list.
    public var folder: String?
    /// When the user added it.
    public var added: Moment
    /// Whether the pages its new items link to are fetched, for feeds that carry summaries only.
    public var fetchesPages: Bool
    /// Seconds between two polls, as the user wants it; nil leaves it to the program and the feed.
    public var interval: Int?
    /// The address it had before the server said that it moved for good.
    public var movedFrom: String?
    /// How asking went.
    public var state: State

    /// How asking a feed went, so far.
    public struct State: Sendable, Hashable {
        /// The server said that the feed is gone for good (410); it is not asked again.
        public var isGone = false
        /// The validator of the last answer, sent back as `If-None-Match`.
        public var etag: String?
        /// The date of the last answer, sent back as `If-Modified-Since`, as the server wrote it.
        public var lastModified: String?
        /// SHA-256 of the last body, for servers that answer in full each time.
        public var hash: [UInt8]?
        /// Seconds the feed or its server asks to be left alone after an answer.
        public var ttl: Int?
        /// When it was asked last.
        public var tried: Moment?
        /// When it is asked next; nil means at once.
        public var nextTry: Moment?
        /// When it last answered well.
        public var succeeded: Moment?
        /// Failures since.
        public var failures = 0
        /// Why it failed last; nil after a success.
        public var reason: String?
        /// Different items seen in it.
        public var items = 0
        /// Documents that came into the archive by it, new versions among them.
        public var documents = 0

        /// Nothing is known yet.
        public init() {}
    }

    /// Makes a feed that has not been asked yet.
    public init(
        url: String, title: String? = nil, folder: String? = nil, added: Moment, fetchesPages: Bool = false,
        interval: Int? = nil
    ) {
        number = 0
        self.url = url
        self.title = title
        self.folder = folder
        self.added = added
        self.fetchesPages = fetchesPages
        self.interval = interval
        state = State()
    }
}
