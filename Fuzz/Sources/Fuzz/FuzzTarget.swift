import Captures
import Documents
import Glibc

/// The parsers, one target each.
enum FuzzTarget: String, CaseIterable {
    /// Whatever the bytes look like: recognition, decompression, feeds, archives, mail, records, plain text.
    case input
    /// The same, with a head that makes them one format.
    case feed, warc, mail, mbox, json, records, mhtml
    /// Bytes as a page; a piece of markup as feeds carry it; plain text; a JSON record.
    case page, fragment, text, record
    /// A date as pages state it; bytes in an odd character set.
    case date, charset

    /// Stands before the bytes of a format.
    private var head: String {
        switch self {
        case .feed: "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>"
        case .warc: "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
        case .mail: "From: a@b.example\r\nMIME-Version: 1.0\r\nMessage-ID: <1@b.example>\r\n"
        case .mbox: "From a Mon Mar  3 10:00:00 2025\nFrom: a@b.example\nMIME-Version: 1.0\n"
        case .mhtml: "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n"
        case .json: "[{\"id\":\"a\","
        case .records: "{\"id\":\"a\",\"text\":\"b\"}\n"
        default: ""
        }
    }

    private static let maker: DocumentMaker? = {
        var options = InputOptions()
        options.limits.record = 1 << 20
        return try? DocumentMaker(options: options)
    }()

    func run(_ bytes: [UInt8]) {
        guard let maker = Self.maker else { exit(2) }
        switch self {
        case .page, .fragment, .text, .record:
            let types = [
                Self.page: "text/html", .fragment: "text/html", .text: "text/plain", .record: "application/json",
            ]
            var capture = Capture(
                origin: "fuzz", url: "http://a.example/2025/03/02/x", mediaType: types[self] ?? "", bytes: bytes)
            capture.isFragment = self == .fragment
            check(maker.documents(from: capture))
        case .date:
            _ = StatedDate.read(String(decoding: bytes, as: UTF8.self), rule: "fuzz")
        case .charset:
            let label = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
            let decoded = Decoded(Array(bytes.drop { $0 != 0x0A }.dropFirst()), transport: label, stated: nil)
            precondition(String(validating: decoded.utf8, as: UTF8.self) != nil)
        default:
            var options = InputOptions()
            options.limits.record = 1 << 20
            options.limits.freeExpansion = 4 << 20
            options.revisits = true
            var input = CaptureInput(bytes: Array(head.utf8) + bytes, options: options)
            var book = VersionBook(limit: 1 << 16)
            while let result = input.next() {
                guard case .success(let capture) = result else { continue }
                for case .success(let document) in check(maker.documents(from: capture)) { _ = book.note(document) }
            }
        }
    }

    /// What must hold of every document: blocks in order, inside the text, not overlapping; valid UTF-8.
    @discardableResult
    private func check(_ results: [Result<Document, Skipped>]) -> [Result<Document, Skipped>] {
        for case .success(let document) in results {
            precondition(String(validating: document.text.utf8, as: UTF8.self) != nil)
            var end = 0
            for block in document.blocks {
                precondition(block.extent.start >= end && block.extent.end >= block.extent.start)
                end = block.extent.end
            }
            precondition(end <= document.text.count)
        }
        return results
    }
}
