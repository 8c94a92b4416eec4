import Captures
import Glibc
import Testing
import Texts

@testable import Documents

/// A short, repeatable run of what `Fuzz/run` does at length: the seeds of each parser, changed at random from a fixed start.
@Suite struct MutationTests {
    private struct Generator {
        var state: UInt64

        mutating func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(below, 1)
        }
    }

    private static let pieces: [[UInt8]] =
        [
            "<", "</", ">", "<![CDATA[", "]]>", "&#", "\"", "\\u", "{", "[", "\r\n\r\n", "--b", "WARC/1.0\r\n",
            "=?utf-8?q?",
            "Content-Length: 9999999999\r\n", "<p>", "</p></p>", "<table>", "\0", "\u{FEFF}", "2025-02-30",
        ].map { Array($0.utf8) } + [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0x1F, 0x8B, 0x08]]

    private static func changed(_ seed: [UInt8], _ random: inout Generator) -> [UInt8] {
        var bytes = seed
        for _ in 0...random.next(4) {
            let place = random.next(bytes.count + 1)
            switch random.next(5) {
            case 0: bytes.insert(contentsOf: pieces[random.next(pieces.count)], at: place)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.next(12)))
            case 2: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next(256)) }
            case 3:
                let part = Array(bytes[place..<min(bytes.count, place + 1 + random.next(40))])
                for _ in 0..<random.next(20) { bytes.insert(contentsOf: part, at: min(place, bytes.count)) }
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    private static func seeds(_ target: String) throws -> [[UInt8]] {
        let parts = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast(4).joined(separator: "/") + "/Fuzz/seeds/" + target
        var seeds: [[UInt8]] = []
        for number in 0..<8 {
            guard let file = fopen("\(folder)/\(number)", "rb") else { break }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = fread(&bytes, 1, bytes.count, file)
            seeds.append(Array(bytes.prefix(count)))
        }
        #expect(!seeds.isEmpty, "no seeds for \(target)")
        return seeds
    }

    /// The head that makes bytes a format, as in the fuzz targets.
    private static let heads: [(target: String, head: String)] = [
        ("input", ""), ("feed", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>"),
        ("warc", "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"),
        ("mail", "From: a@b.example\r\nMIME-Version: 1.0\r\nMessage-ID: <1@b.example>\r\n"),
        ("mbox", "From a Mon Mar  3 10:00:00 2025\nFrom: a@b.example\nMIME-Version: 1.0\n"),
        (
            "mhtml",
            "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n"
        ), ("json", "[{\"id\":\"a\","), ("records", "{\"id\":\"a\",\"text\":\"b\"}\n"),
    ]

    @Test(arguments: heads.map(\.target))
    func changedInputsAreReadOrNamed(_ target: String) throws {
        let maker = try DocumentMaker()
        let head = try #require(Self.heads.first { $0.target == target }).head
        var random = Generator(state: 42)
        var results = 0
        for seed in try Self.seeds(target) {
            for _ in 0..<60 {
                var input = CaptureInput(bytes: Array(head.utf8) + Self.changed(seed, &random))
                while let result = input.next() {
                    results += 1
                    if case .success(let capture) = result { try Self.check(maker.documents(from: capture)) }
                }
            }
        }
        #expect(results > 0)
    }

    @Test(arguments: ["page", "fragment", "text", "record"])
    func changedCapturesGiveSoundDocuments(_ target: String) throws {
        let maker = try DocumentMaker()
        let types = ["page": "text/html", "fragment": "text/html", "text": "text/plain", "record": "application/json"]
        var random = Generator(state: 43)
        for seed in try Self.seeds(target) {
            for _ in 0..<80 {
                var capture = Capture(
                    origin: "fuzz", url: "http://a.example/x", mediaType: types[target] ?? "",
                    bytes: Self.changed(seed, &random))
                capture.isFragment = target == "fragment"
                let results = maker.documents(from: capture)
                #expect(!results.isEmpty)
                try Self.check(results)
            }
        }
    }

    /// Blocks stand in order inside the text and do not overlap; the text is UTF-8.
    private static func check(_ results: [Result<Document, Skipped>]) throws {
        for case .success(let document) in results {
            try #require(UTF8Check(document.text.utf8).isValid)
            var end = 0
            for block in document.blocks {
                try #require(block.extent.start >= end && block.extent.end >= block.extent.start)
                end = block.extent.end
            }
            try #require(end <= document.text.count)
        }
    }
}
