import ArgumentParser
import Captures
import Documents
import JSON

/// `lab benchmark pages`: pages, archives and feeds on one core: captures, then documents as JSON.
struct BenchmarkPages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages",
        abstract: "Measures captures and extraction on one core: records and MB a second of process time, memory.",
        discussion: """
            lab benchmark pages crawl.warc.gz         an archive: read, read and extract
            lab benchmark pages                       20,000 made-up feed items with full content
            Process time, not wall time, is counted, so that other work on the machine disturbs less. MB are bytes of the
            records, unpacked.
            """)

    @Argument(help: "Files as `sitrep extract` takes them; none: a feed made for the purpose.")
    var paths: [String] = []

    @Option(help: "Rounds; the best counts.")
    var rounds = 3

    @Option(help: "Items of the feed that is made when no file is named.")
    var items = 20_000

    func run() throws {
        let feed = paths.isEmpty ? Array(Self.feed(items).utf8) : []
        func open() -> CaptureInput {
            paths.isEmpty ? CaptureInput(bytes: feed, name: "feed") : CaptureInput(paths: paths)
        }
        measure("captures") {
            var input = open()
            var (records, bytes) = (0, 0)
            while let result = input.next() {
                guard case .success(let capture) = result else { continue }
                records += 1
                bytes += capture.bytes.count
            }
            return (records, bytes)
        }
        let maker = try DocumentMaker()
        measure("documents as JSON") {
            var input = open()
            var (records, bytes) = (0, 0)
            var json = JSONWriter()
            while let result = input.next() {
                guard case .success(let capture) = result else { continue }
                bytes += capture.bytes.count
                for case .success(let document) in maker.documents(from: capture) {
                    records += 1
                    json.reset()
                    document.write(to: &json)
                }
            }
            return (records, bytes)
        }
        print("resident memory at most \(ProcessTime.peakMegabytes) MB")
    }

    private func measure(_ name: String, _ body: () -> (records: Int, bytes: Int)) {
        var best = Double.infinity
        var (records, bytes) = (0, 0)
        for _ in 0..<max(1, rounds) {
            let start = ProcessTime.now
            (records, bytes) = body()
            best = min(best, ProcessTime.now - start)
        }
        let rate = Int(Double(records) / best)
        let megabytes = Int(Double(bytes) / best / 1e6)
        print("\(name): \(records) in \((best * 100).rounded() / 100) s, \(rate)/s, \(megabytes) MB/s")
    }

    /// RSS with `content:encoded` of about 1.4 kB an item: four paragraphs with links and emphasis.
    private static func feed(_ items: Int) -> String {
        let words =
            "the minister said on monday that officials in the region had counted at least people after storm and river rose over banks of town while residents waited for help from capital police reported roads closed until further notice"
            .split(separator: " ").map(String.init)
        var state: UInt64 = 1
        func word() -> String {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let word = words[Int(state >> 33) % words.count]
            switch word {
            case "storm": return "<a href=\"https://herald.example/storm\">storm</a>"
            case "police": return "<em>police</em>"
            default: return word
            }
        }
        var feed = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Herald</title>\
            <link>https://herald.example/</link><language>en</language>

            """
        for i in 0..<items {
            let content = (0..<4).map { _ in
                "<p>The " + (0..<55).map { _ in word() }.joined(separator: " ") + ".</p>"
            }.joined()
            feed += """
                <item><title>Storm number \(i) reaches the town</title><link>https://herald.example/2025/03/02/storm-\(i)</link>\
                <guid isPermaLink="false">h-\(i)</guid><pubDate>Sun, 02 Mar 2025 18:\(i % 50 + 10):00 GMT</pubDate>\
                <dc:creator>Ana Ferro</dc:creator><category>Weather</category>\
                <description>River rose over the banks &amp; roads closed.</description>\
                <content:encoded><![CDATA[\(content)]]></content:encoded></item>

                """
        }
        return feed + "</channel></rss>\n"
    }
}
