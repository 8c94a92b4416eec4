import ArgumentParser

/// `sitrep serve`: handed over to `sitrep-web`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Shows the archive as web pages, on this machine only unless told otherwise.",
        discussion: "Starts sitrep-web; `sitrep serve --help` lists its options once that is installed.",
        helpNames: [])

    @Argument(parsing: .captureForPassthrough, help: "Options of the web program.")
    var words: [String] = []

    func run() throws { try WebProgram.become(["serve"] + words) }
}
