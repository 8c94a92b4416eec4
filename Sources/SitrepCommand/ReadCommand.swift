import ArgumentParser
import Captures
import Documents
import JSON
import Readings

/// `sitrep read`: one JSON object a line per document.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Reads documents and prints their readings, one JSON object a line.")

    @OptionGroup var inputs: InputArguments

    @Flag(help: "Print the words of each sentence with tags, lemmas and trees.")
    var tokens = false

    func run() throws {
        let reader = try Reader()
        var json = JSONWriter()
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        while let result = input.next() {
            guard let document = try tally.count(result) else { continue }
            reader.read(document).write(to: &json, tokens: tokens)
            json.newline()
            print(json.string, terminator: "")
            json.reset()
        }
        try tally.finish()
    }
}
