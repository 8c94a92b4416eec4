import Archive
import Moments
import Synchronization

/// Polls the feeds of an archive: each when it is due, many at once, no host hurried.
public struct Poller: Sendable {
    /// What can be chosen.
    public struct Options: Sendable {
        /// When feeds are asked.
        public var schedule = Schedule()
        /// Feeds that are asked at once, at most.
        public var width = 16
        /// Pages that are fetched for one feed at a time, at most; the rest wait for the next poll.
        public var pages = 20
        /// Items with more text than this, in bytes, need no page.
        public var fullText = 1_500
        /// Seconds between two looks at the archive's list of feeds.
        public var reload = 15.0
        /// Seconds between two updates of the stories, while documents keep coming.
        public var stories = 60.0
        /// Seeds the chance in waiting times.
        public var seed: UInt64

        /// The usual choice.
        public init(seed: UInt64) { self.seed = seed }
    }

    let desk: Desk
    let visitor: Visitor
    let robots: RobotsBook
    let clock: PollClock
    let options: Options
    let reader: FetchedDocuments
    let told: @Sendable (PollEvent) -> Void
    private let chance: Chance

    /// Chance, shared by polls that run at once.
    private final class Chance: Sendable {
        let generator: Mutex<SeededGenerator>

        init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }
    }

    /// Makes a poller.
    ///
    /// - Parameter told: called with everything that happens, from any thread.
    public init(
        desk: Desk, visitor: Visitor, clock: PollClock = .system, options: Options,
        told: @escaping @Sendable (PollEvent) -> Void
    ) throws {
        self.desk = desk
        self.visitor = visitor
        self.clock = clock
        self.options = options
        self.told = told
        robots = RobotsBook(visitor, clock: clock)
        reader = try FetchedDocuments()
        chance = Chance(seed: options.seed)
    }

    /// What ended in the loop.
    private enum Ended: Sendable {
        case poll(Int64, PollResult)
        case failed(any Error)
        case pause
        case posted
    }

    /// Polls until the task is cancelled, or once: every feed that is due, and each only once. Ends gracefully: what was being
    /// written is written, stories are brought up to date.
    ///
    /// - Returns: how many feeds were asked, and how many of them failed.
    public func run(once: Bool) async throws -> (asked: Int, failed: Int) {
        var counts = (asked: 0, failed: 0)
        try await withThrowingTaskGroup(of: Ended.self) { group in
            var plan = PollPlan()
            var storiesAt = clock.steady()
            var isPausing = false
            var isPosting = false
            var isFirst = true
            // What an earlier run left undone is done first.
            var isFresh = true
            while true {
                if !Task.isCancelled, isFirst || !once && clock.steady() >= plan.reloadAt {
                    plan.take(try await desk.feeds(), now: Moment(seconds: clock.wall()), steady: clock.steady())
                    plan.reloadAt = clock.steady() + options.reload
                    isFirst = false
                }
                while !Task.isCancelled, plan.running.count < options.width, let feed = plan.next(clock.steady()) {
                    group.addTask {
                        do {
                            return .poll(feed.number, try await self.poll(feed))
                        } catch {
                            return .failed(error)
                        }
                    }
                }
                let isIdle = plan.running.isEmpty
                if isFresh && isIdle || clock.steady() >= storiesAt + options.stories {
                    isFresh = false
                    try await updateStories()
                    storiesAt = clock.steady()
                    if !isPosting {
                        isPosting = true
                        group.addTask {
                            do {
                                try await self.post()
                                return .posted
                            } catch {
                                return .failed(error)
                            }
                        }
                    }
                }
                if isIdle, !isPosting, once || Task.isCancelled { break }
                if !isPausing {
                    isPausing = true
                    let wait = isIdle ? min(plan.wait(clock.steady()), options.reload) : 1
                    group.addTask { [clock] in
                        await clock.sleep(max(wait, 0.01))
                        return .pause
                    }
                }
                switch try await group.next() {
                case .poll(let number, let result):
                    plan.done(number, wait: result.wait, steady: clock.steady(), once: once)
                    if result.failure?.kind != .cancelled { counts.asked += 1 }
                    if let kind = result.failure?.kind, kind != .cancelled { counts.failed += 1 }
                    if result.new + result.versions > 0 { isFresh = true }
                case .failed(let error): throw error
                case .pause: isPausing = false
                case .posted: isPosting = false
                case nil: break
                }
            }
            group.cancelAll()
        }
        return counts
    }

    /// Brings the stories up to date, and puts what arrived to the watches.
    func updateStories() async throws {
        let now = Moment(seconds: clock.wall())
        let changed = try await desk.updateStories(at: now)
        if changed.opened + changed.grown > 0 { told(.stories(opened: changed.opened, grown: changed.grown)) }
        for fault in try await desk.runWatches(at: now) { told(.undelivered(fault)) }
    }

    /// Chance for a waiting time.
    func withChance(_ body: (inout SeededGenerator) -> Int) -> Int { chance.generator.withLock { body(&$0) } }
}
