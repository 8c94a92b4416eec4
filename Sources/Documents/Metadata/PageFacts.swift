import Moments

/// What a page says about itself outside its text, gathered in one walk.
struct PageFacts {
    /// `meta` elements: name, property or itemprop in lower case, and content.
    private(set) var metas: [(name: String, content: String)] = []
    /// Places in `metas` by name.
    private var metaPlaces: [String: [Int]] = [:]
    /// The `title` element.
    private(set) var titleElement: String?
    /// First headings of the first order.
    private(set) var headings: [Int] = []
    /// The first headings of the first three orders.
    private(set) var innerHeadings: [Int] = []
    /// The `lang` of the root.
    private(set) var language: String?
    private(set) var canonical: String?
    /// Whether the root is marked as AMP (`<html amp>`).
    private(set) var isAMP = false
    private(set) var linkedData: LinkedData
    /// `time` elements and such with `itemprop` dates.
    private(set) var times: [Int] = []
    /// Texts of scripts other than JSON-LD: they may carry the state that a page is put together from.
    private(set) var scripts: [Int] = []

    init(_ tree: MarkupTree) {
        linkedData = LinkedData(scripts: [])
        var linked: [ArraySlice<UInt8>] = []
        var i = 0
        while i < tree.nodes.count {
            switch tree.nodes[i].tag {
            case .html:
                language = language ?? tree.string(.lang, of: i)
                isAMP = isAMP || tree.has(.amp, i)
            case .title where titleElement == nil:
                let text = tree.content(of: i, limit: 2000)
                if !text.isEmpty { titleElement = text }
            case .meta: readMeta(i, tree)
            case .link:
                if canonical == nil, tree.has(.rel, i, "canonical") {
                    canonical = tree.string(.href, of: i)
                }
            case .h1, .h2, .h3:
                if tree.nodes[i].tag == .h1, headings.count < 8 { headings.append(i) }
                if innerHeadings.count < 16 { innerHeadings.append(i) }
            case .time where times.count < 64: times.append(i)
            case .script:
                let child = i + 1
                if child < Int(tree.nodes[i].end) {
                    let type = tree.attribute(.type, of: i)?.map { (65...90).contains($0) ? $0 | 0x20 : $0 } ?? []
                    if InputBytes.find("ld+json", in: type) {
                        linked.append(tree.text(of: child))
                    } else if tree.nodes[child].count > 400, scripts.count < 64 {
                        scripts.append(child)
                    }
                }
                i = Int(tree.nodes[i].end) - 1
            default:
                if times.count < 64, tree.has(.itemprop, i) {
                    times.append(i)
                }
            }
            i += 1
        }
        linkedData = LinkedData(scripts: linked)
    }

    private mutating func readMeta(_ i: Int, _ tree: MarkupTree) {
        guard metas.count < 400, let content = tree.string(.content, of: i)?.withoutEdges, !content.isEmpty else {
            return
        }
        for attribute in [MarkupTree.AttributeName.property, .name, .itemprop, .httpEquiv] {
            guard let name = tree.string(attribute, of: i)?.lowercased().withoutEdges, !name.isEmpty else { continue }
            metaPlaces[name, default: []].append(metas.count)
            metas.append((name, content))
        }
    }

    /// The first `meta` of these names that holds something, with its name; the order of the names decides.
    func meta(_ names: [String]) -> Stated<String>? {
        for name in names {
            if let place = metaPlaces[name]?.first {
                return Stated(metas[place].content, rule: "meta \(name)")
            }
        }
        return nil
    }

    /// All contents of the `meta` elements of a name.
    func allMetas(_ name: String) -> [String] {
        metaPlaces[name].map { $0.map { metas[$0].content } } ?? []
    }
}
