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
            <p class="by"><a href="\(DocumentPage.address(hit.id, nil, ask))">\(hit.title ?? "No title")</a></p></div>\
            <p class="side-m"><b>\(hit.outlet ?? "outlet unknown")</b> <span>\(hit.published.map { Clock.stamp($0) } ?? "date unknown")</span> \(story) \(cite)</p></li>

            """
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            hit.writeMembers(to: &json)
            json.member("address", DocumentPage.address(hit.id, nil, ask))
        }
    }
}
