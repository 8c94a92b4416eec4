import Texts
import Archive
import Documents
import Moments
import Readings
import Reports
import Sitrep
import Stories

/// Reads documents and writes reports for pages, each once as long as it is remembered.
///
/// Two requests for the same story wait for the same work. What is kept is bounded: readings by the length of their
/// texts, stories and reports by number, the one that was used longest ago goes first.
actor ReportDesk {
    /// A story at a moment.
    struct Answer: Sendable {
        var report: Report
        /// Documents of the story that were published or arrived later.
        var later: Int
    }

    private let store: SiteStore
    private let readers: ReaderPool
    private let stories: StoryBuilder
    private let reports: ReportBuilder
    private var readings: [String: (reading: Reading, used: Int)] = [:]
    private var built: [String: (story: Task<Story?, any Error>, used: Int)] = [:]
    private var clock = 0

    /// Longest texts of kept readings together, bytes.
    static let mostText = 24 << 20
    /// Most kept stories.
    static let mostStories = 24
    /// A report speaks for the asked moment unless its newest document is older than this; then for that document's time. Seconds.
    static let fresh: Int64 = 3 * 86_400

    init(store: SiteStore, jobs: Int) throws {
        self.store = store
        readers = try ReaderPool(count: jobs)
        stories = try StoryBuilder()
        reports = try ReportBuilder()
    }

    /// The report on a story; nil when nothing of it was known by then.
    func report(story id: String, asOf: Moment, since: Moment?, all: Bool = false) async throws -> Answer? {
        let (documents, later) = try store.read { archive throws(ArchiveError) in
            try archive.documents(story: id, knownAt: asOf)
        }
        guard !documents.isEmpty, let story = try await story(of: documents) else { return nil }
        let last = documents.compactMap { $0.published?.moment }.max()
        let isFresh = last.map { asOf.seconds - $0.seconds <= Self.fresh } ?? true
        let report = reports.report(
            on: [story],
            options: .init(asOf: isFresh ? asOf : nil, since: since, all: all, version: Sitrep.version), later: later)
        return Answer(report: report, later: later)
    }

    /// The reading of one document.
    func reading(of document: Document) async throws -> Reading {
        try await self.readings(of: [document]).first ?? Reading(document)
    }

    private func story(of documents: [Document]) async throws -> Story? {
        let key = documents.map { "\($0.id) \($0.sha256.short())" }.joined(separator: "\n")
        clock += 1
        if let known = built[key] {
            built[key]?.used = clock
            return try await known.story.value
        }
        let builder = stories
        let work = Task { () throws -> Story? in
            let readings = try await self.readings(of: documents)
            return builder.story(of: readings)
        }
        built[key] = (work, clock)
        if built.count > Self.mostStories, let oldest = built.min(by: { $0.value.used < $1.value.used }) {
            built[oldest.key] = nil
        }
        do {
            return try await work.value
        } catch {
            built[key] = nil
            throw error
        }
    }

    private func readings(of documents: [Document]) async throws -> [Reading] {
        let unknown = documents.filter { readings[key($0)] == nil }
        var found: [String: Reading] = [:]
        if !unknown.isEmpty {
            let kept = try store.read { archive throws(ArchiveError) in try archive.readings(of: unknown) }
            for reading in kept.compactMap({ $0 }) { found[key(reading.document)] = reading }
        }
        let missing = unknown.filter { found[key($0)] == nil }
        let fresh = missing.isEmpty ? [] : try await readers.read(missing)
        clock += 1
        for reading in fresh { found[key(reading.document)] = reading }
        let wanted = documents.compactMap { document -> Reading? in
            let key = key(document)
            if let reading = found[key] { return reading }
            readings[key]?.used = clock
            return readings[key]?.reading
        }
        for (key, reading) in found { readings[key] = (reading, clock) }
        forget()
        return wanted
    }

    private func key(_ document: Document) -> String { "\(document.id) \(document.sha256.short())" }

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
