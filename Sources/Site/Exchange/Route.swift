import Archive

/// The addresses of the site. The router and the OpenAPI description are made from this one table.
struct Route: Sendable {
    /// Pages and files.
    enum Name: String, Sendable {
        case home, stories, story, document, citation, search, entity, place, changes, watches, watch, unwatch, correct
        case corrections, undo, feeds, about, openapi, health, metrics
    }

    /// Name, for the router, counters and logs.
    var name: Name
    /// Segments; those in braces stand for any one segment.
    var path: [String]
    /// Endings besides the bare page: `json`, `atom`, …
    var endings: [String] = []
    /// Whether the bare address is a page in HTML.
    var isPage = true
    /// Whether the page speaks for a moment.
    var isTimed = true
    /// What it shows, one line.
    var summary: String
    /// Query items: name and meaning.
    var parameters: [(name: String, words: String)] = []
    /// What the address takes by POST from editors; nil when it takes nothing.
    var form: Form?
    /// Whether the address is for POST alone.
    var isFormOnly = false

    /// Something that can be sent.
    struct Form: Sendable {
        /// What it does, one line.
        var summary: String
        /// Its fields: name and meaning.
        var fields: [(name: String, words: String)]
    }

    private static let moments: [(name: String, words: String)] = [
        ("as-of", "The moment the page speaks for: RFC 3339, or a day, meaning its end. Default: the newest arrival."),
        ("since", "Since when changes are told: RFC 3339, a day, or a length such as 24h or 2d."),
    ]
    private static let next: (name: String, words: String) = (
        "next", "Where the list goes on: from the page before, opaque."
    )

    static let all: [Route] = [
        Route(name: .home, path: [], isTimed: false, summary: "Leads to the stories."),
        Route(
            name: .stories, path: ["stories"], endings: ["json"], summary: "Stories, the newest report first.",
            parameters: moments + [next, ("least", "Leave out stories with fewer documents.")]),
        Route(
            name: .story, path: ["stories", "{id}"], endings: StorySitePage.exports.map(\.ending),
            summary: "The situation report on a story.",
            parameters: moments + [("table", "What a CSV holds: events, numbers, claims or documents.")]),
        Route(
            name: .document, path: ["documents", "{id}"], endings: ["json"],
            summary: "A document with its readings and versions.",
            parameters: moments + [("bytes", "Leads to the sentence at this place of the text, in bytes.")]),
        Route(
            name: .citation, path: ["documents", "{id}", "cite"], isPage: false, isTimed: false,
            summary: "A stretch of a document as a citation in plain text.",
            parameters: [
                ("at", "START-END in code points of the document's text."), ("bytes", "The same in bytes, instead."),
            ]),
        Route(
            name: .search, path: ["search"], endings: ["json", "atom"], summary: "Documents by words and filters.",
            parameters: moments + [next, ("q", "Words and filters, as `sitrep search` takes them.")]
                + SearchPage.kinds.map { ($0.kind.rawValue, "Only documents with this value; may be repeated.") }),
        Route(
            name: .entity, path: ["entities", "{name}"], endings: ["json"], summary: "A person or body.",
            parameters: moments),
        Route(name: .place, path: ["places", "{name}"], endings: ["json"], summary: "A place.", parameters: moments),
        Route(
            name: .changes, path: ["changes"], endings: ["json", "events"],
            summary: "What happened to stories; `.events` streams it (Server-Sent Events).",
            parameters: moments + [next]),
        Route(
            name: .watches, path: ["watches"], endings: ["json"],
            summary: "Questions that every arrival is put to, and their latest news.", parameters: moments,
            form: Form(summary: "Watches for something from now on.", fields: WatchForm.fields)),
        Route(
            name: .watch, path: ["watches", "{id}"], endings: ["json", "atom"],
            summary: "What a watch fired for, and why.", parameters: moments + [next]),
        Route(
            name: .unwatch, path: ["watches", "{id}", "remove"], isPage: false, isTimed: false,
            summary: "Ends a watch.",
            form: Form(summary: "Ends a watch.", fields: []), isFormOnly: true),
        Route(
            name: .correct, path: ["correct"], endings: ["json"], isTimed: false,
            summary: "The form that corrects a sentence, a document or a story. For editors.",
            parameters: [
                ("document", "The document."), ("at", "A place in its text, in code points."), ("story", "The story."),
                ("name", "A name in the story."),
            ]),
        Route(
            name: .corrections, path: ["corrections"], endings: ["json"],
            summary: "What people put right, with who and why, also what was taken back.", parameters: moments + [next],
            form: Form(
                summary: "Puts a machine reading right, as `sitrep correct` does.", fields: CorrectionForm.fields)),
        Route(
            name: .undo, path: ["corrections", "{id}", "undo"], isPage: false, isTimed: false,
            summary: "Takes a correction back.",
            form: Form(
                summary: "Takes a correction back; it stays on record.",
                fields: [("author", "Who takes it back."), ("reason", "Why.")]), isFormOnly: true),
        Route(
            name: .feeds, path: ["feeds"], endings: ["json"], summary: "Feeds that are followed, and their health.",
            parameters: moments),
        Route(name: .about, path: ["about"], endings: ["json"], summary: "Program, models and data."),
        Route(
            name: .openapi, path: ["openapi"], endings: ["json"], isPage: false, isTimed: false,
            summary: "This description."),
        Route(name: .health, path: ["health"], isPage: false, isTimed: false, summary: "Whether the archive answers."),
        Route(name: .metrics, path: ["metrics"], isPage: false, isTimed: false, summary: "Counters, for Prometheus."),
    ]

    /// A route with the values of its braces, and the ending of the address.
    struct Match: Sendable {
        var route: Route
        var values: [String]
        var ending: String?
    }

    /// The route of a path as sent, percent-encoded; nil when there is none.
    ///
    /// An ending is taken off the encoded path: a dot that belongs to an id is sent as %2E by this site's own links. A known
    /// ending wins over an id that happens to end like it.
    static func match(_ path: String) -> Match? {
        guard let segments = Address.segments(path) else { return nil }
        if let found = match(segments, ending: nil) {
            // An id may hold dots that somebody typed by hand; the ending is tried first.
            if let (bare, ending) = split(path), let inner = Address.segments(bare),
                let other = match(inner, ending: ending)
            {
                return other
            }
            return found
        }
        guard let (bare, ending) = split(path), let inner = Address.segments(bare) else { return nil }
        return match(inner, ending: ending)
    }

    private static func split(_ path: String) -> (String, String)? {
        guard let dot = path.lastIndex(of: "."), let slash = path.lastIndex(of: "/"), slash < dot else { return nil }
        return (String(path[..<dot]), String(path[path.index(after: dot)...]))
    }

    private static func match(_ segments: [String], ending: String?) -> Match? {
        for route in all where route.path.count == segments.count {
            if let ending {
                guard route.endings.contains(ending) else { continue }
            } else if !route.isPage, !route.endings.isEmpty {
                continue
            }
            var values: [String] = []
            let fits = zip(route.path, segments).allSatisfy { pattern, segment in
                guard pattern.hasPrefix("{") else { return pattern == segment }
                values.append(segment)
                return true
            }
            if fits { return Match(route: route, values: values, ending: ending) }
        }
        return nil
    }
}
