import ArgumentParser
import Sitrep

/// The command `sitrep`.
@main
struct SitrepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sitrep",
        abstract: "Reads what many outlets publish about a situation and writes the situation report.",
        discussion: """
            sitrep report articles/            the report on everything in a folder
            sitrep read story.jsonl | jq .     what was read off each document
            sitrep add articles/               into an archive, to search, follow and ask again
            """,
        version: Sitrep.version,
        subcommands: [
            ReportCommand.self, ReadCommand.self, ExtractCommand.self, CopiesCommand.self, ClusterCommand.self,
            VerifyCommand.self, ExplainCommand.self, GazetteerCommand.self, AddCommand.self, StoriesCommand.self,
            StoryCommand.self, SearchCommand.self, ChangesCommand.self, ExportCommand.self, CorrectCommand.self,
            CorrectionsCommand.self, WatchCommand.self, ArchiveCommand.self,
            FeedsCommand.self, FollowCommand.self, ServeCommand.self,
        ]
    )

    /// Runs the command that was asked for. What cannot be understood is an error like any other: status 2.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            InputTally.say(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
