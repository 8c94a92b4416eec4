import Archive
import Readings
import Stories

/// Runs watches and delivers their news, all but what `sitrep follow` posts.
enum WatchRun {
    /// Errors are told and end the program with status 2; news that cannot be delivered waits for the next run.
    static func run(_ store: Archive, builder: StoryBuilder?) throws {
        let watches = try ArchiveArguments.telling { () throws(ArchiveError) in try store.watches() }
        guard !watches.isEmpty else { return }
        let needsReader = watches.contains { if case .contradiction = $0.condition { true } else { false } }
        let reader = needsReader ? try Reader() : nil
        let builder = try builder ?? StoryBuilder()
        let now = ArchiveArguments.now
        let faults = try ArchiveArguments.telling { () throws(ArchiveError) in
            _ = try store.updateStories(at: now, builder: builder)
            _ = try store.runWatches(at: now, builder: builder, reader: reader)
            return try store.deliver(at: now)
        }
        for fault in faults { InputTally.say("sitrep: \(fault)") }
    }
}
