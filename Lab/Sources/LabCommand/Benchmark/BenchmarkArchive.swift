import Archive
import ArgumentParser
import Captures
import Documents
import Foundation
import JSON
import Moments
import Readings
import Stories
import Texts

/// `lab benchmark archive`: documents a second into the store and its index, bytes a document, and how long searches take.
struct BenchmarkArchive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Measures the archive with made-up articles of 200 words, without reading them.",
        discussion: """
            lab benchmark archive 50000
            An article has 1.4 kB: words of five to six letters in sentences and paragraphs, by the rank and frequency of running text. A document goes in with its captured bytes (a line of JSON), its words, and eighteen names, places, kinds and measures to find
            it by; --bare leaves captures and those out. Process time is counted for adding, wall time for each of 2,000 searches of one to
            three words or a phrase, before and after the file is compacted.
            """)

    @Argument(help: "Number of documents.")
    var count: Int = 50_000

    @Option(help: "Documents that go to the disk together, as `sitrep add` has it where reading is no hold-up.")
    var batch = 2_048

    @Flag(help: "Documents and their words alone, without captured bytes and names.")
    var bare = false

    @Flag(help: "Ends when all are added.")
    var addingOnly = false

    @Flag(help: "Ends when all are added, and makes no stories of them.")
    var withoutStories = false

    @Option(help: "Keeps the archive in this file. When it is there with so many documents, none are added first.")
    var keep: String?

    func run() throws {
        let path =
            keep ?? NSTemporaryDirectory() + "/sitrep-benchmark-\(ProcessInfo.processInfo.processIdentifier).db"
        defer {
            if keep == nil {
                for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            }
        }
        let archive = try Archive(path: path, create: true)
        var writer = RankWords()
        let now = Moment(seconds: 1_740_000_000)
        let builder = try StoryBuilder()
        var (adding, joining) = (0.0, 0.0)
        let there = try archive.count()
        if there < count {
            for start in stride(from: 0, to: count, by: batch) {
                let readings = (start..<min(start + batch, count)).map { reading($0, &writer) }
                let captures = bare ? [] : readings.map(capture)
                let arrived = now.adding(seconds: Int64(start))
                let before = ProcessTime.now
                _ = try archive.add(readings, arrived: arrived, captures: captures)
                let between = ProcessTime.now
                if !withoutStories { _ = try archive.updateStories(at: arrived, builder: builder) }
                adding += between - before
                joining += ProcessTime.now - between
            }
            print("store and index: \(Int(Double(count) / adding)) docs/s")
            if !withoutStories { print("with their stories: \(Int(Double(count) / (adding + joining))) docs/s") }
        }
        if addingOnly || withoutStories { return }
        let first = max(there, count)
        let end = now.adding(seconds: Int64(count))
        for condition: Watch.Condition in [
            .query("near:56,-3,25km"), .query("entity:\"Mara Holt\""), .query("ba*"),
            .measure("killed", atLeast: 20, story: nil),
        ] {
            _ = try archive.addWatch(condition, delivery: .file("/dev/null"), at: end)
        }
        for (name, behind) in [("newest", 0), ("an hour late", 60), ("a day late", 1440)] {
            var times: [(add: Double, stories: Double, spent: Double)] = []
            for number in 0..<21 {
                var document = writer.document(first + number)
                if let time = document.published?.moment {
                    document.published = Dated(
                        moment: time.adding(seconds: Int64(-60 * behind)), precision: .minute)
                }
                let one = reading(document, &writer)
                let bytes = bare ? [] : [capture(one)]
                let adding = try ContinuousClock().measure {
                    _ = try archive.add([one], arrived: end, captures: bytes)
                }
                let start = ProcessTime.now
                let updating = try ContinuousClock().measure {
                    _ = try archive.updateStories(at: end, builder: builder)
                    _ = try archive.runWatches(at: end, builder: builder)
                }
                let spent = ((ProcessTime.now - start) * 1000).rounded(toPlaces: 3)
                times.append((Self.milliseconds(adding), Self.milliseconds(updating), spent))
            }
            times.sort { $0.stories < $1.stories }
            let adds = times.map(\.add).sorted()
            let spent = times.map(\.spent).sorted()
            print(
                """
                one more document, \(name): on the disk in \(adds[10]) ms, stories and watches in \(times[10].stories) ms \
                (worst \(times[20].stories)), \(spent[10]) of process time
                """)
        }
        let start = ProcessTime.now
        let opening = try ContinuousClock().measure {
            let again = try Archive(path: path)
            _ = try again.add([reading(first + 100, &writer)], arrived: end)
            _ = try again.updateStories(at: end, builder: builder)
        }
        let spent = Int((ProcessTime.now - start) * 1000)
        print("the same in a new process: \(Self.milliseconds(opening)) ms, \(spent) of process time")
        try search(archive, &writer, "as written")
        try archive.compact()
        print("\(try archive.sizes().bytes / count) bytes a document")
        try search(archive, &writer, "compacted")
        print("resident memory at most \(ProcessTime.peakMegabytes) MB")
    }

    private func search(_ archive: Archive, _ writer: inout RankWords, _ state: String) throws {
        var times: [Double] = []
        var spent: [Double] = []
        var found = 0
        for number in 0..<2_000 {
            let query = try SearchQuery(writer.query(number))
            let start = ProcessTime.now
            let time = try ContinuousClock().measure { found += try archive.search(query, limit: 10).count }
            times.append(Self.milliseconds(time))
            spent.append(((ProcessTime.now - start) * 1000).rounded(toPlaces: 3))
        }
        times.sort()
        spent.sort()
        print(
            """
            search, \(state): p50 \(times[1_000]) ms, p99 \(times[1_980]) ms, of process time \(spent[1_000]) and \(spent[1_980]); \
            \(found) hits in 2,000 queries
            """)
    }

    private func reading(_ number: Int, _ writer: inout RankWords) -> Reading {
        reading(writer.document(number), &writer)
    }

    /// What a reading of a report of that length holds to find it by, on average.
    private func reading(_ document: Document, _ writer: inout RankWords) -> Reading {
        var reading = Reading(document)
        guard !bare else { return reading }
        let place = Extent(0, 4)
        for i in 0..<7 {
            let name = writer.name()
            reading.entities.append(
                Entity(
                    name: name.joined(separator: " "), kind: .person, mentions: [], variants: i < 2 ? [name[1]] : []))
        }
        for _ in 0..<2 {
            let number = writer.rank(2_000)
            reading.places.append(
                Place(
                    extent: place, latitude: 45 + Double(number % 200) / 20, longitude: 20 + Double(number) / 100,
                    label: writer.name()[0], country: ["UA", "PL", "RO"][number % 3], precision: .town,
                    gazetteer: "made",
                    rule: "made"))
        }
        for type in 0..<4 {
            reading.claims.append(
                Claim(
                    extent: place, sentence: 0, predicate: place, predicateToken: 0, lemma: "make",
                    type: "type \(type * 5 + writer.rank(5))", rule: "made"))
        }
        for measure in ["killed", "injured"] {
            reading.quantities.append(
                Quantity(extent: place, low: Double(writer.rank(100)), high: nil, counts: measure, rule: "made"))
        }
        return reading
    }

    /// A line of JSON, as documents often arrive.
    private func capture(_ reading: Reading) -> Capture {
        var json = JSONWriter()
        let document = reading.document
        json.object { json in
            json.member("id", document.id)
            json.member("url", document.url)
            json.member("outlet", document.outlet?.value.name)
            json.member("title", document.title?.value)
            json.member("published", document.published?.moment.rfc3339())
            json.member("text", document.text)
        }
        return Capture(origin: "made.jsonl", url: document.url, mediaType: "application/json", bytes: json.bytes)
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        (Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15)
            .rounded(toPlaces: 3)
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let factor = pow(10, Double(places))
        return (self * factor).rounded() / factor
    }
}

/// Words by a rank-frequency law like that of running text, the same on every run.
private struct RankWords {
    private var state: UInt64 = 0x5EED
    private var last: [String] = []

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// A word of one to three syllables and an ending; commoner words are shorter.
    private mutating func word() -> String {
        let width = [10, 100, 1000, 10_000, 100_000][next(5)]
        let rank = width / 10 + next(width)
        var rest = rank
        var letters = ""
        repeat {
            let syllable = (rest % 100 * 37 + 11) % 100
            letters += Self.consonants[syllable / 5] + Self.vowels[syllable % 5]
            rest /= 100
        } while rest > 0
        return letters + Self.endings[rank % 8]
    }

    private static let consonants = "b c d f g h j k l m n p r s t v w z br st".split(separator: " ").map(String.init)
    private static let vowels = ["a", "e", "i", "o", "u"]
    private static let endings = ["en", "ra", "st", "ol", "ti", "us", "ar", "ne"]

    /// A number below a bound, low ones oftener.
    mutating func rank(_ bound: Int) -> Int { next(next(bound) + 1) }

    /// A name of two words with capitals; some names come often.
    mutating func name() -> [String] {
        let number = rank(20_000)
        return [number * 7919 % 400, number].map { part in
            var (rest, letters) = (part * 7919 + 13, "")
            repeat {
                letters += ["ba", "ke", "di", "lo", "mu", "sa", "re", "ti", "no", "pu"][rest % 10]
                rest /= 10
            } while rest > 0
            return letters.prefix(1).uppercased() + letters.dropFirst()
        }
    }

    mutating func document(_ number: Int) -> Document {
        last = (0..<200).map { _ in word() }
        // Sentences of twenty words, paragraphs of three sentences; one of them is quoted.
        var text = ""
        for start in stride(from: 0, to: last.count, by: 20) {
            if start > 0 { text += start % 60 == 0 ? "\n\n" : " " }
            let sentence = last[start..<start + 20].joined(separator: " ")
            let capital = sentence.prefix(1).uppercased() + sentence.dropFirst()
            text += start == 60 ? "\"\(capital),\" they said." : capital + "."
        }
        var document = Document(id: "m\(number)", text: Text(text))
        document.outlet = Stated(Outlet(name: "Outlet \(number % 40)"), rule: "made")
        document.title = Stated((0..<8).map { _ in word() }.joined(separator: " "), rule: "made")
        document.url = "https://outlet\(number % 40).example/2025/02/\(number)"
        document.published = Dated(moment: Moment(seconds: 1_700_000_000 + Int64(number) * 60), precision: .minute)
        return document
    }

    /// One, two or three words, or two that stood side by side.
    mutating func query(_ number: Int) -> String {
        switch number % 4 {
        case 0: return word()
        case 1: return word() + " " + word()
        case 2: return [word(), word(), word()].joined(separator: " ")
        default:
            let at = next(last.count - 1)
            return "\"\(last[at]) \(last[at + 1])\""
        }
    }
}
