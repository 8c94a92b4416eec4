import Archive
import ArgumentParser
import Following
import JSON

/// `sitrep feeds remove`
struct FeedsRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Stops following feeds; their documents stay.")

    @Argument(help: "Addresses, as `sitrep feeds list` shows them.")
    var addresses: [String]

    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Print a JSON object for each address.")
    var json = false

    func run() throws {
        let store = try archive.open()
        var missing = false
        for address in addresses {
            let canonical = (try? WebAddress(address).description) ?? address
            let wasThere = try ArchiveArguments.telling { () throws(ArchiveError) in
                try store.removeFeed(canonical) ? true : try store.removeFeed(address)
            }
            if !wasThere {
                missing = true
                InputTally.say("sitrep: \(address): not followed. `sitrep feeds list` shows what is.")
            }
            if json {
                try Output.json { json in
                    json.member("url", canonical)
                    json.member("removed", wasThere)
                }
            } else if wasThere {
                try Output.write("\(address): removed\n", to: nil)
            }
        }
        if missing { throw ExitCode(1) }
    }
}
