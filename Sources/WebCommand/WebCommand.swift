import ArgumentParser
import Fetching
import Sitrep

/// The command `sitrep-web`: what speaks HTTP. `sitrep follow` and the like start it, so that nobody needs to name it.
@main
struct WebCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sitrep-web",
        abstract: "The part of sitrep that speaks HTTP.",
        discussion: "`sitrep` starts this program for the commands that need the network; use it through `sitrep`.",
        version: Sitrep.version, subcommands: subcommands)

    #if Web
        private static let subcommands: [any ParsableCommand.Type] = [
            FollowCommand.self, FetchCommand.self, ServeCommand.self,
        ]
    #else
        private static let subcommands: [any ParsableCommand.Type] = []
    #endif

    /// Runs the command that was asked for. What cannot be understood is an error like any other, as in `sitrep`: status 2.
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
            Talk.say(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }

    func run() async throws {
        guard FetchingBuild.isBuilt else {
            Talk.say("sitrep-web: built without HTTP. Build it with `make web`.")
            throw ExitCode(2)
        }
        throw CleanExit.helpRequest(self)
    }
}
