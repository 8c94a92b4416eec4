import ArgumentParser
import Stories
import Documents
import Texts

/// `lab benchmark stories`: documents a second through the copy finder and the clusters, and how both grow.
struct BenchmarkStories: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stories",
        abstract: "Measures copies and clusters on one core with made-up articles of 320 words.",
        discussion: """
            lab benchmark stories 200000
            One article in four repeats an earlier one; the rest share words with the ten articles of their situation.
            Process time is counted, of the part measured alone.
            """)

    @Argument(help: "Number of documents.")
    var count: Int = 200_000

    @Flag(help: "Words of 10 to 18 letters in place of 2 to 8: twice as many bytes.")
    var longWords = false

    func run() throws {
        var writer = WordWriter(longWords: longWords)
        var finder = try CopyFinder()
        var clusters = try ClusterStream()
        var copySeconds = 0.0
        var clusterSeconds = 0.0
        var copyMark = 0.0
        var clusterMark = 0.0
        let batch = 1000
        // Cost while 2,000 to 4,000 documents are known.
        var mark = (0.0, 0.0)
        var first: (Double, Double)?
        for start in stride(from: 0, to: count, by: batch) {
            let documents = (start..<min(start + batch, count)).map { writer.document($0) }
            let t0 = ProcessTime.now
            for document in documents { _ = finder.add(document) }
            let t1 = ProcessTime.now
            for document in documents { _ = clusters.add(document) }
            let t2 = ProcessTime.now
            copySeconds += t1 - t0
            clusterSeconds += t2 - t1
            let done = start + documents.count
            if done == 2000 { mark = (copySeconds, clusterSeconds) }
            if done == 4000 { first = ((copySeconds - mark.0) / 2000, (clusterSeconds - mark.1) / 2000) }
            if done % 20_000 == 0 || done >= count {
                let width = Double(done % 20_000 == 0 ? 20_000 : done % 20_000)
                let copyCost = (copySeconds - copyMark) / width
                let clusterCost = (clusterSeconds - clusterMark) / width
                (copyMark, clusterMark) = (copySeconds, clusterSeconds)
                let growth = first.map {
                    "copies x\(hundredths(copyCost / $0.0)), clusters x\(hundredths(clusterCost / $0.1))"
                }
                print(
                    "\(done): copies \(Int(1 / copyCost)) docs/s, clusters \(Int(1 / clusterCost)) docs/s; growth \(growth ?? "-"); copies hold \(finder.bytes / done) bytes a document"
                )
            }
        }
        print(
            "all: copies \(Int(Double(count) / copySeconds)) docs/s, clusters \(Int(Double(count) / clusterSeconds)) docs/s"
        )
    }

    private func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

/// Writes made-up articles of 320 words with a rank-frequency law like that of running text; frequent words are short.
private struct WordWriter {
    let longWords: Bool
    private var state: UInt64 = 0x5EED
    private var recent: [[Int]] = []

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// A word's rank: every rank class of ten times more words is met about as often as the one before.
    private mutating func rank() -> Int {
        let width = [10, 100, 1000, 10_000, 100_000][next(5)]
        return width / 10 + next(width)
    }

    init(longWords: Bool) { self.longWords = longWords }

    private func word(_ rank: Int) -> String {
        var letters = ""
        if !longWords {
            // One to four syllables, the fewer the more frequent.
            var rest = rank
            repeat {
                letters += Self.syllables[rest % Self.syllables.count]
                rest /= Self.syllables.count
            } while rest > 0
            return letters
        }
        var rest = rank * 7919 + 13
        repeat {
            letters += ["ba", "ke", "di", "lo", "mu", "sa", "re", "ti", "no", "pu"][rest % 10]
            rest /= 10
        } while rest > 0
        return letters
    }

    private static let syllables = [
        "ba", "ke", "di", "lo", "mu", "sa", "re", "ti", "no", "pu", "ga", "he", "ji", "vo", "wu", "na", "le", "si",
        "to",
        "du",
    ]

    mutating func document(_ number: Int) -> Document {
        var ranks: [Int]
        if number % 4 == 3, let old = recent.last {
            ranks = old
            for _ in 0..<10 { ranks[next(320)] = rank() }
        } else {
            let situation = number / 10
            ranks = (0..<320).map { i in i % 8 == 0 ? 20_000 + situation * 31 % 90_000 + i / 8 % 5 : 0 }
            for i in ranks.indices where ranks[i] == 0 { ranks[i] = rank() }
        }
        recent.append(ranks)
        if recent.count > 8 { recent.removeFirst() }
        return Document(id: "m\(number)", text: Text(ranks.map(word).joined(separator: " ")))
    }
}
