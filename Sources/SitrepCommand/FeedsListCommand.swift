import Archive
import ArgumentParser
import JSON
import Reports

/// `sitrep feeds list`
struct FeedsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the feeds.")

    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Print a JSON object for each feed.")
    var json = false

    func run() throws {
        let store = try archive.open(looking: true)
        let feeds = try ArchiveArguments.telling { () throws(ArchiveError) in try store.feeds() }
        for feed in feeds {
            if json {
                try Output.write(FeedLine.json(feed), to: nil)
            } else {
                let title = feed.title.map { "  \(OneLine.text($0))" } ?? ""
                let folder = feed.folder.map { "  [\(OneLine.text($0))]" } ?? ""
                try Output.write("\(feed.url)\(title)\(folder)\n", to: nil)
            }
        }
        if feeds.isEmpty {
            InputTally.say("sitrep: no feed in \(archive.path)")
            throw ExitCode(1)
        }
    }
}
