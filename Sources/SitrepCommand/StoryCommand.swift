import Archive
import ArgumentParser
import Documents
import JSON
import Moments
import Reports
import Texts

/// `sitrep story`: one story of the archive, without reading it.
struct StoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story", abstract: "Shows a story of the archive: its documents, and what happened to it.",
        discussion: """
            sitrep story s-4f1c09
            sitrep story s-4f1c09 --as-of 2025-02-11     what belonged to it then
            sitrep report --story s-4f1c09               the report on it

            Exit status: 0 done, 1 no such story, 2 an error.
            """)

    @Argument(help: "The story's id, or the beginning of it; `sitrep stories` lists them.")
    var story: String

    @OptionGroup var archive: ArchiveArguments

    @Option(
        help: ArgumentHelp("Speak for this moment: what was published and had arrived by then.", valueName: "time"))
    var asOf: String?

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws { _ = try StoredStory.moment(asOf) }

    func run() throws {
        let store = try archive.open(looking: true)
        let moment = try StoredStory.moment(asOf)
        let (id, documents) = try StoredStory.documents(story, in: store, asOf: moment)
        let (title, changes) = try ArchiveArguments.telling {
            () throws(ArchiveError) -> (String?, [Archive.StoryChange]) in
            (
                try store.title(of: id, knownAt: moment),
                try store.storyChanges(after: nil).filter { change in
                    (change.story == id || change.other == id) && moment.map { change.at <= $0 } ?? true
                }
            )
        }
        guard json else {
            var text = "\(id)  \(OneLine.text(title ?? ""))\n\n"
            for document in documents {
                text += "\(ArchiveArguments.minute(document.published?.moment))  \(OneLine.text(document.id))  "
                text += OneLine.text(document.outlet?.value.name ?? "outlet unknown") + "  "
                text += OneLine.text(document.title?.value ?? "") + "\n"
            }
            text += "\n"
            for change in changes { text += ChangesCommand.line(change) }
            try Output.write(text, to: nil)
            return
        }
        var out = JSONWriter()
        out.object { json in
            json.member("id", id)
            json.member("title", title)
            json.name("documents")
            json.array(documents) { json, document in
                json.object { json in
                    json.member("id", document.id)
                    json.member("outlet", document.outlet?.value.name)
                    json.member("title", document.title?.value)
                    json.member("url", document.url)
                    json.member("published", document.published?.iso)
                    json.member("sha256", document.sha256.hex)
                }
            }
            json.name("changes")
            json.array(changes) { $1.write(to: &$0) }
        }
        out.newline()
        try Output.write(out.bytes, to: nil)
    }
}
