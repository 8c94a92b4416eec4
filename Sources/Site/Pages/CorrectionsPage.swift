import Archive
import Documents
import JSON
import Moments
import Reports
import Stories
import Texts

/// What people put right: when, who, why, and what was taken back.
struct CorrectionsPage: Page {
    /// A correction with what it speaks of.
    struct Row: Sendable {
        var amendment: Amendment
        /// The sentence, or the document's title, with its address.
        var subject: (words: String, address: String)?
        /// The text of the document it speaks of, by its id.
        var text: [String: Text] = [:]
    }

    var rows: [Row]
    var total: Int
    var offset: Int
    /// What is wrong with a form that was sent.
    var fault: String?
    var titles: [String: String]
    /// What documents that were put apart are called, by id.
    var parts: [String: String]
    var ask: Ask

    let title = "Corrections"
    let part = "corrections"
    var isPersonal: Bool { ask.visitor.mayEdit }

    var next: String? {
        offset + rows.count < total
            ? ask.link("corrections", with: [("next", PageToken.write(offset + rows.count))]) : nil
    }

    init(_ ask: Ask, _ store: SiteStore, fault: String? = nil) throws {
        (self.ask, self.fault) = (ask, fault)
        let offset = try PageToken.read(ask.query)
        self.offset = offset
        let found = try store.read {
            archive throws(ArchiveError) -> (
                all: [Amendment], documents: [String: Document], titles: [String: String], parts: [String: String]
            ) in
            let all = try archive.amendments().filter { $0.made <= ask.asOf }.reversed()
            var documents: [String: Document] = [:]
            var parts: [String: String] = [:]
            for one in all.dropFirst(offset).prefix(SiteLimits.page) {
                if case .split(_, let ids) = one.change {
                    for id in ids.prefix(Self.mostParts) where parts[id] == nil {
                        parts[id] = try archive.document(id)?.title?.value
                    }
                }
                guard let id = Self.place(of: one.change)?.document, documents[id] == nil else { continue }
                documents[id] = try archive.document(id)
            }
            return (Array(all), documents, try archive.storyTitles(), parts)
        }
        total = found.all.count
        titles = found.titles
        parts = found.parts
        rows = found.all.dropFirst(offset).prefix(SiteLimits.page).map { amendment in
            guard let place = Self.place(of: amendment.change), let document = found.documents[place.document] else {
                return Row(amendment: amendment)
            }
            var words = document.title?.value ?? document.id
            var start: Int?
            if let at = place.at, at < document.text.count {
                let stretch = Self.stretch(at, in: document.text)
                words = "\(document.text[stretch])" + (stretch.end < document.text.count ? " …" : "")
                start = CodePointIndex(document.text).codePoint(atByte: at)
            }
            return Row(
                amendment: amendment, subject: (words, DocumentPage.address(document.id, start, ask)),
                text: [document.id: document.text])
        }
    }

    /// Documents of one split that are named.
    private static let mostParts = 12

    private static func place(of change: Amendment.Change) -> (document: String, at: Int?)? {
        switch change {
        case .apart(let document, let at), .place(let document, let at, _, _, _): (document, at)
        case .date(let document, let at, _): (document, at)
        case .samePerson, .split, .merge, .reprints: nil
        }
    }

    /// About a sentence from a place on: up to the next stop, 200 bytes at most.
    private static func stretch(_ at: Int, in text: Text) -> Extent {
        var end = at
        for byte in text.utf8.dropFirst(at) {
            if end - at >= 200, byte & 0xC0 != 0x80 { break }
            end += 1
            if byte == UInt8(ascii: "\n") { break }
            if byte == UInt8(ascii: "."), end - at > 40 { break }
        }
        return Extent(at, end)
    }

    // MARK: View

    var main: Markup {
        var out: Markup =
            "<div class=\"head\"><h1>Corrections</h1><p>What people put right in the machine’s readings. Nothing a text says was changed; what was taken back stays on record.</p></div>\n"
        if let fault { out += "<p class=\"fault\" role=\"alert\"><b>Not kept.</b> \(fault)</p>\n" }
        out += MomentForm(ask: ask, path: ["corrections"], hasSince: false).markup
        guard !rows.isEmpty else { return out + "<p>Nothing was corrected by then.</p>\n" }
        out += """
            <div class="scroll" tabindex="0" role="region" aria-label="Corrections"><table class="lines"><caption>\(total) \(total == 1 ? "correction" : "corrections"), newest first. All times are UTC.</caption>\
            <thead><tr><th scope="col">Made</th><th scope="col">By</th><th scope="col">What</th><th scope="col">Why</th><th scope="col">Now</th></tr></thead><tbody>

            """
        for row in rows { out += self.row(row) }
        out += "</tbody></table></div>\n"
        if let next { out += "<p class=\"more\"><a rel=\"next\" href=\"\(next)\">Earlier ones</a></p>\n" }
        return out
    }

    private func row(_ row: Row) -> Markup {
        let one = row.amendment
        var what = Self.words(one.change, titles, ask, parts: parts)
        if let subject = row.subject {
            what += "<br><a class=\"said\" href=\"\(subject.address)\">\(subject.words)</a>"
        }
        var state: Markup = "<span class=\"mark agreed\"><i aria-hidden=\"true\">=</i>holds</span>"
        if let undone = one.undone, undone.at <= ask.asOf {
            state =
                "<span class=\"mark single\"><i aria-hidden=\"true\">×</i>taken back</span><span class=\"why\">\(Clock.stamp(undone.at)), \(undone.author): \(undone.reason)</span>"
        } else if ask.visitor.mayEdit, one.undone == nil {
            state += """
                <details class="undo"><summary>take back<span class="vh"> correction \(one.id)</span></summary><form method="post" action="\(Address.make(["corrections", one.id, "undo"]))">\
                \(ask.visitor.signature().markup)<button class="btn">Take back</button></form></details>
                """
        }
        return """
            <tr data-item id="\(one.id)"><td class="nb" data-l="Made">\(Clock.stamp(one.made))<br><span class="quiet">\(one.id)</span></td><td data-l="By">\(one.author)</td>\
            <td data-l="What">\(what)</td><td data-l="Why">\(one.reason)</td><td data-l="Now">\(state)</td></tr>

            """
    }

    /// What a correction does, in words and links.
    static func words(
        _ change: Amendment.Change, _ titles: [String: String], _ ask: Ask, parts: [String: String] = [:]
    ) -> Markup {
        func link(_ story: String) -> Markup {
            "<a href=\"\(ask.link("stories", story))\">\(titles[story] ?? story)</a>"
        }
        switch change {
        case .apart: return "<b>Not this event:</b>"
        case .date(_, .some, let value): return "<b>Date</b> \(value):"
        case .date(_, nil, let value): return "<b>Published</b> \(value):"
        case .place(_, _, nil, _, _): return "<b>No place:</b>"
        case .place(_, _, let name?, let latitude, let longitude):
            return "<b>Place</b> \(name) <span class=\"quiet\">\("\(latitude), \(longitude)")</span>:"
        case .samePerson(let name, let other): return "<b>Same person:</b> \(name) is \(other)"
        case .split(let story, let documents):
            let links = documents.prefix(Self.mostParts).map { id -> Markup in
                "<a href=\"\(DocumentPage.address(id, nil, ask))\">\(parts[id] ?? id)</a>"
            }
            let more: Markup =
                documents.count > Self.mostParts ? " and \(documents.count - Self.mostParts) more" : ""
            return "<b>Split</b> from \(link(story)): \(links.joined("; "))\(more)"
        case .merge(let story, let other): return "<b>Merged:</b> \(link(story)) goes into \(link(other))"
        case .reprints(let outlet, let other): return "<b>Reprint:</b> \(outlet) prints what is \(other)’s"
        }
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.member("total", total)
            json.name("corrections")
            json.array(rows) { json, row in
                row.amendment.write(to: &json, text: { row.text[$0] }, at: ask.asOf)
            }
            json.member("next", nextJSON)
        }
        json.newline()
    }
}
