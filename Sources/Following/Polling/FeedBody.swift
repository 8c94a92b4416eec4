import Captures
import Documents
import Moments
import Texts

/// The items of a feed as it came, each with a key that tells it from every other text.
struct FeedBody {
    let facts: FeedFacts
    private(set) var items: [Document] = []
    /// The bytes each item was made from, in their order.
    private(set) var captures: [Capture] = []
    private(set) var skipped: [Skipped] = []

    /// Reads a feed; fails when it is none, or was cut short.
    init(_ arrival: Arrival, now: Moment, _ reader: FetchedDocuments) throws(FetchFailure) {
        let body = arrival.answer.body
        guard let facts = FeedFacts(body) else { throw Self.noFeed(arrival) }
        self.facts = facts
        if facts.form != .json, !Self.isWhole(body) {
            throw FetchFailure(.answer, "the feed was cut short after \(body.count) bytes")
        }
        var items: [Document] = []
        var captures: [Capture] = []
        var skipped: [Skipped] = []
        reader.read(arrival, now: now) { result, capture in
            switch (result, capture) {
            case (.success(let document), let capture?):
                items.append(document)
                captures.append(capture)
            case (.success, nil): break
            case (.failure(let fault), _): skipped.append(fault)
            }
        }
        self.items = items
        self.captures = captures
        // A feed without items is one all the same.
        if items.isEmpty, skipped.count == 1, skipped[0].reason.contains("no feed item") { skipped = [] }
        self.skipped = skipped
    }

    /// The key of an item: the same for the same address, title and text.
    static func key(_ item: Document) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in [item.url ?? item.id, item.title?.value ?? ""] {
            bytes += Array(part.utf8)
            bytes.append(0)
        }
        bytes += item.sha256.bytes
        return Array(Fingerprint(of: bytes).bytes.prefix(16))
    }

    /// Whether the root element is closed.
    private static func isWhole(_ body: [UInt8]) -> Bool {
        let tail = Array(body.suffix(4_096))
        guard
            let mark = tail.indices.dropLast().last(where: {
                tail[$0] == UInt8(ascii: "<") && tail[$0 + 1] == UInt8(ascii: "/")
            }),
            let end = tail[mark...].firstIndex(of: UInt8(ascii: ">"))
        else { return false }
        let name = String(decoding: tail[(mark + 2)..<end], as: UTF8.self).lowercased()
        let local = name.split(separator: ":").last.map { $0.filter { !$0.isWhitespace } }
        return local.map { ["rss", "feed", "rdf"].contains($0) } ?? false
    }

    private static func noFeed(_ arrival: Arrival) -> FetchFailure {
        let body = arrival.answer.body
        guard !body.isEmpty else { return FetchFailure(.content, "the answer is empty") }
        let links = PageFeeds.references(in: body).compactMap { try? arrival.address.resolving($0) }
        if let first = links.first {
            return FetchFailure(.content, "a web page, no feed. It names \(first) as its feed")
        }
        let head = String(decoding: body.prefix(2_048), as: UTF8.self).lowercased()
        let isPage = head.contains("<html") || head.contains("<!doctype html")
        return FetchFailure(.content, isPage ? "a web page, no feed" : "neither RSS nor Atom nor JSON Feed")
    }
}
