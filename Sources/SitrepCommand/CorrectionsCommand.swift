import Archive
import ArgumentParser
import JSON
import Moments
import Stories

/// `sitrep corrections`: what people put right.
struct CorrectionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corrections",
        abstract: "Lists what people put right, with who and why, also what was taken back.",
        discussion: """
            sitrep corrections
            sitrep corrections --json

            Exit status: 0 done, 1 nothing was ever corrected, 2 an error.
            """)

    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Print a JSON object a line.")
    var json = false

    func run() throws {
        let store = try archive.open(looking: true)
        let all = try ArchiveArguments.telling { () throws(ArchiveError) in try store.amendments() }
        guard !all.isEmpty else {
            InputTally.say("sitrep: nothing was corrected in \(archive.path)")
            throw ExitCode(1)
        }
        var text = ""
        for one in all {
            if json {
                text += Self.line(one)
                continue
            }
            text += "\(one.id)  \(ArchiveArguments.minute(one.made))  \(one.author): \(one.text)\n"
            text += "    because \(one.reason)\n"
            if let undone = one.undone {
                text += "    taken back \(ArchiveArguments.minute(undone.at)) by \(undone.author): \(undone.reason)\n"
            }
        }
        try Output.write(text, to: nil)
    }

    /// A correction as a line of JSON.
    static func line(_ one: Amendment) -> String {
        var out = JSONWriter()
        one.write(to: &out)
        out.newline()
        return out.string
    }
}
