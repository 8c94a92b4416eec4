/// The elements of items that are read, numbered, with the rules that they give.
enum FeedNames {
    private static let all = [
        "content:encoded", "content", "xhtml:body", "body", "description", "summary", "dc:description",
        "media:description", "feedburner:origLink", "link", "atom:link", "guid", "id", "dc:identifier", "title",
        "dc:title",
        "media:title", "pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created",
        "pubdate", "date", "updated", "modified", "dcterms:modified", "atom:updated", "dc:creator", "author",
        "itunes:author", "media:credit", "source", "dc:publisher", "category", "dc:subject", "dc:language",
    ]

    /// The number of a name; nil for one that means nothing.
    static func number(_ name: String) -> Int? { numbers[name] }

    private static let numbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        for (number, name) in all.enumerated() { numbers[name] = number }
        return numbers
    }()

    private static func group(_ names: [String]) -> [Int] { names.compactMap { numbers[$0] } }

    /// "rss title", "atom published": by number.
    static let rules = (rss: all.map { "rss " + $0 }, atom: all.map { "atom " + $0 })

    static let contents = group([
        "content:encoded", "content", "xhtml:body", "body", "description", "summary", "dc:description",
        "media:description",
    ])
    static let xhtmlBody = group(["xhtml:body"])
    static let originalLink = group(["feedburner:origLink"])
    static let links = group(["link", "atom:link"])
    static let guid = group(["guid"])
    static let ids = group(["guid", "id", "dc:identifier"])
    static let titles = group(["title", "dc:title", "media:title"])
    static let published = group([
        "pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "pubdate", "date",
    ])
    static let modified = group(["updated", "modified", "dcterms:modified", "atom:updated"])
    static let changed = group(["updated", "modified"])
    static let authors = group(["dc:creator", "author", "itunes:author", "media:credit"])
    static let source = group(["source"])
    static let publisher = group(["dc:publisher"])
    static let categories = group(["category", "dc:subject"])
    static let language = group(["dc:language"])
}
