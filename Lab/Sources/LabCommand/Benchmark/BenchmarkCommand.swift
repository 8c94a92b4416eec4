import ArgumentParser

/// `lab benchmark`: how fast, and in how much memory.
struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "Measures speed and memory.",
        discussion: """
            lab benchmark reading --data ud/ewt-dev.raw.jsonl
            lab benchmark stories 200000
            lab benchmark archive 50000
            lab benchmark report --binary ../.build/release/sitrep
            """,
        subcommands: [
            BenchmarkReading.self, BenchmarkStories.self, BenchmarkReport.self, BenchmarkArchive.self,
            BenchmarkPages.self,
        ])
}
