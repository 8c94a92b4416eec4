import Archive
import Documents
import Moments

/// What a page is asked for: the moment it speaks for, since when changes are told, and the rest of the query.
struct Ask: Sendable {
    /// The moment.
    var asOf: Moment
    /// Since when; nil for none.
    var since: Moment?
    /// Whether the request named the moment itself.
    var isPinned: Bool
    var query: QueryItems
    /// Who asks.
    var visitor = Visitor()

    /// Reads both moments. `since` may be a length of time before `as-of`: 24h, 2d.
    init(_ query: QueryItems, latest: Moment?) throws {
        self.query = query
        isPinned = query["as-of"] != nil
        asOf = latest ?? Moment(seconds: 0)
        if let text = query["as-of"] { asOf = try Self.moment(text, "as-of", endOfDay: true) }
        guard let text = query["since"] else { return }
        if let unit = text.utf8.last, let count = Int64(text.dropLast()), count > 0, count < 100_000,
            unit == UInt8(ascii: "h") || unit == UInt8(ascii: "d")
        {
            since = asOf.adding(seconds: -count * (unit == UInt8(ascii: "h") ? 3600 : 86_400))
        } else {
            since = try Self.moment(text, "since", endOfDay: false)
        }
    }

    private static func moment(_ text: String, _ name: String, endOfDay: Bool) throws -> Moment {
        guard text.utf8.count < 64, let dated = StatedDate.read(text, rule: "") else {
            throw Problem.bad("\(name) '\(text.prefix(64))' is no time. Write 2025-02-11 or 2025-02-11T18:00:00Z.")
        }
        return endOfDay && dated.precision == .day ? dated.moment.adding(seconds: 86_399) : dated.moment
    }

    /// An address that keeps both moments.
    func link(_ segments: String..., with items: [(name: String, value: String?)] = []) -> String {
        Address.make(segments, items + moments)
    }

    /// The same with a form's ending: `.json`.
    func link(_ segments: [String], ending: String, with items: [(name: String, value: String?)] = []) -> String {
        Address.make(segments) + "." + ending + Address.make([""], items + moments).dropFirst()
    }

    /// Both moments as an address ends with them: `?as-of=…&since=…`; for pages of many links, made once.
    var tail: String { String(Address.make([""], moments).dropFirst()) }

    /// Both moments as query items.
    var moments: [(name: String, value: String?)] {
        [("as-of", asOf.rfc3339()), ("since", since?.rfc3339())]
    }

    /// The same page at another time.
    func moved(asOf: Moment? = nil, since: Moment?) -> Ask {
        var ask = self
        if let asOf { ask.asOf = asOf }
        ask.since = since
        return ask
    }
}

/// Tokens that say where the next page of a list begins; opaque to those who get one.
enum PageToken {
    static func write(_ offset: Int) -> String {
        // Letters, so that nobody is led to count.
        "n" + String(offset &+ 46_656, radix: 36)
    }

    /// The offset; throws on anything that this site did not write.
    static func read(_ query: QueryItems) throws -> Int {
        guard let token = query["next"] else { return 0 }
        guard token.utf8.count < 12, token.hasPrefix("n"), let number = Int(token.dropFirst(), radix: 36),
            number >= 46_656, write(number - 46_656) == token
        else { throw Problem.bad("next '\(token.prefix(20))' was not given out by this site. Follow the links.") }
        return number - 46_656
    }
}
