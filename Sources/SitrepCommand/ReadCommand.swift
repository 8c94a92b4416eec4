import ArgumentParser
import Captures
import Documents
import JSON
import Readings
import Sitrep

/// `sitrep read`: one JSON object a line per document, or the text annotated for people.
struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Reads documents and prints their readings, one JSON object a line.",
        discussion: """
            sitrep read articles/ | jq .claims
            echo 'Two people were hurt on Monday, police said.' | sitrep read --published 2025-02-11 --explain
            """)

    @OptionGroup var inputs: InputArguments

    @OptionGroup var places: GazetteerArguments

    @Flag(help: "Print the words of each sentence with tags, lemmas and trees.")
    var tokens = false

    @Flag(help: "Print the text for people, its findings marked, named and explained.")
    var explain = false

    @Flag(help: "Print the JSON Schema of a line, and read nothing.")
    var schema = false

    @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor. The output is the same.")
    var jobs: Int?

    /// Documents held in memory for each thread.
    private static let batch = 16

    func run() async throws {
        if schema {
            try Output.write(ReadingSchema.text(), to: nil)
            return
        }
        let jobs = max(1, jobs ?? ReportRun.processors)
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        let readers = try ReaderPool(count: jobs, gazetteer: places.open())
        var waiting: [Document] = []
        let colour = explain && Output.isTerminal && Output.wantsColour
        // The first document is written at once; then many are read together.
        var room = 1
        while let result = input.next() {
            guard let document = try tally.count(result) else { continue }
            waiting.append(document)
            if waiting.count == room {
                try write(await readers.read(waiting), colour: colour)
                waiting.removeAll(keepingCapacity: true)
                room = jobs * Self.batch
            }
        }
        try write(await readers.read(waiting), colour: colour)
        try tally.finish()
    }

    private func write(_ readings: [Reading], colour: Bool) throws {
        var json = JSONWriter()
        for reading in readings {
            if explain {
                try Output.write(AnnotatedReading(reading, colour: colour).text, to: nil)
                continue
            }
            json.reset()
            reading.write(to: &json, tokens: tokens)
            json.newline()
            try Output.write(json.bytes, to: nil)
        }
    }
}
