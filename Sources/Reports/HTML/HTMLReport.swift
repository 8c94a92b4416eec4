import Captures
public import Lexicons
import Stories

/// Writes a report as one self-contained page: no script, no request to anywhere, readable without its stylesheet.
public struct HTMLReport: Sendable {
    let report: Report
    private let style: String
    private let outlines: Outlines?

    /// Makes a writer.
    public init(_ report: Report) throws(LexiconError) {
        self.report = report
        // A build without the outlines draws maps without them.
        outlines = try? Outlines()
        style = String(decoding: try Resource(named: "pages/report.css").bytes, as: UTF8.self)
    }

    /// The whole page.
    public var text: String {
        let title = report.stories.first?.story.title ?? "Nothing found"
        let more = report.stories.count > 1 ? " and \(report.stories.count - 1) more" : ""
        var page = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="Sitrep \(HTML.escaped(report.version))">
            <title>\(HTML.escaped(title + more)) — Sitrep</title>
            <style>
            \(style)</style>
            </head>
            <body>
            <a class="skip" href="#report">Skip to the report</a>
            <div class="bar"><div><span class="wordmark">Sitrep</span><span class="quiet">\(HTML.escaped(Wording.asOf(report)))</span>
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
            "<p>Sitrep \(HTML.escaped(report.version)). The same inputs give the same report.</p></div></footer>\n</body>\n</html>\n"
        return page
    }

    private func others() -> String {
        let others = report.stories.dropFirst(report.printed)
        guard !others.isEmpty else { return "" }
        let items = others.prefix(100).map { story in
            "<li><span class=\"said\">\(HTML.words(story.story.title))</span> <span class=\"small quiet\">\(HTML.escaped(Wording.size(story)))</span></li>\n"
        }
        let more = others.count > 100 ? "<p class=\"more\">and \(others.count - 100) more</p>" : ""
        return "<section class=\"sec\" id=\"others\"><header><h2>Other matters</h2><p>\(Wording.others)</p></header>"
            + "<ul class=\"plain\">\n\(items.joined())</ul>\(more)</section>\n"
    }

    private func skipped() -> String {
        guard !report.skipped.isEmpty else { return "" }
        let items = report.skipped.prefix(50).map { "<li>\(HTML.escaped(OneLine.text($0.description)))</li>\n" }
        let more = report.skipped.count > 50 ? "<p class=\"more\">and \(report.skipped.count - 50) more</p>" : ""
        return
            "<section class=\"sec\" id=\"skipped\"><header><h2>Skipped</h2><p>Records that could not be used.</p></header>"
            + "<ul class=\"plain\">\n\(items.joined())</ul>\(more)</section>\n"
    }
}

/// Escaping and small elements.
enum HTML {
    /// Text that HTML reads as nothing but text, also inside attributes in double quotes.
    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
            case "'": out.append(contentsOf: "&#39;".unicodeScalars)
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// Words of a document on one line, safe.
    static func words(_ text: String) -> String { escaped(OneLine.text(text)) }

    /// A link to the web, or the bare address when it is none that a browser should open from a report.
    static func link(_ url: String) -> String {
        let shown = words(url)
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return shown }
        return "<a href=\"\(shown)\" rel=\"noreferrer noopener\">\(shown)</a>"
    }

    /// Sign, word and border of a mark.
    static func mark(_ mark: Mark) -> String {
        "<span class=\"mark \(mark.rawValue)\"><i aria-hidden=\"true\">\(mark.sign)</i>\(mark.word)</span>"
    }
}
