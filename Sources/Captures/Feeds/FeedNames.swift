/// The elements of items that are read, numbered, with the rules that they give.
enum FeedNames {
    /// What names stand for; those of a group in the order in which they are looked for.
    private enum Group: CaseIterable {
        case contents, xhtmlBody, originalLink, links, guid, ids, titles, published, modified, changed, authors, source
        case publisher, categories, language

        var names: [String] {
            switch self {
            case .contents:
                [
                    "content:encoded", "content", "xhtml:body", "body", "description", "summary", "dc:description",
                    "media:description",
                ]
            case .xhtmlBody: ["xhtml:body"]
            case .originalLink: ["feedburner:origLink"]
            case .links: ["link", "atom:link"]
            case .guid: ["guid"]
            case .ids: ["guid", "id", "dc:identifier"]
            case .titles: ["title", "dc:title", "media:title"]
            case .published:
                [
                    "pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created",
                    "pubdate", "date",
                ]
            case .modified: ["updated", "modified", "dcterms:modified", "atom:updated"]
            case .changed: ["updated", "modified"]
            case .authors: ["dc:creator", "author", "itunes:author", "media:credit"]
            case .source: ["source"]
            case .publisher: ["dc:publisher"]
            case .categories: ["category", "dc:subject"]
            case .language: ["dc:language"]
            }
        }
    }

    /// Every name once, by number.
    private static let all: [String] = {
        var seen: Set<String> = []
        return Group.allCases.flatMap(\.names).filter { seen.insert($0).inserted }
    }()

    /// The number of a name; nil for one that means nothing.
    static func number(_ name: String) -> Int? { numbers[name] }

    private static let numbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        for (number, name) in all.enumerated() { numbers[name] = number }
        return numbers
    }()

    private static func numbers(of group: Group) -> [Int] { group.names.compactMap { numbers[$0] } }

    /// "rss title", "atom published": by number.
    static let rules = (rss: all.map { "rss " + $0 }, atom: all.map { "atom " + $0 })

    static let contents = numbers(of: .contents)
    static let xhtmlBody = numbers(of: .xhtmlBody)
    static let originalLink = numbers(of: .originalLink)
    static let links = numbers(of: .links)
    static let guid = numbers(of: .guid)
    static let ids = numbers(of: .ids)
    static let titles = numbers(of: .titles)
    static let published = numbers(of: .published)
    static let modified = numbers(of: .modified)
    static let changed = numbers(of: .changed)
    static let authors = numbers(of: .authors)
    static let source = numbers(of: .source)
    static let publisher = numbers(of: .publisher)
    static let categories = numbers(of: .categories)
    static let language = numbers(of: .language)
}
