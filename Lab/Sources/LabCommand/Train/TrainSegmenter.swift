import ArgumentParser
import Documents
import Lexicons
@_spi(Lab) import Readings
import Texts

/// `lab train segmenter`: weights for the boundaries of tokens, sentences and words.
struct TrainSegmenter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segmenter", abstract: "Trains the segmenter's model from CoNLL-U files and their raw texts.")

    @Option(help: "Folder with ewt-train and gum-open-train (.conllu and .raw.jsonl).")
    var data: String

    @Option(help: "The model file to write.")
    var output: String

    @Option(help: "Treebank to count errors on; nothing is learnt from it.")
    var check: String?

    @Option(help: "Passes over the data.")
    var epochs = 12

    @Option(help: "Step size.")
    var rate: Float = 0.1

    @Option(help: "Pull towards zero.")
    var decay: Float = 3e-3

    @Option(help: "Share of features left out at random.")
    var dropout: Float = 0

    @Option(help: "Weight of a missed sentence end against a false one.")
    var missCost: Float = 1.5

    @Option(help: "How often each example of the abbreviations' table is seen in a pass.")
    var exampleWeight = 2

    static let bits: [BoundaryTask: Int] = [.token: 16, .sentence: 17, .word: 12]

    func run() throws {
        var questions = try ["ewt-train", "gum-open-train"].flatMap { try Self.questions("\(data)/\($0).conllu") }
        let own = try Self.examples()
        for _ in 0..<exampleWeight { questions += own }
        let checks = try check.map { try Self.questions($0) } ?? []
        var tables: [[Int8]] = []
        for task in BoundaryTask.allCases {
            let bits = Self.bits[task] ?? 12
            let examples = questions.filter { $0.task == task }.map { Self.example($0, bits) }
            var trainer = LogisticTrainer(bits: bits, epochs: epochs, rate: rate, decay: decay, dropout: dropout)
            if task == .sentence { trainer.missCost = missCost }
            let weights = trainer.train(examples)
            let wrong = LogisticTrainer.errors(weights, examples).count
            var line = "\(task): \(examples.count) questions, \(wrong) wrong after training"
            if !checks.isEmpty {
                let held = checks.filter { $0.task == task }.map { Self.example($0, bits) }
                let failed = LogisticTrainer.errors(weights, held)
                let missed = failed.count { held[$0].answer }
                line += "; \(check ?? ""): \(held.count) questions, \(missed) missed, \(failed.count - missed) false"
            }
            let ours = own.filter { $0.task == task }.map { Self.example($0, bits) }
            if !ours.isEmpty {
                line += "; our examples: \(LogisticTrainer.errors(weights, ours).count) of \(ours.count) wrong"
            }
            Files.say(line)
            tables.append(weights)
        }
        let description = """
            name: english.segmenter
            version: \(SegmenterModel.version)
            data: UD_English-EWT train (Universal Dependencies 2.15), UD_English-GUM train (academic, bio, court, interview, news, voyage), the examples of rules/abbreviations.tsv
            licence: CC BY-SA 4.0
            made by: lab train segmenter

            """
        let file = ModelFile.bytes(
            description: description, version: SegmenterModel.version, payload: SegmenterModel.payload(tables))
        try Files.write(file, to: output)
        Files.say("\(output): \(file.count) bytes")
    }

    private static func example(_ question: RecordingJudge.Question, _ bits: Int) -> LogisticTrainer.Example {
        LogisticTrainer.Example(
            slots: question.features.map { UInt32(SegmenterModel.slot($0, bits: bits)) }, answer: question.answer)
    }

    /// What the segmenter asks about our own examples of abbreviations: rare ones ("et al.", "pp.")
    /// hardly stand in the treebanks.
    static func examples() throws -> [RecordingJudge.Question] {
        let segmenter = try Segmenter.untrained()
        var all: [RecordingJudge.Question] = []
        for row in try Table(named: "rules/abbreviations.tsv", columns: ["word", "class"]).rows {
            let parts = row["example"].split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
            guard !parts.isEmpty else { continue }
            let text = parts.joined(separator: " ")
            var ends: Set<Int> = []
            var end = -1
            for part in parts {
                end += part.utf8.count + 1
                ends.insert(end)
            }
            var reading = Reading(Documents.Document(id: "example", text: Text(text)))
            // An abbreviation keeps its stop; what ends a sentence is a token of its own.
            let gold: [BoundaryTask: Set<Int>] = [.token: Set(ends.map { $0 - 1 }), .sentence: ends, .word: []]
            all += segmenter.questions(&reading, gold: gold).filter { $0.task != .word }
        }
        return all
    }

    /// What the segmenter asks about a treebank's texts.
    static func questions(_ path: String) throws -> [RecordingJudge.Question] {
        let segmenter = try Segmenter.untrained()
        var all: [RecordingJudge.Question] = []
        for document in try Treebank(conllu: path).documents {
            var gold: [BoundaryTask: Set<Int>] = [.token: [], .sentence: [], .word: []]
            for sentence in document.sentences {
                for unit in sentence {
                    gold[.token]?.insert(unit.start)
                    var position = unit.start
                    for word in unit.words.dropLast() {
                        position += word.form.utf8.count
                        gold[.word]?.insert(position)
                    }
                }
                if let last = sentence.last { gold[.sentence]?.insert(last.end) }
            }
            var reading = Reading(Documents.Document(id: document.id, text: Text(document.text)))
            all += segmenter.questions(&reading, gold: gold)
        }
        return all
    }
}
