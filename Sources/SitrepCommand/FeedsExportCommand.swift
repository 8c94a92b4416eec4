import Archive
import ArgumentParser
import Captures

/// `sitrep feeds export`
struct FeedsExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the list of feeds as OPML, for other readers.")

    @Argument(help: "The file; none is standard output.")
    var file: String?

    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Write a JSON object for each feed instead, as `sitrep feeds list --json` does.")
    var json = false

    func run() throws {
        let store = try archive.open(looking: true)
        let feeds = try ArchiveArguments.telling { () throws(ArchiveError) in try store.feeds() }
        if json {
            try Output.write(feeds.flatMap { FeedLine.json($0) }, to: file == "-" ? nil : file)
            return
        }
        let list = OPML(feeds.map { OPML.Entry(address: $0.url, title: $0.title, folder: $0.folder) })
        try Output.write(list.bytes, to: file == "-" ? nil : file)
    }
}
