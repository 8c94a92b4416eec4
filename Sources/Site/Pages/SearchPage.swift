import Archive
import JSON
import Moments
import Reports
import Texts

/// What a search found: stretches of text with the words marked, and what they can be narrowed by.
struct SearchPage: Page {
    /// Filters that facets set, in the order shown.
    static let kinds: [(kind: Archive.FacetKind, words: String)] = [
        (.outlet, "Outlet"), (.source, "Quoted source"), (.entity, "Named"), (.place, "Place"), (.country, "Country"),
        (.type, "What happened"), (.measure, "Counted"),
    ]

    var words: String
    var filters: [(kind: Archive.FacetKind, value: String)]
    var hits: [Archive.Hit]
    var facets: [(kind: Archive.FacetKind, words: String, counts: [Archive.FacetCount])]
    var fault: String?
    var hasMore: Bool
    var offset: Int
    var ask: Ask

    let part = "search"
    var title: String { words.isEmpty ? "Search" : "Search: \(words)" }
    private var isEmpty: Bool { words.isEmpty && filters.isEmpty }
    var feed: String? {
        isEmpty ? nil : Address.make(["search"]) + ".atom" + Address.make([""], items).dropFirst()
    }

    private var items: [(name: String, value: String?)] {
        [("q", words)] + filters.map { ($0.kind.rawValue, $0.value) }
    }

    var next: String? {
        hasMore ? ask.link("search", with: items + [("next", PageToken.write(offset + hits.count))]) : nil
    }

    // MARK: Query

    init(_ ask: Ask, _ store: SiteStore) throws {
        self.ask = ask
        words = ask.query["q"] ?? ""
        filters = Self.kinds.flatMap { kind, _ in ask.query.all(kind.rawValue).map { (kind, $0) } }
        offset = try PageToken.read(ask.query)
        hits = []
        facets = []
        hasMore = false
        guard words.count <= SiteLimits.search, filters.allSatisfy({ $0.value.count <= SiteLimits.search }) else {
            throw Problem(
                status: 400, title: "Too long", detail: "A search has at most \(SiteLimits.search) characters.")
        }
        guard !isEmpty else { return }
        guard offset <= 400 else { throw Problem.bad("At most 420 documents are listed. Narrow the search.") }
        let query: SearchQuery
        do {
            query = try SearchQuery(Self.written(words, filters, ask))
        } catch {
            fault = "\(error)"
            return
        }
        let offset = self.offset
        let kinds = Self.kinds
        (hits, facets, hasMore) = try store.read { archive throws(ArchiveError) in
            let found = try archive.search(query, limit: max(200, offset + SiteLimits.hits + 1))
            let ids = found.prefix(200).map(\.id)
            var facets: [(kind: Archive.FacetKind, words: String, counts: [Archive.FacetCount])] = []
            for (kind, words) in kinds {
                let counts = try archive.facets(kind, of: Array(ids))
                facets.append((kind, words, counts.filter { !Self.pronouns.contains($0.value.lowercased()) }))
            }
            return (
                Array(found.dropFirst(offset).prefix(SiteLimits.hits)), facets, found.count > offset + SiteLimits.hits
            )
        }
    }

    /// The search as the archive reads it: words, filters, and nothing that became known after the moment.
    private static func written(
        _ words: String, _ filters: [(kind: Archive.FacetKind, value: String)], _ ask: Ask
    ) -> String {
        var text = words
        for (kind, value) in filters { text += " \(kind.rawValue):\"\(value.filter { $0 != "\"" })\"" }
        return text + " arrived-before:\(ask.asOf.adding(seconds: 1).rfc3339())"
    }

    /// What nobody would narrow a search to.
    static let pronouns: Set<String> = [
        "he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "its", "his", "her", "their",
        "some", "many", "others", "one",
    ]

    // MARK: View

    var main: Markup {
        var out: Markup = """
            <div class="head"><h1>Search</h1></div>
            <form class="bigfind" action="/search" role="search"><label class="vh" for="q">Words and filters</label>\
            <input type="search" id="q" name="q" value="\(words)" maxlength="500">\(kept(without: []))<button class="btn">Search</button></form>
            <p class="small quiet">Words in any form, <kbd>"in this order"</kbd>, <kbd>begin*</kbd>, <kbd>-without</kbd>, <kbd>outlet:</kbd> <kbd>entity:</kbd> <kbd>source:</kbd> \
            <kbd>place:</kbd> <kbd>near:56.1,-3.2,25km</kbd> <kbd>type:</kbd> <kbd>measure:</kbd> <kbd>since:</kbd> <kbd>before:</kbd></p>

            """
        if let fault { out += "<p class=\"fault\" role=\"alert\"><b>Not understood.</b> \(fault)</p>\n" }
        guard !isEmpty, fault == nil else { return out }
        let found =
            hits.isEmpty
            ? "Nothing found"
            : hasMore || offset > 0 ? "Found \(offset + 1)–\(offset + hits.count)" : "Found \(hits.count)"
        let hint =
            hits.isEmpty
            ? "No document that was known by then holds all of it. Fewer words find more, and begin* other endings."
            : "Words in the title first, then the newest."
        let narrowing = narrowing
        let facets: Markup = narrowing.isEmpty ? "" : "<div class=\"facets\">\(narrowing)</div>"
        out +=
            "<div class=\"found\(narrowing.isEmpty ? " bare" : "")\">\(facets)<section aria-labelledby=\"hits-h\"><div class=\"summary\"><h2 id=\"hits-h\">\(found)</h2><p>\(hint)</p></div><ol class=\"hits\">\n"
        for hit in hits { out += HitView(hit: hit, ask: ask).markup }
        out += "</ol>\n"
        if let next { out += "<p class=\"more\"><a rel=\"next\" href=\"\(next)\">More</a></p>\n" }
        return out + "</section></div>\n"
    }

    private func kept(without: Set<Archive.FacetKind>) -> Markup {
        let inputs = filters.filter { !without.contains($0.kind) }.map { kind, value -> Markup in
            "<input type=\"hidden\" name=\"\(kind.rawValue)\" value=\"\(value)\">"
        }
        let moments = ask.moments.compactMap { name, value -> Markup? in
            value.map { value -> Markup in "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
        }
        return (inputs + moments).joined()
    }

    /// Filters as links: one click adds, one takes away. Nothing to submit.
    private var narrowing: Markup {
        var out: Markup = ""
        if !filters.isEmpty {
            let links = filters.map { filter -> Markup in
                let rest = filters.filter { $0.kind != filter.kind || $0.value != filter.value }
                let address = ask.link("search", with: [("q", words)] + rest.map { ($0.kind.rawValue, $0.value) })
                return "<li><a href=\"\(address)\"><span>\(filter.value)</span> <span>take away</span></a></li>"
            }
            out += "<section><h2>Only</h2><ul>\(links.joined())</ul></section>\n"
        }
        for (kind, name, counts) in facets where !counts.isEmpty {
            let links = counts.map { count -> Markup in
                let address = ask.link("search", with: items + [(kind.rawValue, count.value)])
                return "<li><a href=\"\(address)\"><span>\(count.value)</span> <span>\(count.documents)</span></a></li>"
            }
            out += "<section><h2>\(name)</h2><ul>\(links.joined())</ul></section>\n"
        }
        return out
    }

    // MARK: JSON

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.member("q", words)
            json.member("fault", fault)
            json.name("hits")
            json.array(hits) { HitView(hit: $1, ask: ask).write(&$0) }
            json.name("facets")
            json.object { json in
                for (kind, _, counts) in facets {
                    json.name(kind.rawValue)
                    json.array(counts) { json, count in
                        json.object { json in
                            json.member("value", count.value)
                            json.member("documents", count.documents)
                        }
                    }
                }
            }
            json.member("next", nextJSON)
        }
        json.newline()
    }
}
