import Captures
import Documents
import Moments
import Texts

/// The items of a feed as it came, each with a key that tells it from every other text.
struct FeedBody {
    let facts: FeedFacts
    private(set) var items: [Document] = []
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
        var skipped: [Skipped] = []
        reader.read(arrival, now: now) { result in
            switch result {
            case .success(let document): items.append(document)
            case .failure(let fault): skipped.append(fault)
            }
        }
        self.items = items
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
        let tail = String(decoding: body.suffix(4_096), as: UTF8.self).lowercased()
        return ["rss", "feed", "rdf"].contains { root in
            tail.contains("\(root)>") || tail.contains("\(root) >") || tail.contains("\(root)\n>")
        }
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
