import ArgumentParser
import Captures
import Documents
import JSON
import Stories

/// `sitrep copies`: who tells it first, who repeats it.
struct CopiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copies",
        abstract: "Tells for each document whether it is its own telling, a copy, or a citation of another.",
        discussion: """
            sitrep copies < articles.jsonl
                {"id":"b7","origin":"a2","relation":"copy","of":"a2","share":0.98,"why":"98% of its words …"}
            """)

    @OptionGroup var inputs: InputArguments

    func run() throws {
        var finder = try CopyFinder()
        var json = JSONWriter()
        var ids: [String] = []
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        func flush() throws {
            try Output.write(json.bytes, to: nil)
            json.reset()
        }
        do {
            while let result = input.next() {
                guard let document = try tally.count(result) else { continue }
                let finding = finder.add(document)
                ids.append(document.id)
                json.object { json in
                    json.member("id", document.id)
                    let root = finding.root
                    if root.hasPrefix("doc:"), let index = Int(root.dropFirst(4)) {
                        json.member("origin", ids[index])
                    } else {
                        json.member("origin", finding.outlet ?? String(root.dropFirst(7)))
                    }
                    json.member("relation", finding.relation.rawValue)
                    json.member("of", finding.of.map { ids[$0] })
                    json.member("share", (finding.share * 1000).rounded() / 1000)
                    json.member("why", finding.why)
                }
                json.newline()
                if json.bytes.count > 1 << 15 { try flush() }
            }
        } catch {
            try flush()
            throw error
        }
        try flush()
        try tally.finish()
    }
}
