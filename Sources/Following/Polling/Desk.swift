public import Archive
public import Captures
public import Documents
public import Moments
public import Sitrep
import Stories

/// The archive as polling uses it: one owner of the connection, whatever the number of feeds that are read at once.
///
/// What a function returned is on the disk.
public actor Desk {
    let archive: Archive
    private let readers: ReaderPool
    let builder: StoryBuilder

    /// Documents that go to the disk together.
    private static let batch = 64

    /// Opens an archive.
    ///
    /// - Parameters:
    ///   - create: makes it when there is none.
    ///   - jobs: documents read at once, 1 or more.
    public init(path: String, create: Bool = false, jobs: Int = 1) throws {
        try self.init(path: path, create: create, readers: ReaderPool(count: jobs))
    }

    /// Opens an archive, with readers that others may use too.
    public init(path: String, create: Bool = false, readers: ReaderPool) throws {
        archive = try Archive(path: path, create: create, version: Sitrep.version, models: Sitrep.readers)
        self.readers = readers
        builder = try StoryBuilder()
    }

    /// The feeds that are followed.
    public func feeds() throws(ArchiveError) -> [Feed] { try archive.feeds() }

    /// Which of some keys of items are not known yet, as flags in their order.
    func unseen(_ keys: [[UInt8]], in feed: Int64) throws(ArchiveError) -> [Bool] {
        var flags: [Bool] = []
        for key in keys { flags.append(!(try archive.hasSeen(key, in: feed))) }
        return flags
    }

    /// Adds documents, read where they are new. The result stands in their order.
    ///
    /// - Parameters:
    ///   - captures: the bytes each was made from, in the same order; none to keep no bytes.
    ///   - told: called with what has just been committed.
    public func take(
        _ documents: [Document], captures: [Capture] = [], at now: Moment,
        told: @Sendable (Archive.Added) -> Void = { _ in }
    ) async throws -> [Archive.Added] {
        var added = [Archive.Added?](repeating: nil, count: documents.count)
        var waiting: [Int] = []
        var start = 0
        while start < documents.count || !waiting.isEmpty {
            while start < documents.count, waiting.count < Self.batch {
                // Reading is the dear part; what is there already is not read again.
                if let known = try archive.id(of: documents[start]) {
                    let one = Archive.Added(id: known, outcome: .known)
                    added[start] = one
                    told(one)
                } else {
                    waiting.append(start)
                }
                start += 1
            }
            guard !waiting.isEmpty else { continue }
            let readings = try await readers.read(waiting.map { documents[$0] })
            let kept = captures.isEmpty ? [] : waiting.map { captures[$0] }
            for (i, one) in zip(waiting, try archive.add(readings, arrived: now, captures: kept)) {
                added[i] = one
                told(one)
            }
            waiting.removeAll(keepingCapacity: true)
        }
        return added.compactMap { $0 }
    }

    /// Keeps how asking a feed went.
    func note(
        _ feed: Int64, _ state: Feed.State, title: String? = nil, movedTo: String? = nil, seen: [[UInt8]] = [],
        holding: Int = 0
    ) throws(ArchiveError) {
        try archive.noteFeed(feed, state, title: title, movedTo: movedTo, seen: seen, holding: holding)
    }

    /// Brings the stories up to date.
    ///
    /// - Returns: how many stories opened, and how many grew.
    public func updateStories(at now: Moment) throws(ArchiveError) -> (opened: Int, grown: Int) {
        let changes = try archive.updateStories(at: now, builder: builder)
        return (changes.count { $0.kind == .opened }, changes.count { $0.kind == .grew })
    }
}
