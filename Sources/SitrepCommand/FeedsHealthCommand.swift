import Archive
import ArgumentParser

/// `sitrep feeds health`
struct FeedsHealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Says of each feed whether it answers, why not, and when it is asked next.",
        discussion: "Feeds that fail come first. Exit status: 0 all answer, 1 some fail or there are none, 2 an error.")

    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Print a JSON object for each feed.")
    var json = false

    func run() throws {
        let store = try archive.open(looking: true)
        let feeds = try ArchiveArguments.telling { () throws(ArchiveError) in try store.feeds() }
        let failing = feeds.filter { FeedLine.health($0) == .failing || FeedLine.health($0) == .gone }
        for feed in failing + feeds.filter({ !failing.contains($0) }) {
            try Output.write(json ? FeedLine.json(feed) : FeedLine.text(feed, now: ArchiveArguments.now), to: nil)
        }
        if feeds.isEmpty { InputTally.say("sitrep: no feed in \(archive.path)") }
        if feeds.isEmpty || !failing.isEmpty { throw ExitCode(1) }
    }
}
