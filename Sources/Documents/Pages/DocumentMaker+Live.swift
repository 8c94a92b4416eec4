import Captures
import JSON
import Moments
import Texts

extension DocumentMaker {
    /// The entries of a live blog, each with its own time: as the page lists them in JSON-LD, else as it shows them. Fewer
    /// than two are none.
    func liveEntries(_ page: PageReader.Page, captured: Moment?) -> [Document] {
        let listed = listedEntries(page)
        return listed.isEmpty ? shownEntries(page, captured) : listed
    }

    private func listedEntries(_ page: PageReader.Page) -> [Document] {
        guard let blog = page.facts.linkedData.all("LiveBlogPosting").first, let updates = blog["liveBlogUpdate"]?.array
        else { return [] }
        var entries: [Document] = []
        for (number, update) in updates.prefix(2000).enumerated() {
            guard let body = LinkedData.string(update["articleBody"]) else { continue }
            let text = Text(Self.plain(body))
            guard text.count > 0 else { continue }
            let address = PageReader.absolute(LinkedData.string(update["url"], ["@id"]))
            var entry = Document(
                id: address ?? "\(page.document.id)#\(number + 1)", text: text, origin: page.document.origin,
                line: page.document.line)
            entry.url = address ?? page.document.url
            entry.title = LinkedData.string(update["headline"]).map {
                Stated(Self.plain($0), rule: "json-ld liveBlogUpdate headline")
            }
            entry.published = LinkedData.string(update["datePublished"]).flatMap {
                StatedDate.read($0, rule: "json-ld liveBlogUpdate datePublished")
            }
            describe(&entry, number, updates.count, page)
            entries.append(entry)
        }
        return entries.count > 1 ? entries : []
    }

    /// The entries that stand in the page as blocks of one kind.
    private func shownEntries(_ page: PageReader.Page, _ captured: Moment?) -> [Document] {
        let tree = page.main.tree
        let isLive =
            !page.facts.linkedData.all("LiveBlogPosting").isEmpty
            || [page.document.url, page.document.title?.value].contains { stated in
                stated.map { pages.words.meaning(of: Array($0.utf8)[...]).contains(.live) } ?? false
            }
        let blocks = LiveBlocks(page.main.layout, isLive: isLive).blocks
        guard blocks.count > 1 else { return [] }
        var entries: [Document] = []
        for (number, block) in blocks.enumerated() {
            var main = MainText(fragment: page.main.layout)
            main.roots = [block.range]
            main.reasons[block.time] = .structure
            let heading = block.range.first { tree.nodes[$0].tag.isHeading && main.reasons[$0] == .kept }
            if let heading { main.reasons[heading] = .title }
            let (text, textBlocks, _) = TextWriter.write(main, lines: pages.lines)
            guard text.count > 0 else { continue }
            let anchor = tree.string(.id, of: block.range.lowerBound).flatMap { $0.isEmpty ? nil : $0 }
            let base = page.document.url.map { String($0.prefix { $0 != "#" }) }
            let address = anchor.flatMap { anchor in base.map { "\($0)#\(anchor)" } }
            var entry = Document(
                id: address ?? "\(page.document.id)#\(number + 1)", text: text, blocks: textBlocks,
                origin: page.document.origin, line: page.document.line)
            entry.url = address ?? page.document.url
            entry.title = heading.map { Stated(tree.content(of: $0, limit: 1000), rule: "heading of the entry") }
            entry.published = block.dated(tree, captured: captured)
            describe(&entry, number, blocks.count, page)
            entries.append(entry)
        }
        return entries.count > 1 ? entries : []
    }

    /// What an entry has from its page.
    private func describe(_ entry: inout Document, _ number: Int, _ count: Int, _ page: PageReader.Page) {
        entry.modified = nil
        entry.outlet = page.document.outlet
        entry.byline = page.document.byline
        entry.language = page.document.language
        entry.section = page.document.section
        entry.keywords = page.document.keywords
        entry.flags = [
            .init("live", "entry \(number + 1) of \(count) of \(page.document.title?.value ?? page.document.id)")
        ]
    }
}
