import Archive
import ArgumentParser
import JSON
import Moments
import Reports

/// `sitrep stories`: what situations the archive holds.
struct StoriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stories", abstract: "Lists the stories in the archive, the one with the newest arrival first.",
        discussion: """
            sitrep stories                       id, documents, outlets, first and last publication, title
            sitrep report --story s-4f1c09       the report on one of them
            """)

    @OptionGroup var archive: ArchiveArguments

    @Option(help: "Leave out stories with fewer documents.")
    var least = 1

    @Flag(help: "Print a JSON object a line.")
    var json = false

    func run() throws {
        let store = try archive.open(looking: true)
        let lines = try ArchiveArguments.telling { () throws(ArchiveError) in try store.stories() }
            .filter { $0.documents >= least }
        guard !lines.isEmpty else {
            InputTally.say("sitrep: no story in \(archive.path)")
            throw ExitCode(1)
        }
        if json {
            var out = JSONWriter()
            for line in lines {
                out.object { json in
                    json.member("id", line.id)
                    json.member("title", line.title)
                    json.member("documents", line.documents)
                    json.member("outlets", line.outlets)
                    json.member("first", line.first?.rfc3339())
                    json.member("last", line.last?.rfc3339())
                    json.member("arrived", line.arrived.rfc3339())
                }
                out.newline()
            }
            try Output.write(out.bytes, to: nil)
            return
        }
        var text = ""
        let wide = lines.map { "\($0.documents)".utf8.count }.max() ?? 1
        for line in lines {
            let count = "\(line.documents)"
            text += "\(line.id)  " + String(repeating: " ", count: wide - count.utf8.count) + count
            text += " \(line.documents == 1 ? "document " : "documents")  "
            text += "\(line.outlets) \(line.outlets == 1 ? "outlet " : "outlets")  "
            let days = line.first == nil ? nil : [line.first, line.last].map { ArchiveArguments.minute($0).prefix(10) }
            text += (days?.joined(separator: " – ") ?? "date unknown           ") + "  "
            text += OneLine.text(line.title) + "\n"
        }
        try Output.write(text, to: nil)
    }
}
