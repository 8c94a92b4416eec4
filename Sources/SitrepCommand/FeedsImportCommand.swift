import Archive
import ArgumentParser
import Captures
import Following
import JSON

/// `sitrep feeds import`
struct FeedsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds the feeds of an OPML list, as other readers write it.")

    @Argument(help: "The file; \"-\" is standard input.")
    var file: String

    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Print a JSON object.")
    var json = false

    func run() throws {
        let list: OPML
        do throws(Skipped) {
            list = try OPML(path: file)
        } catch {
            InputTally.say("sitrep: \(error)")
            throw ExitCode(2)
        }
        var feeds: [Feed] = []
        var left = 0
        for entry in list.entries {
            do throws(FetchFailure) {
                feeds.append(
                    Feed(
                        url: try WebAddress(entry.address).description, title: entry.title, folder: entry.folder,
                        added: ArchiveArguments.now))
            } catch {
                left += 1
                InputTally.say("sitrep: \(entry.address): \(error.reason)")
            }
        }
        let store = try archive.open(create: true)
        let new = try ArchiveArguments.telling { () throws(ArchiveError) in try store.addFeeds(feeds) }
        let added = new.count { $0 }
        if json {
            try Output.json { json in
                json.member("added", added)
                json.member("known", new.count - added)
                json.member("leftOut", left)
            }
        } else {
            let rest = left > 0 ? ", \(left) left out" : ""
            try Output.write(
                "\(archive.path): \(added) feeds added, \(new.count - added) there already\(rest)\n", to: nil)
        }
        if feeds.isEmpty { throw ExitCode(left > 0 ? 2 : 1) }
    }
}
