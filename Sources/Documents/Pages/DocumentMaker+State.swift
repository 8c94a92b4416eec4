import Captures
import Moments
import Texts

extension DocumentMaker {
    /// Text shorter than this, in bytes, is looked for in the state that a page's scripts carry.
    private static let shortText = 600

    /// Fills a page that shows next to no text from the state its scripts carry, where that holds an article at least
    /// twice as long.
    func fillFromState(_ page: inout PageReader.Page, _ tree: MarkupTree, captured: Moment?) {
        guard page.document.text.count < Self.shortText, !page.facts.scripts.isEmpty else { return }
        fillFromTemplate(&page, tree)
        guard page.document.text.count < Self.shortText else { return }
        let titles = [page.document.title?.value].compactMap { $0 }
        let state = EmbeddedState(scripts: page.facts.scripts.map { tree.text(of: $0) }, titles: titles)
        guard let article = state.article else { return }
        let text: Text
        let blocks: [Block]
        if article.body.utf8.contains(UInt8(ascii: "<")) {
            guard let found = fragmentText(Array(article.body.utf8)) else { return }
            (text, blocks) = found
        } else {
            text = Text(CharacterReference.decoded(article.body))
            blocks = Block.paragraphs(of: text)
        }
        guard text.count > page.document.text.count * 2 else { return }
        var document = page.document
        Self.put(text, blocks, into: &document, from: "embedded state \(article.path)")
        if document.title == nil, let title = article.title {
            document.title = Stated(Self.plain(title), rule: "embedded state title")
        }
        if document.published == nil, let stated = article.published,
            let dated = StatedDate.read(stated.value, rule: stated.rule),
            captured.map({ dated.moment.seconds <= $0.seconds + 86_400 }) ?? true
        {
            document.published = dated
        }
        if document.byline == nil {
            let people = article.authors.flatMap { BylineReader.split($0) }.filter {
                BylineReader.isPerson($0, outlet: document.outlet?.value)
            }
            if !people.isEmpty { document.byline = Stated(people, rule: "embedded state author") }
        }
        page.document = document
    }

    /// Fills such a page from the longest piece of markup that stands in a script of a template's type, inside an element
    /// named as the article's body.
    private func fillFromTemplate(_ page: inout PageReader.Page, _ tree: MarkupTree) {
        var best: (text: Text, blocks: [Block])?
        for node in page.facts.scripts {
            let type = tree.string(.type, of: Int(tree.nodes[node].parent)) ?? ""
            guard ["text/template", "text/x-template", "text/html"].contains(type.lowercased()) else { continue }
            guard isInBody(node, tree), let found = fragmentText(Array(tree.text(of: node))) else { continue }
            if found.text.count > best?.text.count ?? 0 { best = found }
        }
        guard let best, best.text.count > page.document.text.count * 2 else { return }
        Self.put(best.text, best.blocks, into: &page.document, from: "a script's template")
    }

    private func isInBody(_ node: Int, _ tree: MarkupTree) -> Bool {
        var i = node
        while i >= 0 {
            if tree.has(.itemprop, i, "articleBody")
                || pages.words.meaning(tree.attribute(.class, of: i), tree.attribute(.id, of: i)).contains(.body)
            {
                return true
            }
            i = Int(tree.nodes[i].parent)
        }
        return false
    }

    private static func put(_ text: Text, _ blocks: [Block], into document: inout Document, from source: String) {
        let isDerived = document.id == document.sha256.short()
        document.text = text
        document.blocks = blocks
        document.sha256 = Fingerprint(of: text.utf8)
        if isDerived { document.id = document.sha256.short() }
        // Where an earlier text came from says nothing about this one.
        document.flags.removeAll { $0.kind == "empty" || $0.kind == "text" }
        document.flags.append(.init("text", "taken from \(source)"))
    }
}
