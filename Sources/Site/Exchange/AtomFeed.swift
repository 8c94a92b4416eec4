import Moments
import Reports

/// An Atom feed (RFC 4287) around entries. XML needs the same five characters escaped as HTML.
enum AtomFeed {
    static func text(id: String, title: String, updated: Moment, entries: Markup) -> String {
        let head: Markup = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
             <id>\(id)</id>
             <title>\(title)</title>
             <updated>\(updated.rfc3339())</updated>
             <author><name>Sitrep</name></author>

            """
        return (head + entries + "</feed>\n").html
    }
}
