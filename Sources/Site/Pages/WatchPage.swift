import Archive
import JSON
import Moments
import Reports

/// News of a watch as pages show it.
struct WatchNews: Sendable {
    var number: Int64
    var watch: String
    var at: Moment
    var text: String
    var cause: String
    var story: String?
    var document: String?
    var fault: String?

    init(_ news: Archive.News) {
        (number, watch, at, fault) = (news.number, news.watch, news.at, news.fault)
        let body = try? JSONParser.parse(Array(news.body.utf8))
        text = body?["text"]?.string ?? ""
        cause = body?["cause"]?.string ?? ""
        story = body?["story"]?.string
        document = body?["document"]?.string
    }

    /// The address of what it is about.
    func address(_ ask: Ask) -> String? {
        document.map { ask.link("documents", $0) } ?? story.map { ask.link("stories", $0) }
    }

    /// One line: when, what, why, and where it can be read.
    func markup(_ ask: Ask, naming: Bool) -> Markup {
        var out: Markup = "<li data-item><span class=\"nb\">\(Clock.stamp(at))</span> "
        if naming { out += "<a href=\"\(ask.link("watches", watch))\">\(watch)</a> " }
        out +=
            address(ask).map { "<a class=\"said\" href=\"\($0)\">\(text)</a>" } ?? "<span class=\"said\">\(text)</span>"
        if document != nil, let story { out += " · <a href=\"\(ask.link("stories", story))\">its story</a>" }
        // A document that caused it is the one that the line leads to.
        var why: [String] = document != nil && cause == "document \(document ?? "")" ? [] : ["because of \(cause)"]
        if let fault { why.append("not delivered: \(fault)") }
        if !why.isEmpty { out += "<span class=\"why\">\(why.joined(separator: "; "))</span>" }
        return out + "</li>\n"
    }
}

/// What one watch fired for, and why.
struct WatchPage: Page {
    var id: String
    var watch: Watch?
    var news: [WatchNews]
    var titles: [String: String]
    var hasMore: Bool
    var ask: Ask

    let part = "watches"
    var title: String { "Watch \(id)" }
    var isPersonal: Bool { ask.visitor.mayEdit }
    var feed: String? { "/watches/\(Address.encoded(id)).atom" }

    var next: String? {
        guard hasMore, let last = news.last else { return nil }
        return ask.link("watches", id, with: [("next", PageToken.write(Int(last.number)))])
    }

    init(id: String, _ ask: Ask, _ store: SiteStore) throws {
        (self.id, self.ask) = (id, ask)
        let before = try PageToken.read(ask.query)
        let found = try store.read {
            archive throws(ArchiveError) -> (watch: Watch?, news: [Archive.News], titles: [String: String]) in
            let watch = try archive.watches().first { $0.id == id }
            let news = try archive.news(
                of: id, until: ask.asOf, before: before == 0 ? .max : Int64(before), limit: SiteLimits.page + 1)
            return (watch, news, try archive.storyTitles())
        }
        guard found.watch != nil || !found.news.isEmpty else {
            throw Problem.notFound("There is no watch '\(id.prefix(40))', and none of that name has fired.")
        }
        watch = found.watch
        news = found.news.prefix(SiteLimits.page).map { WatchNews($0) }
        hasMore = found.news.count > SiteLimits.page
        titles = found.titles
    }

    var main: Markup {
        var out: Markup = "<div class=\"head\"><p class=\"small quiet\">Watch \(id)</p><h1>What fired</h1><p>"
        if let watch {
            out += "\(WatchesPage.words(watch.condition, titles, ask)), since \(Clock.stamp(watch.made)) UTC"
        } else {
            out += "It has ended."
        }
        out +=
            "</p><p class=\"small\"><a href=\"/watches/\(Address.encoded(id)).atom\">Atom feed</a> · <a href=\"\(ask.link("watches"))\">all watches</a></p></div>\n"
        guard !news.isEmpty else { return out + "<p>Nothing yet.</p>\n" }
        out += "<ul class=\"plain\">\n"
        for one in news { out += one.markup(ask, naming: false) }
        out += "</ul>\n"
        if let next { out += "<p class=\"more\"><a rel=\"next\" href=\"\(next)\">Earlier ones</a></p>\n" }
        return out
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.name("watch")
            if let watch { json.object { WatchesPage.write(watch, ask, &$0) } } else { json.null() }
            json.name("news")
            json.array(news) { json, one in
                json.object { json in
                    json.member("at", one.at.rfc3339())
                    json.member("text", one.text)
                    json.member("cause", one.cause)
                    json.member("story", one.story)
                    json.member("document", one.document)
                    json.member("fault", one.fault)
                }
            }
            json.member("next", nextJSON)
        }
        json.newline()
    }

    /// The news as an Atom feed (RFC 4287), the newest first.
    var atom: String {
        let words = watch?.condition.line ?? "ended"
        var entries: Markup = ""
        for one in news {
            let link: Markup = one.address(ask).map { "<link rel=\"alternate\" href=\"\($0)\"/>" } ?? ""
            entries += """
                 <entry><id>urn:sitrep:watch:\(Address.encoded(id)):\(Int(one.number))</id><title>\(one.text)</title>\
                <updated>\(one.at.rfc3339())</updated>\(link)<content type="text">Because of \(one.cause)</content></entry>

                """
        }
        return AtomFeed.text(
            id: "urn:sitrep:watch:\(Address.encoded(id))", title: "Watch \(id): \(words)",
            updated: news.first?.at ?? watch?.made ?? ask.asOf, entries: entries)
    }
}
