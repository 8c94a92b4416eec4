import ArgumentParser
import JSON

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
        var writer = ArticleWriter(seed: seed, situations: max(1, count / perSituation))
        var json = JSONWriter()
        for number in 0..<count {
            let article = writer.next(number)
            json.object { json in
                json.member("id", article.id)
                json.member("outlet", article.outlet)
                json.member("title", article.title)
                json.member("published", article.published)
                json.member("text", article.text)
            }
            json.newline()
            print(json.string, terminator: "")
            json.reset()
        }
    }
}
