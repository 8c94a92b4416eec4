import Archive
import JSON
import Moments
import Reports

/// Questions that every arrival is put to: what each waits for, and what it fired for last.
struct WatchesPage: Page {
    /// A watch with how it went.
    struct Row: Sendable {
        var watch: Watch
        var fired: Int
        var last: Moment?
        var fault: String?
    }

    var rows: [Row]
    /// The latest news of all watches.
    var news: [WatchNews]
    var titles: [String: String]
    /// What was filled in, and what is wrong with it.
    var filled: QueryItems
    var fault: String?
    /// The watch that was just made, when it posts: its secret is told this once.
    var made: Watch?
    var ask: Ask

    let title = "Watches"
    let part = "watches"
    var isPersonal: Bool { ask.visitor.mayEdit }

    init(_ ask: Ask, _ store: SiteStore, filled: QueryItems = QueryItems(items: []), fault: String? = nil) throws {
        (self.ask, self.filled, self.fault) = (ask, filled, fault)
        let found = try store.read {
            archive throws(ArchiveError) -> (rows: [Row], news: [Archive.News], titles: [String: String]) in
            let counts = try archive.newsCounts(until: ask.asOf)
            let rows = try archive.watches().map { watch throws(ArchiveError) in
                Row(
                    watch: watch, fired: counts[watch.id]?.count ?? 0, last: counts[watch.id]?.last,
                    fault: try archive.deliveryFault(of: watch.id))
            }
            return (rows, try archive.news(until: ask.asOf, limit: 20), try archive.storyTitles())
        }
        rows = found.rows
        news = found.news.map { WatchNews($0) }
        titles = found.titles
    }

    /// What a watch waits for, in words, with a link to where that can be looked at.
    static func words(_ condition: Watch.Condition, _ titles: [String: String], _ ask: Ask) -> Markup {
        func home(_ story: String?) -> Markup {
            story.map { " in <a href=\"\(ask.link("stories", $0))\">\(titles[$0] ?? $0)</a>" } ?? " in any story"
        }
        switch condition {
        case .query(let text):
            return "What answers <a class=\"said\" href=\"\(ask.link("search", with: [("q", text)]))\">\(text)</a>"
        case .measure(let name, let least, let story):
            let value = least == least.rounded() && abs(least) < 1e15 ? "\(Int64(least))" : "\(least)"
            return "A figure of <b>\(name)</b> that reaches <b>\(value)</b>\(home(story))"
        case .contradiction(let story): return "Two claims that cannot both be so\(home(story))"
        case .quiet(let hours, let story): return "Nothing new for \(hours) hours\(home(story))"
        }
    }

    /// Where its news goes. Addresses are shown to those who may change them: they may hold what only the receiver should know.
    private func target(_ delivery: Watch.Delivery) -> Markup {
        switch delivery {
        case .feed: "here and as a feed"
        case .output: "standard output of <kbd>sitrep</kbd>"
        case .file(let path): ask.visitor.mayEdit ? "file \(path)" : "a file"
        case .mail(let address): ask.visitor.mayEdit ? "\(address)" : "mail"
        case .webhook(let address): ask.visitor.mayEdit ? "\(address)" : "a web address"
        }
    }

    // MARK: View

    var main: Markup {
        var out: Markup =
            "<div class=\"head\"><h1>Watches</h1><p>Questions that every arrival is put to; each fires once for each cause. <kbd>sitrep add</kbd> and <kbd>sitrep follow</kbd> put them.</p></div>\n"
        if let made {
            out +=
                "<p class=\"told\" role=\"status\">Watch \(made.id) posts, signed with this secret, which is not shown again: <code>\(made.secret)</code></p>\n"
        }
        if let fault { out += "<p class=\"fault\" role=\"alert\"><b>Not kept.</b> \(fault)</p>\n" }
        if rows.isEmpty {
            out += "<p>Nothing is watched.</p>\n"
        } else {
            out += """
                <div class="scroll" tabindex="0" role="region" aria-label="Watches"><table class="lines"><caption>\(rows.count) \(rows.count == 1 ? "watch" : "watches"), as they are now; fired by \(Clock.stamp(ask.asOf)) UTC.</caption>\
                <thead><tr><th scope="col">Waits for</th><th scope="col" class="num">Fired</th><th scope="col">Last</th><th scope="col">Tells</th><th scope="col">News</th></tr></thead><tbody>

                """
            for row in rows { out += self.row(row) }
            out += "</tbody></table></div>\n"
        }
        if !news.isEmpty {
            out +=
                "<section class=\"sec\"><header><h2>Latest news</h2><p>Of all watches, also of those that have ended.</p></header><ul class=\"plain\">\n"
            for one in news { out += one.markup(ask, naming: true) }
            out += "</ul></section>\n"
        }
        return ask.visitor.mayEdit ? out + form : out
    }

    private func row(_ row: Row) -> Markup {
        var tells = target(row.watch.delivery)
        if let fault = row.fault { tells += "<span class=\"why\">not delivered: \(fault)</span>" }
        let address = ask.link("watches", row.watch.id)
        var links: Markup =
            "<a href=\"\(address)\">what fired</a> · <a href=\"/watches/\(Address.encoded(row.watch.id)).atom\">feed</a>"
        if ask.visitor.mayEdit {
            links +=
                "<form method=\"post\" action=\"\(Address.make(["watches", row.watch.id, "remove"]))\">\(SignatureView.guarding(ask.visitor))<button class=\"link\">end<span class=\"vh\"> watch \(row.watch.id)</span></button></form>"
        }
        return """
            <tr data-item id="\(row.watch.id)"><th scope="row">\(Self.words(row.watch.condition, titles, ask))<br><span class="quiet">\(row.watch.id), since \(Clock.stamp(row.watch.made))</span></th>\
            <td class="num" data-l="fired">\(row.fired)</td><td data-l="Last">\(row.last.map { Clock.stamp($0) } ?? "never")</td><td data-l="Tells">\(tells)</td><td>\(links)</td></tr>

            """
    }

    private var form: Markup {
        let what = filled["what"] ?? "query"
        func pick(_ value: String, _ name: String, _ fields: Markup) -> Markup {
            "<div class=\"choice\"><label class=\"pick\"><input type=\"radio\" name=\"what\" value=\"\(value)\"\(value == what ? " checked" : "")> <b>\(name)</b></label><div class=\"fields\">\(fields)</div></div>\n"
        }
        func input(_ name: String, _ words: String, _ hint: String, _ size: Int) -> Markup {
            "<label>\(words)<input name=\"\(name)\" value=\"\(filled[name] ?? "")\" placeholder=\"\(hint)\" size=\"\(size)\" maxlength=\"500\" autocomplete=\"off\"></label>"
        }
        return """
            <section class="sec" id="add"><header><h2>Watch something</h2><p>It looks at what arrives from now on.</p></header>
            <form class="correct" method="post" action="/watches">\(SignatureView.guarding(ask.visitor))<fieldset><legend class="vh">What for?</legend>
            \(pick("query", "A search", input("q", "Words and filters", "flood* place:\"Ellan Ferry\"", 34)))\
            \(pick("measure", "A figure", input("measure", "Of", "killed", 12) + input("least", "at least", "20", 8)))\
            \(pick("contradiction", "A contradiction", ""))\
            \(pick("quiet", "Silence", input("hours", "Hours", "24", 6)))</fieldset>
            <div class="signed">\(input("story", "Only in this story", "its id; not for searches", 20))\(input("to", "Tell", "feed, mailto:desk@herald.example, https://…", 34))</div>
            <p><button class="btn">Watch</button> <span class="small quiet">“feed”, or nothing, tells it here and as an Atom feed. Files can be named on the command line only.</span></p></form></section>

            """
    }

    // MARK: JSON

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.name("watches")
            json.array(rows) { json, row in
                json.object { json in
                    Self.write(row.watch, ask, &json)
                    json.member("fired", row.fired)
                    json.member("last", row.last?.rfc3339())
                    json.member("fault", row.fault)
                }
            }
        }
        json.newline()
    }

    static func write(_ watch: Watch, _ ask: Ask, _ json: inout JSONWriter) {
        json.member("id", watch.id)
        json.member("condition", watch.condition.line)
        json.member("delivery", watch.delivery.kind)
        if ask.visitor.mayEdit { json.member("target", watch.delivery.address) }
        json.member("made", watch.made.rfc3339())
        json.member("address", Address.make(["watches", watch.id], ask.moments))
    }
}
