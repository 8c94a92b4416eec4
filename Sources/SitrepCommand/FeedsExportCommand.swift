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

    func run() throws {
        let store = try archive.open()
        let feeds = try ArchiveArguments.telling { () throws(ArchiveError) in try store.feeds() }
        let list = OPML(feeds.map { OPML.Entry(address: $0.url, title: $0.title, folder: $0.folder) })
        try Output.write(list.bytes, to: file == "-" ? nil : file)
    }
}
