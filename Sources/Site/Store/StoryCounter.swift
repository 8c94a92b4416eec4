import Archive
import Moments
import Reports

/// Counts what only the reading of a story can tell, for lists: origins, disputes, the newest change. It works behind the pages, one
/// story after the other; what it has not come to yet is told as not counted.
actor StoryCounter {
    /// What a list shows of a story.
    struct Summary: Sendable {
        var origins: Int
        var disputed: Int
        /// The newest change of the last day of reports: what kind, when, in what words.
        var change: (kind: String, at: Dated?, words: String)?
    }

    /// A story at a moment.
    struct Wanted: Sendable {
        /// Equal keys mean an equal report.
        var key: String
        var story: String
        var asOf: Moment
        /// When its newest report was published.
        var last: Moment
    }

    private let desk: ReportDesk
    private var known: [String: (summary: Summary?, used: Int)] = [:]
    private var waiting: [Wanted] = []
    private var clock = 0
    private var isWorking = false

    /// Most summaries kept, and most stories that wait.
    static let most = 4000
    static let mostWaiting = 400

    init(_ desk: ReportDesk) { self.desk = desk }

    /// The summaries that are known, by key; the others are put on the list of things to do.
    func summaries(_ wanted: [Wanted]) -> (known: [String: Summary], areMissing: Bool) {
        clock += 1
        var found: [String: Summary] = [:]
        var missing: [Wanted] = []
        for one in wanted {
            if let known = known[one.key] {
                found[one.key] = known.summary
                self.known[one.key]?.used = clock
            } else {
                missing.append(one)
            }
        }
        if !missing.isEmpty {
            let keys = Set(missing.map(\.key))
            // Whoever looks now goes first.
            waiting = Array((missing + waiting.filter { !keys.contains($0.key) }).prefix(Self.mostWaiting))
            work()
        }
        return (found, !missing.isEmpty)
    }

    private func work() {
        guard !isWorking else { return }
        isWorking = true
        Task.detached(priority: .background) { [self] in
            while let next = await take() { await keep(next.key, await count(next)) }
        }
    }

    private func take() -> Wanted? {
        guard !waiting.isEmpty else {
            isWorking = false
            return nil
        }
        return waiting.removeFirst()
    }

    private nonisolated func count(_ wanted: Wanted) async -> Summary? {
        let day: Int64 = 86_400
        let answer = try? await desk.report(
            story: wanted.story, asOf: wanted.asOf, since: wanted.last.adding(seconds: -day), keeps: false)
        guard let report = answer?.report.stories.first else { return nil }
        let counts = report.counts
        return Summary(
            origins: counts.origins, disputed: counts.disputed,
            change: report.changes.first.map { ($0.kind.rawValue, $0.reported, $0.statement.text) })
    }

    private func keep(_ key: String, _ summary: Summary?) {
        clock += 1
        known[key] = (summary, clock)
        guard known.count > Self.most else { return }
        for (key, _) in known.sorted(by: { $0.value.used < $1.value.used }).prefix(Self.most / 4) { known[key] = nil }
    }
}
