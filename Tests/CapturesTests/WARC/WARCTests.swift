import Moments
import Testing

@testable import Captures

@Suite struct WARCTests {
    private func record(
        _ type: String, uri: String = "https://courier.example/a", _ block: [UInt8],
        fields: String = "",
        length: Int? = nil
    ) -> [UInt8] {
        Array(
            "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(uri)\r\nWARC-Date: 2025-03-04T10:00:00Z\r\n\(fields)Content-Length: \(length ?? block.count)\r\n\r\n"
                .utf8)
            + block + [0x0D, 0x0A, 0x0D, 0x0A]
    }

    private func answer(_ status: Int, _ type: String, _ body: String, fields: String = "") -> [UInt8] {
        Array("HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\n\(fields)\r\n\(body)".utf8)
    }

    private let page = "<html><p>The dam held.</p></html>"

    @Test func responsesBecomePages() throws {
        let bytes =
            record("warcinfo", Array("software: x".utf8))
            + record("request", Array("GET / HTTP/1.1\r\n\r\n".utf8))
            + record("response", answer(200, "text/html; charset=iso-8859-1", page))
            + record("response", answer(301, "text/html", "moved"))
            + record("response", answer(200, "image/png", "\u{89}PNG"))
            + record("resource", Array(page.utf8), fields: "Content-Type: text/html\r\n")
            + record(
                "conversion", Array("The dam held.\nIt rained.".utf8),
                fields: "Content-Type: text/plain\r\n")
            + record("revisit", Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        let found = records(bytes)
        #expect(
            found.compactMap(\.capture).map(\.mediaType) == ["text/html", "text/html", "text/plain"])
        let first = try #require(found.first?.capture)
        #expect(first.url == "https://courier.example/a")
        #expect(first.charset == "iso-8859-1")
        #expect(first.captured?.rfc3339() == "2025-03-04T10:00:00Z")
        #expect(first.text == page)
    }

    @Test func revisitsAreLinkedToWhatTheySawAgain() throws {
        let fields =
            "WARC-Refers-To-Target-URI: <https://courier.example/b>\r\nWARC-Refers-To-Date: 2025-03-01T10:00:00Z\r\n"
        let bytes = record("revisit", Array("HTTP/1.1 200 OK\r\n\r\n".utf8), fields: fields)
        #expect(records(bytes).isEmpty)
        var options = InputOptions()
        options.revisits = true
        let capture = try #require(records(bytes, options).first?.capture)
        #expect(capture.url == "https://courier.example/a")
        #expect(capture.captured?.rfc3339() == "2025-03-04T10:00:00Z")
        #expect(capture.revisit?.address == "https://courier.example/b")
        #expect(capture.revisit?.captured?.rfc3339() == "2025-03-01T10:00:00Z")
    }

    @Test func aBodyThatUnpacksOverTheLimitIsNotUnpacked() throws {
        // 40 MiB of spaces; one record holds 32 MiB at most.
        let bomb = DecompressionTests.gzip([UInt8](repeating: 0x20, count: 40 << 20))
        #expect(bomb.count < 1 << 18)
        let head = Array(
            "HTTP/1.1 200 X\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".utf8)
        let found = records(
            record("response", head + bomb) + record("response", answer(200, "text/html", page)))
        #expect(found.compactMap { $0.capture?.text }.last == page)
        #expect(found.allSatisfy { ($0.capture?.bytes.count ?? 0) < 1 << 18 })
    }

    @Test func codingsAreUndone() throws {
        let chunked = answer(
            200, "text/html", "5\r\n<html\r\n1c;x=y\r\n><p>The dam held.</p></html>\r\n0\r\n\r\n",
            fields: "Transfer-Encoding: chunked\r\n")
        #expect(records(record("response", chunked)).first?.capture?.text == page)
        let lying = answer(
            200, "text/html", page, fields: "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
        let capture = try #require(records(record("response", lying)).first?.capture)
        #expect(capture.text == page)
        #expect(capture.warnings.map(\.kind) == ["transfer"])
    }

    @Test func digestsAreChecked() throws {
        let block = Array(page.utf8)
        let right =
            "WARC-Block-Digest: sha1:\(SHA1.base32(SHA1.digest(block[...])))\r\nContent-Type: text/html\r\n"
        #expect(
            records(record("resource", block, fields: right)).first?.capture?.warnings.isEmpty == true)
        let wrong =
            "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nContent-Type: text/html\r\n"
        #expect(
            records(record("resource", block, fields: wrong)).first?.capture?.warnings.map(\.kind) == [
                "digest"
            ])
        #expect(
            SHA1.hex(SHA1.digest(Array("abc".utf8)[...])) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(SHA1.base32(Array("foobar".utf8)) == "MZXW6YTBOI")
    }

    @Test func aDigestOfTwoPartsIsThatOfTheWhole() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for count in [0, 1, 55, 56, 63, 64, 65, 127, 128, 200, 300] {
            for cut in stride(from: 0, through: count, by: 1) {
                #expect(
                    SHA1.digest(Array(bytes[..<cut]), bytes[cut..<count]) == SHA1.digest(bytes[..<count]),
                    "\(cut) of \(count)")
            }
        }
    }

    @Test func fieldsCountForTheBlocksDigestAlone() throws {
        let block = answer(200, "text/html", page)
        let fields =
            "WARC-Block-Digest: sha1:\(SHA1.base32(SHA1.digest(block[...])))\r\n"
            + "WARC-Payload-Digest: sha1:\(SHA1.base32(SHA1.digest(Array(page.utf8)[...])))\r\n"
        #expect(records(record("response", block, fields: fields)).first?.capture?.warnings.isEmpty == true)
        let other = answer(200, "text/html; charset=utf-8", page)
        #expect(
            records(record("response", other, fields: fields)).first?.capture?.warnings.map(\.detail) == [
                "the block's digest does not fit its bytes"
            ])
        let changed = answer(200, "text/html", page.replacing("dam", with: "ham"))
        #expect(records(record("response", changed, fields: fields)).first?.capture?.warnings.count == 2)
    }

    /// Archives compressed by record are lent from where they are unpacked; every way to cut them gives the same.
    @Test func archivesCompressedByRecordReadTheSame() throws {
        let long = "<html><p>" + String(repeating: "The dam held. ", count: 30_000) + "</p></html>"
        let pieces = [
            record("warcinfo", Array("software: x".utf8)), record("response", answer(200, "text/html", page)),
            record("response", answer(301, "text/html", "moved")), record("response", answer(200, "text/html", long)),
            record("resource", Array(page.utf8), fields: "Content-Type: text/html\r\n"),
        ]
        let whole = records(Array(pieces.joined()))
        #expect(whole.compactMap(\.capture).count == 3)
        let byRecord = records(Array(pieces.map { DecompressionTests.gzip($0) }.joined()))
        #expect(byRecord.map { $0.capture?.bytes } == whole.map { $0.capture?.bytes })
        // Members that end anywhere, also inside fields and bodies.
        let bytes = Array(pieces.joined())
        for size in [7, 64, 1000, 70_000] {
            let cut = stride(from: 0, to: bytes.count, by: size).flatMap {
                DecompressionTests.gzip(Array(bytes[$0..<min($0 + size, bytes.count)]))
            }
            #expect(records(cut).map { $0.capture?.bytes } == whole.map { $0.capture?.bytes }, "\(size)")
        }
        // A last member that is cut short costs its record alone.
        let last = Array(DecompressionTests.gzip(pieces[4]).dropLast(12))
        let short = records(Array(pieces.prefix(4).map { DecompressionTests.gzip($0) }.joined()) + last)
        #expect(short.prefix(2).map { $0.capture?.bytes } == whole.prefix(2).map { $0.capture?.bytes })
        #expect(short.last?.reason?.contains("cut short") == true)
    }

    @Test func anAnswerWithoutABodyOrAnEndOfItsFields() {
        let found = records(
            record("response", Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".utf8))
                + record("response", Array("HTTP/1.1 200 OK\r\nContent-Type: text/html".utf8))
                + record("response", Array("no answer\r\n\r\n<html>".utf8))
                + record("response", answer(200, "text/html", page)))
        #expect(found.last?.capture?.text == page)
        #expect(found.contains { $0.reason?.contains("no sound HTTP answer") == true })
    }

    @Test func lyingLengthsCostOneRecord() {
        let good = record(
            "resource", uri: "https://courier.example/b", Array(page.utf8),
            fields: "Content-Type: text/html\r\n")
        let short = record(
            "resource", Array(page.utf8), fields: "Content-Type: text/html\r\n", length: 5)
        let afterShort = records(short + good)
        #expect(afterShort.last?.capture?.url == "https://courier.example/b")
        let long = record(
            "resource", Array(page.utf8), fields: "Content-Type: text/html\r\n", length: 1_000_000)
        #expect(records(good + long).last?.reason?.contains("ends") == true)
        for stated in ["-1", "x", "99999999999999999999"] {
            let bytes = Array("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: \(stated)\r\n\r\n".utf8)
            #expect(records(bytes + good).last?.capture != nil)
        }
    }

    @Test(arguments: [false, true])
    func aLengthThatReachesIntoTheNextRecordCostsNone(_ packed: Bool) throws {
        let block = answer(200, "text/html", page)
        let pieces = [
            record("response", uri: "https://courier.example/1", block, length: block.count + 100),
            record("response", uri: "https://courier.example/2", block),
            record(
                "resource", uri: "https://courier.example/3", Array(page.utf8), fields: "Content-Type: text/html\r\n"),
            record("response", uri: "https://courier.example/4", block, length: 100_000),
            record("response", uri: "https://courier.example/5", block),
        ]
        let bytes = packed ? Array(pieces.map { DecompressionTests.gzip($0) }.joined()) : Array(pieces.joined())
        let found = records(bytes)
        #expect(found.compactMap { $0.capture?.url?.last } == ["1", "2", "3", "4", "5"])
        #expect(found.allSatisfy { $0.capture?.text.hasPrefix(page) == true })
    }

    private func read(_ bytes: [UInt8]) -> (found: [Result<Capture, Skipped>], passedOver: [String: Int]) {
        var reader = WARCRecords(BufferedSource(MemorySource(bytes)), InputName(path: "input"), InputOptions())
        var found: [Result<Capture, Skipped>] = []
        while let result = reader.next() { found.append(result) }
        return (found, reader.passedOver)
    }

    /// More than the look-ahead holds is given back all the same.
    @Test(arguments: [500_000, 10_000_000])
    func aLengthThatReachesOverManyRecordsCostsNone(_ length: Int) throws {
        let block = answer(200, "text/html", page)
        let long = "<html><p>" + String(repeating: "The dam held. ", count: 30_000) + "</p></html>"
        let found = read(
            record("response", uri: "https://courier.example/1", block, length: length)
                + record("response", uri: "https://courier.example/2", answer(200, "text/html", long))
                + record("response", uri: "https://courier.example/3", answer(200, "text/html", long))
                + record("response", uri: "https://courier.example/4", block))
        // The first length ends inside the third record, the second behind all of them.
        #expect(found.found.compactMap { $0.capture?.url?.last } == ["1", "2", "3", "4"])
        #expect(found.found.map { $0.capture?.text.trimmedASCII } == [page, long, long, page])
        #expect(found.passedOver == ["lengths that reach into the next record": 1])
    }

    /// Tiny records that each claim much would have it read again for each of them.
    @Test func whatLyingLengthsGiveBackIsBounded() throws {
        let claim = 250_000
        let one = record("response", answer(200, "text/html", page), length: claim)
        let count = 8 * WARCRecords.mostGivenBack / claim
        let (found, passedOver) = read(Array(repeatElement(one, count: count).joined()))
        // Each gives back all it claimed but itself, until the budget is spent.
        let most = WARCRecords.mostGivenBack / (claim - one.count)
        #expect(passedOver["lengths that reach into the next record"] == most)
        #expect(passedOver["lengths that reach over the next records, which are lost"] ?? 0 > 0)
        #expect(found.count < count)
        #expect(found.allSatisfy { $0.reason != nil || $0.capture?.text.trimmedASCII == page })
    }

    @Test func pagesInUTF16AreTextsAndBadCodingsAreNamed() throws {
        let wide: [UInt8] =
            [0xFF, 0xFE] + page.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n".utf8)
        let found = records(
            record("response", head + Array("\r\n".utf8) + wide)
                + record("response", head + Array("Content-Encoding: br\r\n\r\nxyz".utf8)))
        #expect(found.first?.capture?.bytes == wide)
        #expect(found.last?.reason?.contains("packed as br") == true)
    }

    @Test func recordsOverTheLimitAreSkipped() {
        var options = InputOptions()
        options.limits.record = 100
        let big = record(
            "resource", [UInt8](repeating: 0x61, count: 500_000), fields: "Content-Type: text/plain\r\n")
        let small = record(
            "resource", Array("The dam held.".utf8), fields: "Content-Type: text/plain\r\n")
        let found = records(big + small, options)
        #expect(found.first?.reason?.contains("500000 bytes") == true)
        #expect(found.last?.capture?.text == "The dam held.")
    }
}
