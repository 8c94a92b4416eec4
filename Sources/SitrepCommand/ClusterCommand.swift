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
            goes on; when one turns out to be two, the larger part keeps it. Without --stream lines are printed at the
            end with the ids that hold then. With --stream each line is printed at once, and what changes later is a
            line of its own: {"merged":"s-…","into":"s-…","at":"b9","why":"…"}, {"split":"s-…","from":"s-…",…},
            {"moved":"b7","from":"s-…","to":"s-…",…}. --history FILE writes those lines to a file.
            """)

    @OptionGroup var inputs: InputArguments

    @Flag(help: "Print each line as its document comes, and merges, splits and moves as lines of their own.")
    var stream = false

    @Option(help: "Write merges, splits and moves of stories to this file, one JSON object a line.")
    var history: String?

    func run() throws {
        var clusters = try ClusterStream()
        var json = JSONWriter()
        var past = JSONWriter()
        var names = StoryNames()
        var told = 0
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        while let result = input.next() {
            guard let document = try tally.count(result) else { continue }
            let placement = clusters.add(document)
            names.add(document, placement)
            if stream { write(&json, document.id, names[placement.story]) }
            for change in clusters.changes[told...] {
                names.add(change)
                if stream { names.write(change, to: &json) }
                if history != nil { names.write(change, to: &past) }
            }
            told = clusters.changes.count
            if stream { flush(&json) }
        }
        clusters.finish()
        for change in clusters.changes[told...] {
            names.add(change)
            if stream { names.write(change, to: &json) }
            if history != nil { names.write(change, to: &past) }
        }
        if !stream {
            for (index, id) in names.documents.enumerated() {
                write(&json, id, names[clusters.story(of: index)])
                if json.bytes.count > 1 << 16 { flush(&json) }
            }
        }
        flush(&json)
        if let history { try Output.write(past.bytes, to: history) }
        try tally.finish()
    }

    private func flush(_ json: inout JSONWriter) {
        print(json.string, terminator: "")
        json.reset()
    }

    private func write(_ json: inout JSONWriter, _ id: String, _ story: String) {
        json.object { json in
            json.member("id", id)
            json.member("story", story)
        }
        json.newline()
    }
}
