import Moments
import Reports
import Sitrep

/// What stands around every page: head, navigation, search, footer.
struct Frame: Sendable {
    var assets: Assets
    var part = ""
    var ask: Ask?
    var feed: String?
    /// The page's own address, with its moments; for the link to JSON and the print.
    var address: String?
    var json: String?

    func page(title: String, contents: Markup = "", main: Markup) -> Markup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="same-origin">
        <title>\(title) — Sitrep</title>
        <link rel="stylesheet" href="\(assets.style.address)">
        <link rel="icon" href="\(assets.icon.address)" type="image/svg+xml">\(links)
        <script type="module" src="\(assets.script.address)"></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar"><div><a class="wordmark" href="\(link("stories"))">Sitrep</a>
        <nav aria-label="Site"><ul>\(entries)</ul></nav>
        <form class="find" role="search" action="/search"><label class="vh" for="find">Search</label>\
        <input type="search" id="find" name="q" placeholder="Search words, places, people" maxlength="500">\(hidden)<button class="btn">Search</button></form>
        <fieldset class="theme"><legend class="vh">Colours</legend>\
        <label><input type="radio" name="theme" id="auto" checked> Auto</label>\
        <label><input type="radio" name="theme" id="light"> Light</label>\
        <label><input type="radio" name="theme" id="dark"> Dark</label></fieldset>
        <button class="helpkey" popovertarget="keys" aria-label="Keyboard shortcuts">?</button></div></header>
        <div class="page\(contents.isEmpty ? " whole" : "")">
        \(contents)<main id="main">
        \(main)</main>
        </div>
        <footer class="foot"><div>\(moment)<p>\(StoryPage.foot)</p><p>Sitrep \(Sitrep.version)\(data)</p></div></footer>
        <div id="keys" popover><h2>Keyboard</h2><dl><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous item</dd>\
        <dt><kbd>o</kbd></dt><dd>open the item’s first source</dd><dt><kbd>/</kbd></dt><dd>search</dd>\
        <dt><kbd>g</kbd> <kbd>s</kbd></dt><dd>go to stories</dd><dt><kbd>g</kbd> <kbd>f</kbd></dt><dd>go to search</dd>\
        <dt><kbd>c</kbd></dt><dd>correct the item</dd>\
        <dt><kbd>g</kbd> <kbd>c</kbd></dt><dd>go to changes</dd><dt><kbd>g</kbd> <kbd>w</kbd></dt><dd>go to watches</dd><dt><kbd>?</kbd></dt><dd>this list</dd></dl>\
        <button class="btn" popovertarget="keys" popovertargetaction="hide">Close</button></div>
        </body>
        </html>

        """
    }

    private func link(_ segment: String) -> String { ask.map { $0.link(segment) } ?? "/" + segment }

    private var links: Markup {
        var out: Markup = ""
        if let feed { out += "\n<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\(feed)\">" }
        if let json { out += "\n<link rel=\"alternate\" type=\"application/json\" href=\"\(json)\">" }
        return out
    }

    private var entries: Markup {
        [
            ("stories", "Stories"), ("search", "Search"), ("changes", "Changes"), ("watches", "Watches"),
            ("corrections", "Corrections"), ("feeds", "Feeds"), ("about", "About"),
        ].map { name, words -> Markup in
            "<li><a href=\"\(link(name))\"\(name == part ? " aria-current=\"true\"" : "")>\(words)</a></li>"
        }.joined()
    }

    private var hidden: Markup {
        (ask?.moments ?? []).compactMap { name, value -> Markup? in
            value.map { value -> Markup in "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
        }.joined()
    }

    private var moment: Markup {
        guard let ask, let address else { return "" }
        return
            "<p>What was known by \(Clock.stamp(ask.asOf)) UTC. <a href=\"\(address)\">This address</a> shows the same tomorrow.</p>"
    }

    private var data: Markup {
        guard let json else { return "" }
        return " · <a href=\"\(json)\">this page as JSON</a>"
    }
}
