import ArgumentParser
import Documents
import Foundation
import JSON
@_spi(Lab) import Readings

/// `lab benchmark reading`: words a second on one core, memory, start-up.
struct BenchmarkReading: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reading",
        abstract: "Measures the reader on one core: words a second of process time, memory, start-up.",
        discussion: """
            lab benchmark reading --data ud/ewt-dev.raw.jsonl
            Process time, not wall time, is counted, so that other work on the machine disturbs little.
            """)

    @Option(help: "Documents: JSON lines or any other input of sitrep.")
    var data: String

    @Option(help: "Rounds over the documents for each measure; the best counts.")
    var rounds = 5

    @Option(help: "At least this many words are read in a round; the documents repeat.")
    var words = 200_000

    @Flag(help: "Measure sentences and words only.")
    var segmentOnly = false

    func run() throws {
        let documents = try DocumentInput.readAll(paths: [data]).documents
        guard !documents.isEmpty else { throw LabError(description: "\(data): no documents.") }

        let beforeSegmenter = ProcessTime.now
        let segmenter = try Segmenter()
        report("segmenter, start-up", ms: ProcessTime.now - beforeSegmenter)
        let counted = documents.reduce(0) { sum, document in
            var reading = Reading(document)
            segmenter.read(&reading)
            return sum + reading.tokens.count
        }
        guard counted > 0 else { throw LabError(description: "\(data): no words.") }
        let repeats = max(1, words / counted)
        print("documents \(documents.count), words \(counted), repeated \(repeats) times a round")

        var readings = documents.map { Reading($0) }
        measure("sentences and words", counted * repeats) {
            for _ in 0..<repeats {
                for i in readings.indices { segmenter.read(&readings[i]) }
            }
        }
        if segmentOnly { return }
        let lemmatiser = try Lemmatiser()
        let beforeReader = ProcessTime.now
        let reader = try Reader()
        report("reader, start-up", ms: ProcessTime.now - beforeReader)
        let beforeFirst = ProcessTime.now
        _ = reader.read(documents[0])
        report("first document", ms: ProcessTime.now - beforeFirst)
        readings = documents.map { reader.read($0) }
        measure("lemmas", counted * repeats) {
            for _ in 0..<repeats {
                for i in readings.indices { lemmatiser.read(&readings[i]) }
            }
        }
        let whole = max(1, repeats / 10)
        measure("sentences, words, tags, lemmas, trees and names", counted * whole) {
            for _ in 0..<whole {
                for document in documents { _ = reader.readWords(document) }
            }
        }
        measure("whole reading", counted * whole) {
            for _ in 0..<whole {
                for document in documents { _ = reader.read(document) }
            }
        }
        measure("whole reading, as JSON with tokens", counted * whole) {
            var json = JSONWriter()
            for _ in 0..<whole {
                for document in documents {
                    reader.read(document).write(to: &json, tokens: true)
                    json.reset()
                }
            }
        }
        print("resident memory \(ProcessTime.residentMegabytes) MB, at most \(ProcessTime.peakMegabytes) MB")
    }

    private func measure(_ name: String, _ words: Int, _ body: () -> Void) {
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = ProcessTime.now
            body()
            best = min(best, ProcessTime.now - start)
        }
        print("\(name): \(Int(Double(words) / best)) words/s")
    }

    private func report(_ name: String, ms seconds: Double) {
        print("\(name): \((seconds * 10_000).rounded() / 10) ms")
    }
}
