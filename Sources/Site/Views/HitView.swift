import Archive
import JSON
import Moments
import Reports
import Texts

/// A document that was found: the stretch with the words, who published it, and its story.
struct HitView {
    let hit: Archive.Hit
    let ask: Ask

    var markup: Markup {
        let bytes = Array(hit.snippet.utf8)
        var snippet: Markup = ""
        var at = 0
        for mark in hit.marks where mark.start >= at && mark.end <= bytes.count {
            snippet += Markup(exact: String(decoding: bytes[at..<mark.start], as: UTF8.self))
            snippet += "<mark>\(exact: String(decoding: bytes[mark.range], as: UTF8.self))</mark>"
            at = mark.end
        }
        snippet += Markup(exact: String(decoding: bytes[at...], as: UTF8.self))
        let cite: Markup =
            hit.extent.isEmpty
            ? ""
            : "<a class=\"copy\" href=\"\(CitationText.address(hit.id, bytes: hit.extent))\">cite<span class=\"vh\"> \(hit.title ?? hit.id)</span></a>"
        let story: Markup = hit.story.map { "<a href=\"\(ask.link("stories", $0))\">its story</a>" } ?? ""
        return """
            <li data-item><div><p class="snip">\(hit.extent.start > 0 ? "… " : "")\(snippet) …</p>\
            <p class="by"><a href="\(address)">\(hit.title ?? "No title")</a></p></div>\
            <p class="side-m"><b>\(hit.outlet ?? "outlet unknown")</b> <span>\(when)</span> \(story) \(cite)</p></li>

            """
    }

    /// The day alone where that is all that was said.
    private var when: String {
        guard let published = hit.published else { return "date unknown" }
        return published.seconds % 86_400 == 0 ? Clock.day(published.day()) : Clock.stamp(published)
    }

    /// The document, at the sentence with the first word that was found.
    private var address: String {
        guard !hit.extent.isEmpty, hit.extent.count == hit.snippet.utf8.count, let mark = hit.marks.first else {
            return DocumentPage.address(hit.id, nil, ask)
        }
        return Address.make(
            ["documents", hit.id], ask.moments + [("bytes", "\(hit.extent.start + mark.start)")])
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            hit.writeMembers(to: &json)
            json.member("address", DocumentPage.address(hit.id, nil, ask))
        }
    }
}
