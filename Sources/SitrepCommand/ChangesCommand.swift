import Archive
import ArgumentParser
import JSON
import Moments
import Reports

/// `sitrep changes`: what is new.
struct ChangesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "Lists what happened to the archive's stories: opened, grown, merged, split.",
        discussion: """
            sitrep changes                        since ever
            sitrep changes --since 2025-02-11     since a time; also 24h, 2d
            sitrep report --story s-4f1c09 --since 24h   what changed within a story
            """)

    @OptionGroup var archive: ArchiveArguments

    @Option(
        help: ArgumentHelp("Only what the archive noticed after a time, or in the last 24h or 2d.", valueName: "time"))
    var since: String?

    @Flag(help: "Print a JSON object a line.")
    var json = false

    func validate() throws { _ = try since.map { try SinceTime($0) } }

    func run() throws {
        let store = try archive.open(looking: true)
        let start = try since.map { try SinceTime($0) }?.moment(before: ArchiveArguments.now)
        let changes = try ArchiveArguments.telling { () throws(ArchiveError) in try store.storyChanges(after: start) }
        guard !changes.isEmpty else {
            InputTally.say("sitrep: nothing changed in \(archive.path)")
            throw ExitCode(1)
        }
        var out = JSONWriter()
        var text = ""
        for change in changes {
            guard json else {
                text += Self.line(change)
                continue
            }
            change.write(to: &out)
            out.newline()
        }
        try Output.write(json ? out.string : text, to: nil)
    }

    /// A change in a line for people.
    static func line(_ change: Archive.StoryChange) -> String {
        var text = "\(ArchiveArguments.minute(change.at))  \(change.story)  \(change.kind.rawValue)"
        if let other = change.other { text += change.kind == .merged ? " into \(other)" : " from \(other)" }
        return text
            + ", \(change.documents) \(change.documents == 1 ? "document" : "documents"): \(OneLine.text(change.why))\n"
    }
}
