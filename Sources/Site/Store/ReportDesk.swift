import Archive
import Documents
import Moments
import Readings
import Reports
import Sitrep
import Stories
import Texts

/// Reads documents and writes reports for pages, each once as long as it is remembered.
///
/// Two requests for the same story wait for the same work; documents are read by one story at a time, in small lots, so that many
/// requests need no more memory than one. What is kept is bounded by the length of its texts, what was used longest ago goes first.
actor ReportDesk {
    /// A story at a moment.
    struct Answer: Sendable {
        var report: Report
        /// Documents of the story that were published or arrived later.
        var later: Int
    }

    private struct Built {
        var draft: Task<StoryDraft?, any Error>
        var used: Int
        var bytes: Int
    }

    private let store: SiteStore
    private let pool: Lazy<ReaderPool>
    private let stories: Lazy<StoryBuilder>
    private let reports: Lazy<ReportBuilder>
    private var readings: [String: (reading: Reading, used: Int)] = [:]
    private var built: [String: Built] = [:]
    private var clock = 0
    private var turn: Task<Void, Never>?

    /// Longest texts of kept readings together, bytes. A reading takes about twenty times its text.
    static let mostText = 2 << 20
    /// Longest texts of kept stories together, bytes: each holds events and a draft of its own beside the readings.
    static let mostBuilt = 1 << 20
    /// Documents read in one turn.
    static let lot = 16
    /// A report speaks for the asked moment unless its newest document is older than this; then for that document's time. Seconds.
    static let fresh: Int64 = 3 * 86_400

    init(store: SiteStore, jobs: Int) {
        self.store = store
        pool = Lazy { try ReaderPool(count: jobs) }
        stories = Lazy { try StoryBuilder() }
        reports = Lazy { try ReportBuilder() }
    }

    /// The report on a story; nil when nothing of it was known by then.
    ///
    /// - Parameter keeps: whether the story is remembered for the next request.
    nonisolated func report(
        story id: String, asOf: Moment, since: Moment?, all: Bool = false, keeps: Bool = true
    ) async throws -> Answer? {
        let found = try store.read { archive throws(ArchiveError) in
            let stored = try archive.documents(story: id, knownAt: asOf, keeps: keeps)
            return (
                stored: stored, amendments: try archive.amendments(at: asOf, of: id, stored.known),
                title: try archive.title(of: id, knownAt: asOf)
            )
        }
        let corrected = Amendment.applied(found.amendments, to: found.stored.known)
        let documents = corrected.filter { document in document.published.map { $0.moment <= asOf } ?? true }
        let later = found.stored.later + corrected.count - documents.count
        guard !documents.isEmpty else { return nil }
        guard let draft = try await self.draft(of: documents, found.amendments, title: found.title, keeps: keeps) else {
            return nil
        }
        let last = documents.compactMap { $0.published?.moment }.max()
        let isFresh = last.map { asOf.seconds - $0.seconds <= Self.fresh } ?? true
        let options = ReportBuilder.Options(
            asOf: isFresh ? asOf : nil, since: since, all: all, version: Sitrep.version)
        let builder = try reports.value()
        let report =
            all
            ? builder.report(on: [draft.story], options: options, later: later)
            : builder.report(on: [draft], options: options, later: later)
        return Answer(report: report, later: later)
    }

    /// The reading of one document.
    func reading(of document: Document) async throws -> Reading {
        try await self.readings(of: [document], keeps: true).first ?? Reading(document)
    }

    /// The readings of a few documents, in their order.
    func readings(of documents: [Document]) async throws -> [Reading] {
        try await readings(of: documents, keeps: true)
    }

    // MARK: Stories

    /// - Parameter title: what lists call the story; nil leaves it to the story's own documents.
    private func draft(
        of documents: [Document], _ amendments: [Amendment], title: String?, keeps: Bool
    ) async throws -> StoryDraft? {
        let key =
            documents.map { Self.key($0) }.joined(separator: "\n") + "\n" + amendments.map(\.id).joined(separator: " ")
            + "\n" + (title ?? "")
        clock += 1
        if let known = built[key] {
            built[key]?.used = clock
            return try await known.draft.value
        }
        let (stories, reports) = (self.stories, self.reports)
        let work = Task { () throws -> StoryDraft? in
            let readings = try await self.readings(of: documents, keeps: keeps)
            // Off the desk, so that it can answer others meanwhile.
            return try await Task.detached { () throws -> StoryDraft? in
                var builder = try stories.value()
                builder.amendments = amendments
                var story = builder.story(of: readings)
                if let title { story?.title = title }
                story?.tell(amendments)
                return try story.map { try reports.value().draft($0) }
            }.value
        }
        guard keeps else { return try await work.value }
        built[key] = Built(draft: work, used: clock, bytes: documents.reduce(0) { $0 + $1.text.count })
        var total = built.values.reduce(0) { $0 + $1.bytes }
        for (other, value) in built.sorted(by: { $0.value.used < $1.value.used }) where total > Self.mostBuilt {
            guard other != key else { continue }
            total -= value.bytes
            built[other] = nil
        }
        do {
            return try await work.value
        } catch {
            built[key] = nil
            throw error
        }
    }

    // MARK: Readings

    private func readings(of documents: [Document], keeps: Bool) async throws -> [Reading] {
        var found: [String: Reading] = [:]
        var missing: [Document] = []
        for document in documents {
            let key = Self.key(document)
            if let known = readings[key] {
                found[key] = known.reading
                readings[key]?.used = clock
            } else {
                missing.append(document)
            }
        }
        let unknown = missing
        if !unknown.isEmpty {
            // Read already, when they were added.
            let kept = try store.read { archive throws(ArchiveError) in try archive.readings(of: unknown) }
            for reading in kept.compactMap({ $0 }) { found[Self.key(reading.document)] = reading }
            missing = unknown.filter { found[Self.key($0)] == nil }
        }
        let pool = self.pool
        for start in stride(from: 0, to: missing.count, by: Self.lot) {
            let lot = Array(missing[start..<min(start + Self.lot, missing.count)])
            for reading in try await inTurn({ try await pool.value().read(lot) }) {
                found[Self.key(reading.document)] = reading
            }
        }
        clock += 1
        if keeps {
            for document in unknown {
                let key = Self.key(document)
                if let reading = found[key] { readings[key] = (reading, clock) }
            }
            forget()
        }
        return documents.compactMap { found[Self.key($0)] }
    }

    /// Does one thing after the other, in the order they were asked for.
    private func inTurn<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let before = turn
        let task = Task.detached { () throws -> Value in
            await before?.value
            return try await work()
        }
        turn = Task.detached { _ = try? await task.value }
        return try await task.value
    }

    /// Text and stated time, by which times in the text are read.
    private static func key(_ document: Document) -> String {
        "\(document.id) \(document.sha256.short()) \(document.published?.moment.seconds ?? 0)"
    }

    private func forget() {
        var total = readings.values.reduce(0) { $0 + $1.reading.text.count }
        guard total > Self.mostText else { return }
        for (key, value) in readings.sorted(by: { ($0.value.used, $0.key) < ($1.value.used, $1.key) }) {
            guard total > Self.mostText else { return }
            total -= value.reading.text.count
            readings[key] = nil
        }
    }
}
