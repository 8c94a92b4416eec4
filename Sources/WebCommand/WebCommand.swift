import ArgumentParser
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
        private static let subcommands: [any ParsableCommand.Type] = [ServeCommand.self]
    #else
        private static let subcommands: [any ParsableCommand.Type] = []
    #endif

    func run() async throws {
        throw CleanExit.helpRequest(self)
    }
}
