public import Captures
import Texts

/// Keeps the last version of each address, so that the same address captured again becomes a version of it.
///
/// ```swift
/// var book = VersionBook()
/// let version = book.note(document, captured: capture.captured)  // nil for the first
/// ```
///
/// Memory: texts of at most `limit` bytes; the address not seen for longest is forgotten first, and counted.
public struct VersionBook: Sendable {
    /// What is known of a document that is not the first at its address.
    public struct Version: Sendable, Hashable {
        /// 2 for the second, …
        public var number: Int
        /// The id of the first document at the address.
        public var of: String
        /// SHA-256 of the text before, 64 hexadecimal digits.
        public var previous: String
        /// What changed; nil when the text is the same.
        public var difference: VersionDifference?
    }

    private struct Entry {
        var first: String
        var number: Int
        var last: Document
        var turn: Int
    }

    private let limit: Int
    private var entries: [String: Entry] = [:]
    private var bytes = 0
    private var turn = 0
    /// Addresses in the order they were noted, with the turn of the note; outdated turns are passed over.
    private var queue: [(key: String, turn: Int)] = []
    private var head = 0

    /// Addresses that were forgotten to keep to the limit.
    public private(set) var forgotten = 0

    /// Makes an empty book.
    ///
    /// - Parameter limit: bytes of text held at most.
    public init(limit: Int = 32 << 20) { self.limit = limit }

    /// Notes a document. Its version, when its address was noted before; nil for a first one and one without an address.
    public mutating func note(_ document: Document) -> Version? {
        guard let key = document.url.flatMap(Self.key) else { return nil }
        turn += 1
        var entry = Entry(first: document.id, number: 1, last: document, turn: turn)
        var version: Version?
        if let known = entries[key] {
            entry.first = known.first
            entry.number = known.number + 1
            bytes -= known.last.text.count
            let isSame = known.last.sha256 == document.sha256
            version = Version(
                number: entry.number, of: known.first, previous: known.last.sha256.hex,
                difference: isSame ? nil : VersionDifference(from: known.last, to: document))
        }
        bytes += document.text.count
        entries[key] = entry
        queue.append((key, turn))
        forget()
        return version
    }

    /// Notes that an archive saw a page again, unchanged. Nil when that page has not been noted.
    public mutating func note(_ revisit: Capture.Revisit, of url: String?) -> Version? {
        for address in [revisit.address, url] {
            guard let key = address.flatMap(Self.key), var entry = entries[key] else { continue }
            entry.number += 1
            entries[key] = entry
            return Version(
                number: entry.number, of: entry.first, previous: entry.last.sha256.hex, difference: nil)
        }
        return nil
    }

    private mutating func forget() {
        while bytes > limit, head < queue.count {
            let (key, turn) = queue[head]
            head += 1
            guard let entry = entries[key], entry.turn == turn else { continue }
            bytes -= entry.last.text.count
            entries[key] = nil
            forgotten += 1
        }
        if head > 4096, head * 2 > queue.count {
            queue.removeFirst(head)
            head = 0
        }
    }

    /// An address without its scheme, "www.", fragment and closing slash.
    static func key(_ url: String) -> String? {
        guard let host = OutletNames.host(of: url) else { return nil }
        let bytes = Array(url.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = bytes[(colon + 3)...].prefix { $0 != UInt8(ascii: "#") }
        var path = rest.drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        return host + String(decoding: path, as: UTF8.self)
    }
}
