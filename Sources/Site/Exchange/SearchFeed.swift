import Archive
import Moments
import Reports

/// The hits of a search as an Atom feed (RFC 4287), the newest first.
enum SearchFeed {
    static func text(_ page: SearchPage) -> String {
        let hits = page.hits.sorted { ($0.published ?? $0.arrived, $0.id) > ($1.published ?? $1.arrived, $1.id) }
        let name = ([page.words] + page.filters.map { "\($0.kind.rawValue):\($0.value)" }).filter { !$0.isEmpty }
            .joined(separator: " ")
        var entries: Markup = ""
        for hit in hits {
            entries += """
                 <entry><id>urn:sitrep:document:\(Address.encoded(hit.id))</id><title>\(hit.title ?? "No title")</title>\
                <updated>\((hit.published ?? hit.arrived).rfc3339())</updated>\
                <link rel="alternate" href="\(Address.make(["documents", hit.id]))"/>\
                <content type="text">\(hit.snippet) (\(hit.outlet ?? "outlet unknown"))</content></entry>

                """
        }
        return AtomFeed.text(
            id: "urn:sitrep:search:\(Address.encoded(name))", title: "Search: \(name)",
            updated: hits.first.map { $0.published ?? $0.arrived } ?? page.ask.asOf, entries: entries)
    }
}
