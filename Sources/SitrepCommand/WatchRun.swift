import Archive
import Stories

/// Runs watches and delivers their news, all but what `sitrep follow` posts.
enum WatchRun {
    /// Errors are told and end the program with status 2; news that cannot be delivered waits for the next run.
    ///
    /// - Returns: what fired, and what could not be delivered.
    @discardableResult
    static func run(
        _ store: Archive, builder: StoryBuilder?
    ) throws -> (fired: [Archive.Firing], faults: [String]) {
        let watches = try ArchiveArguments.telling { () throws(ArchiveError) in try store.watches() }
        guard !watches.isEmpty else { return ([], []) }
        let builder = try builder ?? StoryBuilder()
        let now = ArchiveArguments.now
        let (fired, faults) = try ArchiveArguments.telling { () throws(ArchiveError) in
            _ = try store.updateStories(at: now, builder: builder)
            let fired = try store.runWatches(at: now, builder: builder)
            return (fired, try store.deliver(at: now))
        }
        for fault in faults { InputTally.say("sitrep: \(fault)") }
        return (fired, faults)
    }
}
