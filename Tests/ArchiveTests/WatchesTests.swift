import Documents
import Glibc
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Watches") struct WatchesTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    private static func reading(_ id: String, _ text: String, killed: Double? = nil, at place: Place? = nil) -> Reading
    {
        var document = Document(id: id, text: Text(text))
        document.title = Stated("Title of \(id) in the paper", rule: "test")
        document.published = Dated(iso: "2025-02-10T08:00:00Z")
        var reading = Reading(document)
        if let killed {
            reading.quantities = [
                Quantity(extent: Extent(0, 3), low: killed, high: killed, counts: "killed", rule: "test")
            ]
        }
        if let place { reading.places = [place] }
        return reading
    }

    private static let ellan = Place(
        extent: Extent(0, 3), latitude: 56.1, longitude: -3.2, label: "Ellan", precision: .point, rule: "test")

    /// Beginnings of words are looked for among the arrivals alone; what is found is what the whole index finds.
    @Test func beginningsAmongArrivals() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let words = ["flood", "flooding", "floor", "bridge", "bridges", "über", "Überfall", "river", "O\u{2019}Hara"]
        let count = 60
        for number in 1...count {
            let text = (0..<6).map { words[(number * 7 + $0 * $0 * number) % words.count] }.joined(separator: " ")
            _ = try archive.add([Self.reading("d\(number)", text + ".")], arrived: Self.noon)
        }
        for text in [
            "flo*", "flood* -bridges", "\"bridge floor\" riv*", "uber*", "ubers*", "title*", "flood* outlet:none",
            "-flo* river",
        ] {
            var query = try SearchQuery(text)
            let all = try archive.search(query, limit: count).map(\.id)
            for after in [0, 41, 20, 59, 60] {
                query.after = Int64(after)
                let wanted = all.filter { (Int($0.dropFirst()) ?? 0) > after }
                #expect(try archive.search(query, limit: count).map(\.id) == wanted, "\(text) after \(after)")
            }
            #expect(try archive.wordIndex(for: query) == (text.contains("*") ? "arrivals" : "words"))
        }
        // One that comes later is found, and the file knows nothing of that index.
        var query = try SearchQuery("flood*")
        query.after = 60
        _ = try archive.add([Self.reading("new", "Flooded roads.")], arrived: Self.noon)
        #expect(try archive.search(query).map(\.id) == ["new"])
        #expect(try archive.database.number("SELECT count(*) FROM main.sqlite_master WHERE name LIKE 'arrivals%'") == 0)
        #expect(try archive.check() == [])
    }

    /// However many arrive at once, each is told.
    @Test func allArrivalsAreTold() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        for query in ["quay", "qua*", "near:56.1,-3.2,5km"] {
            _ = try archive.addWatch(.query(query), delivery: .feed, at: Self.noon)
        }
        _ = try archive.add(
            (0..<130).map { Self.reading("d\($0)", "The quay of village \($0) gave way.", at: Self.ellan) },
            arrived: Self.noon)
        _ = try archive.updateStories(at: Self.noon, builder: builder)
        let fired = try archive.runWatches(at: Self.noon, builder: builder)
        #expect(["w1", "w2", "w3"].map { watch in fired.count { $0.watch == watch } } == [130, 130, 130])
    }

    @Test func eachFiresOncePerCause() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let flood = "The river at Ellan rose and the flood took the lower bridge; two are dead."
        _ = try archive.add([Self.reading("old", flood, killed: 30, at: Self.ellan)], arrived: Self.noon)
        let place = try archive.addWatch(.query("near:56,-3,50km"), delivery: .output, at: Self.noon)
        let words = try archive.addWatch(.query("flood*"), delivery: .webhook("https://desk.example/in"), at: Self.noon)
        let toll = try archive.addWatch(
            .measure("killed", atLeast: 20, story: nil), delivery: .file(folder.path + "/news.jsonl"), at: Self.noon)
        let quiet = try archive.addWatch(.quiet(hours: 24, story: nil), delivery: .output, at: Self.noon)
        func arrive(_ reading: Reading?, _ hours: Int64) throws -> [String] {
            let now = Self.noon.adding(seconds: hours * 3600)
            if let reading { _ = try archive.add([reading], arrived: now) }
            _ = try archive.updateStories(at: now, builder: builder)
            let fired = try archive.runWatches(at: now, builder: builder)
            #expect(try archive.runWatches(at: now, builder: builder) == [])
            return fired.map(\.watch)
        }
        // What was there before a watch was made is no news.
        #expect(try arrive(nil, 0) == [])
        #expect(
            try arrive(Self.reading("a", flood + " Nineteen dead.", killed: 19, at: Self.ellan), 1) == [
                place.id, words.id,
            ])
        #expect(try arrive(Self.reading("b", flood + " Twenty dead.", killed: 20), 2) == [words.id, toll.id])
        #expect(try arrive(Self.reading("c", flood + " Now 25 dead.", killed: 25), 3) == [words.id])
        #expect(try arrive(nil, 26) == [])
        #expect(try arrive(nil, 28) == [quiet.id])
        #expect(try arrive(nil, 60) == [])
        #expect(try archive.removeWatch(words.id, at: Self.noon))
        #expect(try archive.removeWatch(words.id, at: Self.noon) == false)
        #expect(try arrive(Self.reading("d", flood + " Again."), 61) == [])
        #expect(try archive.watches().map(\.id) == [place.id, toll.id, quiet.id])
    }

    @Test func aContradictionIsToldOnce() throws {
        let builder = try StoryBuilder()
        let reader = try Reader()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.addWatch(.contradiction(story: nil), delivery: .output, at: Self.noon)
        func document(_ id: String, _ outlet: String, _ text: String) -> Document {
            var document = Document(id: id, text: Text(text))
            document.outlet = Stated(Outlet(name: outlet), rule: "test")
            document.published = Dated(iso: "2025-02-10T08:00:00Z")
            return document
        }
        let documents = [
            document("a", "Harbour Herald", "Police said 12 people were killed in the ferry fire at Tarn on Monday."),
            document(
                "b", "Skerry Radio",
                "The health ministry said 31 people were killed in the ferry fire at Tarn on Monday."),
        ]
        _ = try archive.add(documents.map { reader.read($0) }, arrived: Self.noon)
        _ = try archive.updateStories(at: Self.noon, builder: builder)
        let story = try #require(builder.story(of: documents.map { reader.read($0) }))
        let open = story.contradictions.filter { $0.status == .open }.count
        #expect(try archive.runWatches(at: Self.noon, builder: builder).count == open)
        #expect(open > 0)
        #expect(try archive.runWatches(at: Self.noon, builder: builder).isEmpty)
        #expect(archive.reader == nil)
        // What stood against each other before a watch was made is no news of it; what comes then is.
        let later = Self.noon.adding(seconds: 60)
        let second = try archive.addWatch(.contradiction(story: nil), delivery: .output, at: later)
        let new = document(
            "c", "The Tidewatch", "The coastguard said 77 people were killed in the ferry fire at Tarn on Monday.")
        _ = try archive.add([reader.read(new)], arrived: later)
        _ = try archive.updateStories(at: later, builder: builder)
        let fired = try archive.runWatches(at: later, builder: builder).filter { $0.watch == second.id }
        #expect(!fired.isEmpty)
        #expect(fired.allSatisfy { $0.cause.contains(" c:") })
    }

    @Test func theOutboxKeepsWhatCannotGoOut() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let hook = try archive.addWatch(
            .query("quay"), delivery: .webhook("https://desk.example/in"), at: Self.noon, secret: "abc")
        _ = try archive.addWatch(.query("quay"), delivery: .file(folder.path + "/news.jsonl"), at: Self.noon)
        _ = try archive.addWatch(.query("quay"), delivery: .file(folder.path + "/no/news.jsonl"), at: Self.noon)
        _ = try archive.addWatch(.query("quay"), delivery: .mail("desk@herald.example"), at: Self.noon)
        _ = try archive.add([Self.reading("a", "The quay gave way.")], arrived: Self.noon)
        _ = try archive.updateStories(at: Self.noon, builder: builder)
        #expect(try archive.runWatches(at: Self.noon, builder: builder).count == 4)
        try folder.write(
            "#!/bin/sh\ncat > \(folder.path)/letter; echo \"$@\" >> \(folder.path)/letter\n", to: "sendmail")
        chmod(folder.path + "/sendmail", 0o755)
        let faults = try archive.deliver(at: Self.noon, sendmail: folder.path + "/sendmail")
        #expect(faults.count == 1)
        #expect(try folder.read("news.jsonl").contains("\"document\":\"a\""))
        let letter = try folder.read("letter")
        #expect(letter.hasPrefix("To: desk@herald.example\nSubject: sitrep: watch w4\n"))
        #expect(letter.hasSuffix("-i -- desk@herald.example\n"))
        // The web address is left to `follow`.
        let waiting = try archive.pendingDeliveries(now: Self.noon, kind: "webhook")
        #expect(waiting.map(\.watch) == [hook.id])
        #expect(waiting.first?.secret == "abc")
        let id = try #require(waiting.first?.id)
        try archive.markFailed(id, reason: "status 503", at: Self.noon)
        #expect(try archive.pendingDeliveries(now: Self.noon.adding(seconds: 59), kind: "webhook").isEmpty)
        #expect(try archive.pendingDeliveries(now: Self.noon.adding(seconds: 60), kind: "webhook").first?.tries == 1)
        #expect(try archive.deliveryFault(of: hook.id) == "status 503")
        try archive.markDelivered(id, at: Self.noon)
        #expect(try archive.pendingDeliveries(now: Self.noon.adding(seconds: 9_999), kind: "webhook").isEmpty)
        // Twelve times in vain are enough.
        let stuck = try #require(
            try archive.pendingDeliveries(now: Self.noon.adding(seconds: 99_999)).first { $0.watch == "w3" })
        for _ in 0..<12 { try archive.markFailed(stuck.id, reason: "no folder", at: Self.noon) }
        #expect(try archive.pendingDeliveries(now: Self.noon.adding(seconds: 9_999_999)).isEmpty)
    }

    @Test(arguments: [
        ("-", true), ("feed", true), ("file:news.jsonl", true), ("mailto:desk@herald.example", true),
        ("https://desk.example/in", true),
        ("file:", false), ("mailto:-oQ@x", false), ("mailto:a@b\nBcc: c@d", false), ("mailto:a,b@c", false),
        ("mailto:nobody", false), ("ftp://x.example", false), ("https://x.example/ y", false), ("", false),
    ])
    func addressesAreChecked(_ text: String, _ isGood: Bool) {
        let delivery = Watch.Delivery(text)
        #expect((delivery != nil) == isGood)
        if let delivery { #expect(Watch.Delivery(kind: delivery.kind, address: delivery.address) == delivery) }
    }

    @Test(arguments: [
        Watch.Condition.query("flood* near:56,-3,5km"), .measure("homes destroyed", atLeast: 2.5, story: "s-1"),
        .measure("killed", atLeast: 20, story: nil), .contradiction(story: nil), .quiet(hours: 24, story: "s-1"),
    ])
    func conditionsComeBack(_ condition: Watch.Condition) {
        #expect(Watch.Condition(line: condition.line) == condition)
    }
}
