import ArgumentParser
import Documents
import JSON
import Readings
import Texts

/// `sitrep read`: one JSON object a line per document.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Reads documents and prints their readings, one JSON object a line.")

    @Flag(help: "Print the words of each sentence with tags, lemmas and trees.")
    var tokens = false

    func run() throws {
        let reader = try Reader()
        var json = JSONWriter()
        while let line = readLine() {
            let value = try JSONParser.parse(Array(line.utf8))
            let document = Document(id: value["id"]?.string, text: Text(value["text"]?.string ?? ""))
            reader.read(document).write(to: &json, tokens: tokens)
            json.newline()
            print(json.string, terminator: "")
            json.reset()
        }
    }
}
