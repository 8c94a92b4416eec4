import ArgumentParser

/// `lab generate N`: synthetic articles for tests of scale; the same number and seed give the same bytes.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes synthetic articles as JSON lines: several situations, many outlets, copies, rising figures.",
        discussion: """
            lab generate 1000 > articles.jsonl
            """)

    @Argument(help: "Number of documents.")
    var count: Int

    @Option(help: "Starting point of the generator.")
    var seed: UInt64 = 7

    @Option(help: "Documents for each situation, about.")
    var perSituation = 50

    func validate() throws {
        guard count > 0, perSituation > 0 else { throw ValidationError("Numbers must be above 0.") }
    }

    func run() throws {
        print(
            String(decoding: ArticleWriter.lines(count, seed: seed, perSituation: perSituation), as: UTF8.self),
            terminator: "")
    }
}
