import Archive
import Following
import Glibc
import Moments
import Sitrep
import Synchronization

/// A folder with an archive, and a poller over a made-up web; the folder goes away with its last reference.
final class PollFolder {
    /// Readers that all tests share: they are dear to make.
    static let readers = Result { try ReaderPool(count: 1) }

    let path: String
    let web = FakeWeb()
    let time = FakeClock(wall: 1_740_000_000)
    let events = Events()

    /// What a poller told.
    final class Events: Sendable {
        private let all = Mutex<[PollEvent]>([])

        func add(_ event: PollEvent) { all.withLock { $0.append(event) } }

        /// Results of polls so far, in order.
        var polls: [PollResult] {
            all.withLock { $0.compactMap { if case .polled(_, let result) = $0 { result } else { nil } } }
        }

        /// Pages that were not fetched.
        var pages: [FetchFailure] {
            all.withLock { $0.compactMap { if case .page(_, _, let failure) = $0 { failure } else { nil } } }
        }

        /// Ids of documents that were acknowledged.
        var documents: [String] {
            all.withLock { $0.compactMap { if case .document(_, let added) = $0 { added.id } else { nil } } }
        }
    }

    init() throws {
        var template = Array("/tmp/sitrep-follow-XXXXXX\u{0}".utf8CString.dropLast())
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
        path = made.map { String(cString: $0) } ?? "/tmp"
        _ = try Archive(path: file, create: true)
    }

    var file: String { path + "/sitrep.db" }

    /// Follows feeds.
    func follow(_ urls: String..., pages: Bool = false, interval: Int? = nil) throws {
        _ = try Archive(path: file).addFeeds(
            urls.map { Feed(url: $0, added: Moment(seconds: 0), fetchesPages: pages, interval: interval) })
    }

    /// Asks every feed that is due, once.
    @discardableResult
    func poll(
        policy: AddressPolicy = AddressPolicy(), limits: FetchLimits = FetchLimits(),
        change: (inout Poller.Options) -> Void = { _ in }
    ) async throws -> PollResult? {
        var options = Poller.Options(seed: 1)
        change(&options)
        let events = events
        let poller = try Poller(
            desk: Desk(path: file, readers: Self.readers.get()), visitor: web.visitor(policy: policy, limits: limits),
            clock: time.clock,
            options: options
        ) { events.add($0) }
        _ = try await poller.run(once: true)
        return events.polls.last
    }

    /// The feed at an address, as the archive has it.
    func feed(_ url: String) throws -> Feed? { try Archive(path: file).feed(url) }

    /// The feed's state.
    func state(_ url: String) throws -> Feed.State { try Archive(path: file).feed(url)?.state ?? Feed.State() }

    /// Documents in the archive.
    func count() throws -> Int { try Archive(path: file).count() }

    deinit {
        for name in ["", "-wal", "-shm"] { unlink(file + name) }
        rmdir(path)
    }

    /// A feed of items: a number, which names it, and its text.
    static func rss(_ items: [(Int, String)], head: String = "") -> String {
        let body = items.map { number, text in
            """
            <item><title>Flood report \(number)</title><link>/story/\(number)</link><guid>g\(number)</guid>
            <pubDate>Wed, 19 Feb 2025 08:00:00 GMT</pubDate><description>\(text)</description></item>
            """
        }
        return """
            <?xml version="1.0"?><rss version="2.0"><channel><title>The Ellan Post</title>
            <link>https://ellan.example/</link>\(head)\(body.joined())</channel></rss>
            """
    }
}
