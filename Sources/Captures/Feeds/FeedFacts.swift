/// What a feed says about itself before its items, and whether some bytes are a feed at all.
public struct FeedFacts: Sendable, Hashable {
    /// The forms of feeds.
    public enum Form: String, Sendable, CaseIterable {
        /// RSS 0.9x and 2.0.
        case rss = "RSS"
        /// RSS 1.0.
        case rdf = "RSS 1.0"
        /// Atom 0.3 and 1.0.
        case atom = "Atom"
        /// JSON Feed.
        case json = "JSON Feed"
    }

    /// What form it has.
    public var form: Form
    /// What it calls itself.
    public var title: String?
    /// Seconds for which its content may be kept: RSS `<ttl>`, or the syndication module's period over its frequency.
    public var ttl: Int?

    /// Seconds in a period of the RSS 1.0 syndication module.
    private static let periods = [
        "hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000,
    ]

    /// Looks at a feed's head; nil when the bytes are none (a page, an article, another kind of XML).
    public init?(_ bytes: [UInt8]) {
        switch InputForm(head: Array(bytes.prefix(64 * 1024))) {
        case .jsonLines, .jsonValues:
            // https://www.jsonfeed.org/version/1.1/: the version's address comes early.
            let head = String(decoding: bytes.prefix(64 * 1024), as: UTF8.self)
            guard head.contains("\"items\""), head.contains("jsonfeed.org/version/") else { return nil }
            form = .json
        case .xml:
            let reader = XMLReader(BufferedSource(MemorySource(bytes)), limits: InputLimits())
            guard let found = try? Self.read(reader) else { return nil }
            self = found
        default: return nil
        }
    }

    private init(_ form: Form) { self.form = form }

    private static func read(_ reader: XMLReader) throws(ReadFailure) -> FeedFacts? {
        var facts: FeedFacts?
        var period: Int?
        var frequency = 1
        while true {
            switch try reader.next() {
            case .done:
                facts?.close(period, frequency)
                return facts
            case .start: break
            default: continue
            }
            guard var found = facts else {
                switch reader.name {
                case "rss": facts = FeedFacts(.rss)
                case "rdf:RDF", "rdf:rdf", "RDF": facts = FeedFacts(.rdf)
                case "feed", "atom:feed": facts = FeedFacts(.atom)
                default: return nil
                }
                continue
            }
            switch reader.name {
            case "item", "entry", "atom:entry":
                found.close(period, frequency)
                return found
            case "title", "atom:title":
                guard reader.open.count <= 3 else { continue }
                let text = try XMLElement(reader, limit: 1 << 16).text
                if found.title == nil, !text.isEmpty { found.title = text }
            case "ttl":
                let text = try XMLElement(reader, limit: 1 << 16).text
                if let minutes = Int(text), (1...525_600).contains(minutes) { found.ttl = minutes * 60 }
            case "sy:updatePeriod": period = periods[try XMLElement(reader, limit: 1 << 16).text.lowercased()]
            case "sy:updateFrequency":
                frequency = max(1, Int(try XMLElement(reader, limit: 1 << 16).text) ?? 1)
            case "image", "textInput", "textinput": _ = try XMLElement(reader, limit: 1 << 20)
            default: break
            }
            facts = found
        }
    }

    private mutating func close(_ period: Int?, _ frequency: Int) {
        if ttl == nil, let period { ttl = max(60, period / frequency) }
    }
}
