import Captures
import JSON
import Texts

extension DocumentMaker {
    /// The entries of a live blog, as the page lists them in JSON-LD, each with its own time; fewer than two are none.
    func liveEntries(_ page: PageReader.Page) -> [Document] {
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
            entry.modified = nil
            entry.outlet = page.document.outlet
            entry.byline = page.document.byline
            entry.language = page.document.language
            entry.section = page.document.section
            entry.keywords = page.document.keywords
            entry.flags = [
                .init(
                    "live",
                    "entry \(number + 1) of \(updates.count) of \(page.document.title?.value ?? page.document.id)")
            ]
            entries.append(entry)
        }
        return entries.count > 1 ? entries : []
    }
}
