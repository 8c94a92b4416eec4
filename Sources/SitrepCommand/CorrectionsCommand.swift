import Archive
import ArgumentParser
import Documents
import JSON
import Moments
import Reports
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
                text += Self.line(one, store)
                continue
            }
            let what = OneLine.text("\(one.author): \(Self.words(one, store))")
            text +=
                "\(one.id)  \(ArchiveArguments.minute(one.made))  \(what)\n    because \(OneLine.text(one.reason))\n"
            if let undone = one.undone {
                let why = OneLine.text("by \(undone.author): \(undone.reason)")
                text += "    taken back \(ArchiveArguments.minute(undone.at)) \(why)\n"
            }
        }
        try Output.write(text, to: nil)
    }

    /// A correction as a line of JSON.
    static func line(_ one: Amendment, _ store: Archive) -> String {
        var out = JSONWriter()
        one.write(to: &out, text: { (try? store.document($0))?.text })
        out.newline()
        return out.string
    }

    /// A correction in words.
    static func words(_ one: Amendment, _ store: Archive) -> String {
        one.words { (try? store.document($0))?.text }
    }
}
