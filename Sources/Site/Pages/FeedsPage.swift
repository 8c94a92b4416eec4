import Archive
import JSON
import Moments
import Reports

/// The feeds that are followed, and how each is doing.
struct FeedsPage: Page {
    var feeds: [Feed]
    var ask: Ask

    let title = "Feeds"
    let part = "feeds"

    init(_ ask: Ask, _ store: SiteStore) throws {
        self.ask = ask
        feeds = try store.read { archive throws(ArchiveError) in try archive.feeds() }.filter { $0.added <= ask.asOf }
    }

    /// A word and a sign for how a feed is doing, now; never by colour alone.
    private static func health(_ feed: Feed) -> (sign: String, word: String, kind: String) {
        if feed.state.isGone { return ("×", "gone", "disputed") }
        if feed.state.failures > 0 { return ("!", "failing", "single") }
        return feed.state.succeeded == nil ? ("…", "not yet asked", "single") : ("=", "answers", "agreed")
    }

    var main: Markup {
        var out: Markup =
            "<div class=\"head\"><h1>Feeds</h1><p>What <kbd>sitrep follow</kbd> asks, and how each feed answered last. As it is now, whatever the moment of the page.</p></div>\n"
        guard !feeds.isEmpty else {
            return out
                + "<p>None yet. <kbd>sitrep feeds add ADDRESS</kbd> adds one, <kbd>sitrep feeds import FILE.opml</kbd> a list.</p>\n"
        }
        out += """
            <div class="scroll" tabindex="0" role="region" aria-label="Feeds"><table class="feeds"><caption>\(feeds.count) \(feeds.count == 1 ? "feed" : "feeds")</caption><thead><tr><th scope="col">Feed</th><th scope="col">Health</th>\
            <th scope="col">Last answer</th><th scope="col">Next try</th><th scope="col" class="num">Items</th><th scope="col" class="num">Documents</th></tr></thead><tbody>

            """
        for feed in feeds {
            let health = Self.health(feed)
            let why: Markup = feed.state.reason.map { "<br><span class=\"quiet\">\($0)</span>" } ?? ""
            let moved: Markup = feed.movedFrom.map { "<br><span class=\"quiet\">moved from \($0)</span>" } ?? ""
            out += """
                <tr data-item><th scope="row"><span class="said">\(feed.title ?? feed.url)</span><br><span class="quiet">\(feed.url)</span>\(moved)</th>\
                <td><span class="mark \(health.kind)"><i aria-hidden="true">\(health.sign)</i>\(health.word)</span>\(why)</td><td>\(feed.state.succeeded.map { Clock.stamp($0) } ?? "never")</td>\
                <td>\(feed.state.nextTry.map { Clock.stamp($0) } ?? "—")</td><td class="num">\(feed.state.items)</td><td class="num">\(feed.state.documents)</td></tr>

                """
        }
        return out + "</tbody></table></div>\n"
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.name("feeds")
            json.array(feeds) { json, feed in
                json.object { json in
                    json.member("url", feed.url)
                    json.member("title", feed.title)
                    json.member("folder", feed.folder)
                    json.member("health", Self.health(feed).word)
                    json.member("reason", feed.state.reason)
                    json.member("succeeded", feed.state.succeeded?.rfc3339())
                    json.member("nextTry", feed.state.nextTry?.rfc3339())
                    json.member("failures", feed.state.failures)
                    json.member("items", feed.state.items)
                    json.member("documents", feed.state.documents)
                }
            }
        }
        json.newline()
    }
}
