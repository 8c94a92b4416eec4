import Archive
import ArgumentParser
import Following
import JSON

/// `sitrep feeds add`
struct FeedsAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds feeds by their addresses; one that was given up is asked again.")

    @Argument(help: "http or https addresses.")
    var addresses: [String]

    @OptionGroup var archive: ArchiveArguments

    @Option(help: "What to call it (with one address).")
    var title: String?

    @Option(help: "The folder it belongs to.")
    var folder: String?

    @Option(
        help: ArgumentHelp("Time between two polls (15m, 2h), 60s at least.", valueName: "time"),
        transform: { text in
            guard let seconds = TimeSpan.seconds(text), seconds >= 60 else {
                throw ValidationError("'\(text)' is no length of time of 60s or more. Write 15m, 2h or 1d.")
            }
            return seconds
        })
    var interval: Int?

    @Flag(help: "Fetch the pages that new items link to, for feeds that carry summaries only.")
    var pages = false

    @Flag(help: "Print a JSON object for each feed.")
    var json = false

    func validate() throws {
        if title != nil, addresses.count > 1 { throw ValidationError("--title names one feed; give one address.") }
    }

    func run() throws {
        var feeds: [Feed] = []
        for address in addresses {
            do throws(FetchFailure) {
                feeds.append(
                    Feed(
                        url: try WebAddress(address).description, title: title, folder: folder,
                        added: ArchiveArguments.now, fetchesPages: pages, interval: interval))
            } catch {
                InputTally.say("sitrep: \(address): \(error.reason)")
                throw ExitCode(2)
            }
        }
        let store = try archive.open(create: true)
        let new = try ArchiveArguments.telling { () throws(ArchiveError) in try store.addFeeds(feeds) }
        for (feed, isNew) in zip(feeds, new) {
            guard json else {
                try Output.write("\(feed.url): \(isNew ? "added" : "there already")\n", to: nil)
                continue
            }
            try Output.json { json in
                json.member("url", feed.url)
                json.member("outcome", isNew ? "new" : "known")
            }
        }
    }
}
