import Archive
import Moments
import Reports

/// The hits of a search as an Atom feed (RFC 4287), the newest first.
enum SearchFeed {
    static func text(_ page: SearchPage) -> String {
        let hits = page.hits.sorted { ($0.published ?? $0.arrived, $0.id) > ($1.published ?? $1.arrived, $1.id) }
        let name = ([page.words] + page.filters.map { "\($0.kind.rawValue):\($0.value)" }).filter { !$0.isEmpty }
            .joined(separator: " ")
        // XML needs the same five characters escaped as HTML.
        var out: Markup = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
             <id>urn:sitrep:search:\(Address.encoded(name))</id>
             <title>Search: \(name)</title>
             <updated>\((hits.first.map { $0.published ?? $0.arrived } ?? page.ask.asOf).rfc3339())</updated>
             <author><name>Sitrep</name></author>

            """
        for hit in hits {
            out += """
                 <entry><id>urn:sitrep:document:\(Address.encoded(hit.id))</id><title>\(hit.title ?? "No title")</title>\
                <updated>\((hit.published ?? hit.arrived).rfc3339())</updated>\
                <link rel="alternate" href="\(Address.make(["documents", hit.id]))"/>\
                <content type="text">\(hit.snippet) (\(hit.outlet ?? "outlet unknown"))</content></entry>

                """
        }
        return (out + "</feed>\n").html
    }
}
