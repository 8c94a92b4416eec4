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
            Process time is counted, of the part measured alone. Growth is the cost of a document against that in a stream of 2,000 to 4,000,
            measured anew after each 4,000 documents.
            """)

    @Argument(help: "Number of documents.")
    var count: Int = 200_000

    @Flag(help: "Words of 10 to 18 letters in place of 2 to 8: twice as many bytes.")
    var longWords = false

    func run() throws {
        var writer = WordWriter(longWords: longWords)
        var finder = try CopyFinder()
        var clusters = try ClusterStream()
        var all = Cost()
        var part = Cost()
        var small = Cost()
        let batch = 1000
        for start in stride(from: 0, to: count, by: batch) {
            let documents = (start..<min(start + batch, count)).map { writer.document($0) }
            part.add(documents, &finder, &clusters)
            let done = start + documents.count
            // Small windows between the stretches of the large one: the machine's own pace changes from second to second.
            if done % 4000 == 0 || done >= count { small.join(try self.small()) }
            guard done % 20_000 == 0 || done >= count else { continue }
            print(
                "\(done): copies \(part.copiesPerSecond) docs/s, clusters \(part.clustersPerSecond) docs/s; growth copies x\(hundredths(part.copies / small.copies)), clusters x\(hundredths(part.clusters / small.clusters)); copies hold \(finder.bytes / done) bytes a document"
            )
            all.join(part)
            (part, small) = (Cost(), Cost())
        }
        print("all: copies \(all.copiesPerSecond) docs/s, clusters \(all.clustersPerSecond) docs/s")
    }

    /// What a document costs while 2,000 to 4,000 are known.
    private func small() throws -> Cost {
        var writer = WordWriter(longWords: longWords)
        var finder = try CopyFinder()
        var clusters = try ClusterStream()
        var cost = Cost()
        for start in stride(from: 0, to: 4000, by: 1000) {
            if start == 2000 { cost = Cost() }
            cost.add((start..<(start + 1000)).map { writer.document($0) }, &finder, &clusters)
        }
        return cost
    }

    /// Process time of some documents.
    private struct Cost {
        private var documents = 0
        private var copySeconds = 0.0
        private var clusterSeconds = 0.0

        /// Seconds a document.
        var copies: Double { copySeconds / Double(max(documents, 1)) }
        /// Seconds a document.
        var clusters: Double { clusterSeconds / Double(max(documents, 1)) }
        var copiesPerSecond: Int { Int(1 / max(copies, 1e-9)) }
        var clustersPerSecond: Int { Int(1 / max(clusters, 1e-9)) }

        mutating func add(_ batch: [Document], _ finder: inout CopyFinder, _ stream: inout ClusterStream) {
            let t0 = ProcessTime.now
            for document in batch { _ = finder.add(document) }
            let t1 = ProcessTime.now
            for document in batch { _ = stream.add(document) }
            copySeconds += t1 - t0
            clusterSeconds += ProcessTime.now - t1
            documents += batch.count
        }

        mutating func join(_ other: Cost) {
            documents += other.documents
            copySeconds += other.copySeconds
            clusterSeconds += other.clusterSeconds
        }
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
