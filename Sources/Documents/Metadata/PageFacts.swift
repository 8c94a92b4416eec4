import Moments

/// What a page says about itself outside its text, gathered in one walk.
struct PageFacts {
    /// `meta` elements: name, property or itemprop in lower case, and content.
    private(set) var metas: [(name: String, content: String)] = []
    /// The `title` element.
    private(set) var titleElement: String?
    /// First headings of the first order.
    private(set) var headings: [Int] = []
    /// The `lang` of the root.
    private(set) var language: String?
    private(set) var canonical: String?
    private(set) var linkedData: LinkedData
    /// `time` elements and such with `itemprop` dates.
    private(set) var times: [Int] = []
    /// Data that a page's scripts carry as JSON, other than JSON-LD.
    private(set) var states: [Int] = []

    init(_ tree: MarkupTree) {
        linkedData = LinkedData(scripts: [])
        var scripts: [ArraySlice<UInt8>] = []
        var i = 0
        while i < tree.nodes.count {
            switch tree.nodes[i].tag {
            case .html: language = language ?? tree.string(.lang, of: i)
            case .title where titleElement == nil:
                let text = tree.content(of: i, limit: 2000)
                if !text.isEmpty { titleElement = text }
            case .meta: readMeta(i, tree)
            case .link:
                if canonical == nil, tree.attribute(.rel, of: i)?.elementsEqual("canonical".utf8) == true {
                    canonical = tree.string(.href, of: i)
                }
            case .h1 where headings.count < 8: headings.append(i)
            case .time where times.count < 64: times.append(i)
            case .script:
                if let type = tree.string(.type, of: i)?.lowercased() {
                    let child = i + 1
                    if child < Int(tree.nodes[i].end), type.contains("json") {
                        if type.contains("ld+json") {
                            scripts.append(tree.text(of: child))
                        } else {
                            states.append(child)
                        }
                    }
                }
                i = Int(tree.nodes[i].end) - 1
            default:
                if tree.nodes[i].tag != .text, tree.attribute(.itemprop, of: i) != nil, times.count < 64 {
                    times.append(i)
                }
            }
            i += 1
        }
        linkedData = LinkedData(scripts: scripts)
    }

    private mutating func readMeta(_ i: Int, _ tree: MarkupTree) {
        guard metas.count < 400, let content = tree.string(.content, of: i)?.withoutEdges, !content.isEmpty else {
            return
        }
        for attribute in [MarkupTree.AttributeName.property, .name, .itemprop, .httpEquiv] {
            guard let name = tree.string(attribute, of: i)?.lowercased().withoutEdges, !name.isEmpty else { continue }
            metas.append((name, content))
        }
    }

    /// The first `meta` of these names that holds something, with its name; the order of the names decides.
    func meta(_ names: [String]) -> Stated<String>? {
        for name in names {
            if let found = metas.first(where: { $0.name == name }) {
                return Stated(found.content, rule: "meta \(name)")
            }
        }
        return nil
    }

    /// All contents of the `meta` elements of a name.
    func allMetas(_ name: String) -> [String] { metas.filter { $0.name == name }.map(\.content) }
}
