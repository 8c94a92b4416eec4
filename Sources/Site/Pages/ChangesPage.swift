import Archive
import JSON
import Moments
import Reports

/// What happened to stories: opened, grown, merged, split.
struct ChangesPage: Page {
    var changes: [Archive.StoryChange]
    var titles: [String: String]
    var total: Int
    var offset: Int
    var ask: Ask

    let title = "Changes"
    let part = "changes"

    var next: String? {
        offset + changes.count < total
            ? ask.link("changes", with: [("next", PageToken.write(offset + changes.count))]) : nil
    }

    init(_ ask: Ask, _ store: SiteStore) throws {
        self.ask = ask
        offset = try PageToken.read(ask.query)
        let (all, titles) = try store.read { archive throws(ArchiveError) in
            (try archive.storyChanges(after: ask.since), try archive.storyTitles())
        }
        self.titles = titles
        let known = all.filter { $0.at <= ask.asOf }
        total = known.count
        changes = Array(known.reversed().dropFirst(offset).prefix(SiteLimits.page))
    }

    var main: Markup {
        var out: Markup =
            "<div class=\"head\"><h1>Changes</h1><p>What happened to stories, newest first. A story opens where none is close enough to a document.</p></div>\n"
        out += MomentForm(ask: ask, path: ["changes"]).markup
        guard !changes.isEmpty else { return out + "<p>Nothing changed.</p>\n" }
        var before = ""
        for change in changes {
            let when = Clock.stamp(change.at)
            if when != before {
                out +=
                    "\(before.isEmpty ? "" : "</ul>\n")<h2 class=\"when-h\">\(when)</h2>\n<ul class=\"plain close changes\">\n"
            }
            before = when
            var other: Markup = ""
            if let id = change.other {
                other =
                    " \(change.kind == .merged ? "into" : "from") <a href=\"\(ask.link("stories", id))\">\(titles[id] ?? id)</a>"
            }
            out +=
                "<li data-item><b>\(change.kind.rawValue)</b> <a class=\"said\" href=\"\(ask.link("stories", change.story))\">\(titles[change.story] ?? change.story)</a>\(other) <span class=\"quiet\">\(change.kind == .opened ? "" : change.why)</span></li>\n"
        }
        out += "</ul>\n"
        if let next { out += "<p class=\"more\"><a rel=\"next\" href=\"\(next)\">Earlier ones</a></p>\n" }
        return out
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.member("since", ask.since?.rfc3339())
            json.name("changes")
            json.array(changes) { $1.write(to: &$0) }
            json.member("next", nextJSON)
        }
        json.newline()
    }
}
