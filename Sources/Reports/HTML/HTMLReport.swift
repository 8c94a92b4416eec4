import Captures
public import Lexicons
import Stories

/// Writes a report as one self-contained page: no script, no request to anywhere, readable without its stylesheet.
public struct HTMLReport: Sendable {
    let report: Report
    private let style: Markup
    private let outlines: Outlines?

    /// Makes a writer.
    public init(_ report: Report) throws(LexiconError) {
        self.report = report
        // A build without the outlines draws maps without them.
        outlines = try? Outlines()
        style = Markup(embedded: String(decoding: try Resource(named: "pages/report.css").bytes, as: UTF8.self))
    }

    /// The whole page.
    public var text: String {
        let title = report.stories.first?.story.title ?? "Nothing found"
        let more = report.stories.count > 1 ? " and \(report.stories.count - 1) more" : ""
        var page: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="Sitrep \(report.version)">
            <title>\(title + more) — Sitrep</title>
            <style>
            \(style)</style>
            </head>
            <body>
            <a class="skip" href="#report">Skip to the report</a>
            <div class="bar"><div><span class="wordmark">Sitrep</span><span class="quiet">\(Wording.asOf(report))</span>
            <fieldset class="theme"><legend class="quiet">Colours</legend>\
            <label><input type="radio" name="theme" id="auto" checked> Auto</label>\
            <label><input type="radio" name="theme" id="light"> Light</label>\
            <label><input type="radio" name="theme" id="dark"> Dark</label></fieldset></div></div>
            <div class="page">

            """
        let stories = report.stories.prefix(report.printed).enumerated().map {
            HTMLStory(report: report, story: $1, number: $0 + 1, outlines: outlines)
        }
        page += "<nav class=\"toc\" aria-label=\"Contents\">\n"
        for story in stories { page += story.contents(named: stories.count > 1) }
        page += "</nav>\n<main id=\"report\">\n"
        for story in stories { page += story.article() }
        page += others()
        page += skipped()
        page += "</main>\n</div>\n<footer class=\"foot\"><div><p>\(Wording.foot)</p>"
        page +=
            "<p>Sitrep \(report.version). The same inputs give the same report.</p></div></footer>\n</body>\n</html>\n"
        return page.html
    }

    private func others() -> Markup {
        let others = report.stories.dropFirst(report.printed)
        guard !others.isEmpty else { return "" }
        let items = others.prefix(100).map { story -> Markup in
            "<li><span class=\"said\">\(story.story.title)</span> <span class=\"small quiet\">\(Wording.size(story))</span></li>\n"
        }
        let more: Markup = others.count > 100 ? "<p class=\"more\">and \(others.count - 100) more</p>" : ""
        return "<section class=\"sec\" id=\"others\"><header><h2>Other matters</h2><p>\(Wording.others)</p></header>"
            + "<ul class=\"plain\">\n\(items.joined())</ul>\(more)</section>\n"
    }

    private func skipped() -> Markup {
        guard !report.skipped.isEmpty else { return "" }
        let items = report.skipped.prefix(50).map { skipped -> Markup in "<li>\(skipped.description)</li>\n" }
        let more: Markup =
            report.skipped.count > 50 ? "<p class=\"more\">and \(report.skipped.count - 50) more</p>" : ""
        return
            "<section class=\"sec\" id=\"skipped\"><header><h2>Skipped</h2><p>Records that could not be used.</p></header>"
            + "<ul class=\"plain\">\n\(items.joined())</ul>\(more)</section>\n"
    }
}

/// Small elements.
enum HTML {
    /// A link to the web, or the bare address when it is none that a browser should open from a report.
    static func link(_ url: String) -> Markup {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return "\(url)" }
        return "<a href=\"\(url)\" rel=\"noreferrer noopener\">\(url)</a>"
    }

    /// Sign, word and border of a mark.
    static func mark(_ mark: Mark) -> Markup {
        "<span class=\"mark \(mark.rawValue)\"><i aria-hidden=\"true\">\(mark.sign)</i>\(mark.word)</span>"
    }
}
