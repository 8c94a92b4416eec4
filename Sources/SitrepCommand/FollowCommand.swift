import ArgumentParser

/// `sitrep follow`: handed over to `sitrep-web`, with all that was written behind it.
struct FollowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow", abstract: "Polls the archive's feeds and keeps its stories current (sitrep-web).")

    @Argument(parsing: .captureForPassthrough, help: "`sitrep follow --help` lists the options.")
    var options: [String] = []

    func run() throws { try WebProgram.become(["follow"] + options) }
}
