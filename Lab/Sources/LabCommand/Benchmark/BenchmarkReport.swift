import ArgumentParser
import Foundation
import JSON

/// `lab benchmark report`: the program as people run it, on synthetic articles: `report` on 10, 100 and 1,000, and `read` on one sentence.
struct BenchmarkReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Measures the program itself: time and memory of report, start-up of read.",
        discussion: """
            lab benchmark report --binary ../.build/release/sitrep
            Wall time, process time of all threads and the largest resident memory, the best of the rounds.
            """)

    @Option(help: "The program sitrep.")
    var binary: String

    @Option(help: "Numbers of documents.")
    var sizes: [Int] = [10, 100, 1000]

    @Option(help: "Rounds; the quickest counts.")
    var rounds = 3

    func run() throws {
        let folder = NSTemporaryDirectory() + "lab-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sentence = folder + "/sentence.txt"
        try Files.write(Array("Two people were hurt in Pellin on Monday, the fire service said.\n".utf8), to: sentence)
        print("read, one sentence: \(try best([binary, "read", sentence]))")
        for size in sizes where size > 0 {
            let path = "\(folder)/\(size).jsonl"
            try Files.write(ArticleWriter.lines(size, seed: 7, perSituation: 50), to: path)
            print("report, \(size) documents: \(try best([binary, "report", path, "-o", folder + "/report.txt"]))")
        }
    }

    private func best(_ arguments: [String]) throws -> Child.Cost {
        var best: Child.Cost?
        for _ in 0..<max(1, rounds) {
            let cost = try Child.run(arguments)
            if cost.wall < best?.wall ?? .infinity { best = cost }
        }
        guard let best else { throw LabError(description: "no rounds.") }
        return best
    }
}
