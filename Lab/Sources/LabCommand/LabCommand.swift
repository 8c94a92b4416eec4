import ArgumentParser

/// The command `lab`.
@main
struct LabCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Trains, measures and benchmarks what Sitrep reads with.",
        discussion: """
            lab train segmenter --data ud --output ../Sources/LexiconData/models/english.segmenter
            lab evaluate ud --data ud/ewt-dev.conllu --scorers score
            """,
        subcommands: [
            TrainCommand.self, EvaluateCommand.self, BenchmarkCommand.self, GenerateCommand.self,
        ]
    )
}

/// A failure with a message for people.
struct LabError: Error, CustomStringConvertible {
    var description: String
}
