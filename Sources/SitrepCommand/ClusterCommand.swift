import ArgumentParser
import Captures
import Documents
import JSON
import Stories
import Texts

/// `sitrep cluster`: which documents tell of one situation.
struct ClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "Puts each document of a stream into a story, in one pass.",
        discussion: """
            sitrep cluster articles.jsonl
                {"id":"b7","story":"s-4f1c09ab12"}

            A story's id is made from its first document and stays. When two stories turn out to be one, the older id
            goes on: without --stream lines are printed at the end with the ids that hold then; with --stream each
            line is printed at once, and a merge is a line of its own: {"merged":"s-…","into":"s-…","at":"b9"}.
            """)

    @OptionGroup var inputs: InputArguments

    @Flag(help: "Print each line as its document comes, and merges as lines of their own.")
    var stream = false

    func run() throws {
        var clusters = try ClusterStream()
        var json = JSONWriter()
        var names: [String] = []
        var lines: [(id: String, story: Int)] = []
        var told = 0
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        while let result = input.next() {
            guard let document = try tally.count(result) else { continue }
            let placement = clusters.add(document)
            if placement.opened { names.append(StoryBuilder.storyID(first: document)) }
            guard stream else {
                lines.append((document.id, placement.story))
                continue
            }
            write(&json, document.id, names[placement.story])
            for change in clusters.changes[told...] {
                json.object { json in
                    json.member("merged", names[change.story])
                    json.member("into", names[change.other])
                    json.member("at", document.id)
                    json.member("why", change.why)
                }
                json.newline()
            }
            told = clusters.changes.count
            print(json.string, terminator: "")
            json.reset()
        }
        for line in lines {
            write(&json, line.id, names[clusters.settled(line.story)])
            if json.bytes.count > 1 << 16 {
                print(json.string, terminator: "")
                json.reset()
            }
        }
        print(json.string, terminator: "")
        try tally.finish()
    }

    private func write(_ json: inout JSONWriter, _ id: String, _ story: String) {
        json.object { json in
            json.member("id", id)
            json.member("story", story)
        }
        json.newline()
    }
}
