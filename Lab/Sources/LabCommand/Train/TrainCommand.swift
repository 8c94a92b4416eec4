import ArgumentParser

/// `lab train`: makes model files.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Makes model files; the same data give the same bytes.",
        subcommands: [TrainSegmenter.self, TrainLemmas.self, TrainMentions.self, TrainNetwork.self])
}
