import Captures
import JSON
import Moments
import Texts

/// Makes a document of a page: main text with blocks, and what the page says about itself.
struct PageReader {
    let outlets: OutletNames
    let words: PageWords
    let lines: PageLines

    /// A page taken apart.
    struct Page {
        var document: Document
        /// For `--explain`.
        var main: MainText
        var facts: PageFacts
        var notices: [TextWriter.Notice]
    }

    /// Reads a page.
    func read(_ tree: MarkupTree, id: String?, url: String?, captured: Moment?, origin: String, line: Int?) -> Page {
        let facts = PageFacts(tree)
        let canonical = Self.absolute(facts.canonical)
        var address = url ?? canonical ?? facts.meta(["og:url"]).flatMap { Self.absolute($0.value) }
        // An AMP or print form is the article it names as its own: the same address, and so a version of it.
        var variant: Document.Flag?
        if let url, let canonical,
            let kind = PageVariant.kind(facts, url: url, canonical: canonical, outlets: outlets)
        {
            variant = .init("variant", "\(kind) form of the article, captured at \(url)")
            address = canonical
        }
        let siteName = facts.meta(["og:site_name", "application-name", "dc.publisher"])?.value
        let outlet = outlet(facts, address)
        let titles = TitleReader(facts, tree, outlet: outlet?.value, siteName: siteName)
        var main = MainText(PageLayout(tree, words), titles: titles.all)
        var (text, blocks, notices) = TextWriter.write(main, lines: lines)
        let leads = main.leads().filter { lead in
            let content = lead.lazy.filter { tree.nodes[$0].tag == .text }.reduce(into: [UInt8]()) { bytes, node in
                Collapse.append(tree.text(of: node), to: &bytes)
            }
            return InputBytes.position(of: String(decoding: content.prefix(60), as: UTF8.self), in: text.utf8) == nil
        }
        if !leads.isEmpty {
            for lead in leads { main.reasons[lead.lowerBound] = .kept }
            main.roots.insert(contentsOf: leads, at: 0)
            (text, blocks, notices) = TextWriter.write(main, lines: lines)
        }
        var flags: [Document.Flag] = []
        if let body = Self.articleBody(facts), Self.isLonger(body, than: text) {
            text = Text(body)
            blocks = Block.paragraphs(of: text)
            flags.append(.init("text", "taken from json-ld articleBody"))
        }
        var document = Document(id: id ?? address, text: text, blocks: blocks, origin: origin, line: line)
        document.flags = flags
        document.title = titles.title
        document.outlet = outlet
        document.url = address
        document.byline = BylineReader(facts: facts, tree: tree, outlet: outlet?.value)
            .persons(textOf: main.reasons.firstIndex(of: .byline), in: Self.span(facts, main))
        if document.byline == nil { document.byline = byline(in: document, outlet: outlet?.value) }
        let dates = PageDates(facts: facts, tree: tree, url: address, captured: captured)
        document.published = dates.published(in: main.roots)
        document.modified = dates.modified(published: document.published)
        document.language = language(facts)
        document.section =
            LinkedData.string(facts.linkedData.article?["articleSection"])
            ?? facts.meta(["article:section", "section", "parsely-section"])?.value
        document.keywords = keywords(facts)
        if let variant { document.flags.append(variant) }
        if tree.flattened { document.flags.append(.init("nesting", "elements nested too deep were moved up")) }
        flag(&document, facts)
        return Page(document: document, main: main, facts: facts, notices: notices)
    }

    /// The nodes from the headline, and a little before it, to the end of the main text.
    private static func span(_ facts: PageFacts, _ main: MainText) -> Range<Int> {
        let start = min(facts.headings.first ?? .max, main.roots.first?.lowerBound ?? 0)
        let end = main.roots.last?.upperBound ?? start
        return max(0, start - 60)..<max(end, start)
    }

    /// A line "By Ana Ferro" among the first of the text.
    private func byline(in document: Document, outlet: Outlet?) -> Stated<[String]>? {
        for block in document.blocks.prefix(4) where block.extent.count < 90 {
            guard TextLine(document.text.utf8[block.extent.range]).isByline else { continue }
            let people = BylineReader.split(document.text[block.extent]).filter {
                BylineReader.isPerson($0, outlet: outlet)
            }
            if !people.isEmpty { return Stated(people, rule: "line of the text") }
        }
        return nil
    }

    static func absolute(_ url: String?) -> String? {
        guard let url = url?.withoutEdges, OutletNames.host(of: url) != nil else { return nil }
        return url
    }

    private func outlet(_ facts: PageFacts, _ url: String?) -> Stated<Outlet>? {
        let domain = url.flatMap { OutletNames.host(of: $0) }.map { outlets.registered($0) }
        if let known = url.flatMap({ outlets.outlet(ofAddress: $0) }), known.rule.hasPrefix("outlets.tsv") {
            return known
        }
        if let name = LinkedData.string(facts.linkedData.article?["publisher"]), name.utf8.count < 80,
            OutletNames.host(of: name) == nil
        {
            return Stated(Outlet(name: CharacterReference.decoded(name), domain: domain), rule: "json-ld publisher")
        }
        if let site = facts.meta(["og:site_name", "application-name", "dc.publisher"]), site.value.utf8.count < 80 {
            return Stated(Outlet(name: CharacterReference.decoded(site.value), domain: domain), rule: site.rule)
        }
        return url.flatMap { outlets.outlet(ofAddress: $0) }
    }

    private func language(_ facts: PageFacts) -> String? {
        let stated = [
            facts.language, LinkedData.string(facts.linkedData.article?["inLanguage"], ["alternateName", "name"]),
            facts.meta(["og:locale", "content-language", "dc.language", "language"])?.value,
        ]
        return stated.lazy.compactMap { $0 }.compactMap { DocumentMaker.languageCode($0) }.first
    }

    private func keywords(_ facts: PageFacts) -> [String] {
        var words = LinkedData.strings(facts.linkedData.article?["keywords"]).flatMap { TitleReader.parts($0, ",") }
        if words.isEmpty { words = facts.allMetas("article:tag") }
        if words.isEmpty {
            words =
                (facts.meta(["news_keywords", "keywords", "parsely-tags"])?.value).map { TitleReader.parts($0, ",") }
                ?? []
        }
        var seen: Set<String> = []
        return words.map { CharacterReference.decoded($0).withoutEdges }.filter {
            !$0.isEmpty && seen.insert($0).inserted
        }
    }

    // MARK: Text beside the tree

    private static func articleBody(_ facts: PageFacts) -> String? {
        guard let body = facts.linkedData.objects.lazy.compactMap({ LinkedData.string($0["articleBody"]) }).first else {
            return nil
        }
        guard body.utf8.count > 300 else { return nil }
        return CharacterReference.decoded(body)
    }

    /// A page's own statement of its text is used where the page shows much less of it.
    private static func isLonger(_ body: String, than text: Text) -> Bool { text.count * 2 < body.utf8.count }

    // MARK: Flags

    private func flag(_ document: inout Document, _ facts: PageFacts) {
        for object in facts.linkedData.objects {
            switch object["isAccessibleForFree"] {
            case .bool(false)?: document.flags.append(.init("paywall", "json-ld isAccessibleForFree is false"))
            case .string(let text)? where text.lowercased() == "false":
                document.flags.append(.init("paywall", "json-ld isAccessibleForFree is false"))
            default: continue
            }
            break
        }
        for review in facts.linkedData.all("ClaimReview") {
            let claim = LinkedData.string(review["claimReviewed"]) ?? "no claim stated"
            let rating =
                LinkedData.string(review["reviewRating"], ["alternateName", "name", "ratingValue"]) ?? "no rating"
            document.flags.append(
                .init("claim-review", "\(CharacterReference.decoded(claim)): \(CharacterReference.decoded(rating))"))
        }
        if document.text.count == 0 { document.flags.append(.init("empty", "no main text found")) }
    }
}
