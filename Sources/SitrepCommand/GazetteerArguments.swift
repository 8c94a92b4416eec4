import ArgumentParser
import Lexicons

/// What the commands that look places up have in common.
struct GazetteerArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Places of your own, asked besides the embedded ones; `sitrep gazetteer build` makes the file.",
            valueName: "file"))
    var gazetteer: String?

    /// The gazetteer, or nil when none is named; a file that cannot be used ends the command with status 2.
    func open() throws -> Gazetteer? {
        guard let gazetteer else { return nil }
        do {
            return try Gazetteer(path: gazetteer)
        } catch {
            GazetteerCommand.Build.say("sitrep: \(error)")
            throw ExitCode(2)
        }
    }
}
