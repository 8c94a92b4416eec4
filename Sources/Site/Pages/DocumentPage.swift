import Archive
import Documents
import JSON
import Moments
import Readings
import Reports
import Stories
import Texts

/// One document: its text with the readings marked, each explained beside it, and its versions.
struct DocumentPage: Page {
    var reading: Reading
    var standing: Archive.Standing
    var versions: [Archive.Standing]
    /// What changed against the version before it, when there is one.
    var difference: VersionDifference?
    /// What people put right in its reading.
    var amendments: [Amendment]
    var ask: Ask

    let part = ""
    var title: String { document.title?.value ?? "Document \(document.id)" }
    private var document: Document { reading.document }

    /// The address of a document's page, at a sentence given by the code point where it starts.
    static func address(_ id: String, _ start: Int?, _ ask: Ask) -> String {
        address(id, start, tail: ask.tail)
    }

    /// The same with both moments written already.
    static func address(_ id: String, _ start: Int?, tail: String) -> String {
        Address.make(["documents", id]) + tail + (start.map { "#c\($0)" } ?? "")
    }

    // MARK: Query

    init(id: String, ask: Ask, store: SiteStore, desk: ReportDesk) async throws {
        let found = try store.read { archive throws(ArchiveError) in
            let standing = try archive.standing(id)
            let versions = standing == nil ? [] : try archive.versions(of: id)
            let before = versions.firstIndex { $0.id == id }.flatMap { $0 > 0 ? versions[$0 - 1].id : nil }
            return (
                document: try archive.document(id), standing: standing, versions: versions,
                before: try before.map { id throws(ArchiveError) in try archive.document(id) } ?? nil,
                amendments: try archive.amendments(at: ask.asOf)
            )
        }
        guard let document = found.document.flatMap({ Amendment.applied(found.amendments, to: [$0]).first }),
            let standing = found.standing
        else {
            throw Problem.notFound("The archive has no document '\(id.prefix(100))'.")
        }
        guard standing.arrived <= ask.asOf else {
            throw Problem.notFound(
                "The document arrived \(Clock.stamp(standing.arrived)) UTC, after the chosen moment.")
        }
        self.ask = ask
        self.standing = standing
        versions = found.versions.filter { $0.arrived <= ask.asOf }
        difference = found.before.map { VersionDifference(from: $0, to: document) }
        amendments = found.amendments.filter { amendment in
            switch amendment.change {
            case .apart(id, _), .date(id, _, _), .place(id, _, _, _, _): true
            case .split(_, let ids): ids.contains(id)
            default: false
            }
        }
        reading = try await desk.reading(of: document)
    }

    /// Where the sentence at a place of the text begins, in code points; nil when there is none.
    func sentence(at byte: Int) -> Int? {
        reading.sentences.first { $0.extent.start <= byte && byte < $0.extent.end }
            .map { CodePointIndex(document.text).codePoint(atByte: $0.extent.start) }
    }

    // MARK: View

    var main: Markup {
        var out: Markup =
            "<article class=\"doc\"><div class=\"head\"><p class=\"small quiet\">\(document.outlet?.value.name ?? "Outlet unknown")"
        if let story = standing.story { out += " · <a href=\"\(ask.link("stories", story))\">in its story</a>" }
        if ask.visitor.mayEdit {
            out +=
                " · <a class=\"fix\" href=\"\(CorrectPage.address(document: document.id, story: standing.story))\">correct<span class=\"vh\"> this document</span></a>"
        }
        out +=
            "</p><h1>\(title)</h1>\n<dl class=\"dmeta\">\(facts)</dl><details class=\"folded record\"><summary>How the archive keeps it</summary><dl class=\"dmeta\">\(record)</dl></details></div>\n"
        out += """
            <fieldset class="show"><legend>Show</legend>\
            <label><input type="checkbox" id="s-att" checked> who says it</label><label><input type="checkbox" id="s-time" checked> times</label>\
            <label><input type="checkbox" id="s-place" checked> places</label><label><input type="checkbox" id="s-num" checked> numbers</label>\
            <label><input type="checkbox" id="s-claim" checked> claims</label></fieldset>

            """
        out += MarkedText(reading: reading, ask: ask, story: standing.story).markup
        return out + changes + corrected + "</article>\n"
    }

    private var corrected: Markup {
        guard !amendments.isEmpty else { return "" }
        let items = amendments.map { one -> Markup in
            "<li>\(CorrectionsPage.words(one.change, [:], ask)) \(one.reason) <span class=\"quiet\">\(one.author), \(Clock.stamp(one.made)) UTC</span> <a class=\"small\" href=\"\(ask.link("corrections"))#\(one.id)\">\(one.id)</a></li>\n"
        }
        return
            "<section class=\"sec\" id=\"corrections\"><header><h2>Corrections by people</h2><p>Laid over the readings in reports; the marks above are the machine’s.</p></header><ul class=\"plain\">\n\(items.joined())</ul></section>\n"
    }

    private var facts: Markup {
        var rows: [(String, Markup)] = []
        if let published = document.published {
            rows.append(
                ("published", "\(Clock.stated(published)) UTC <span class=\"quiet\">from \(published.rule)</span>"))
        } else {
            rows.append(("published", "date unknown"))
        }
        if let byline = document.byline { rows.append(("by", "\(byline.value.joined(separator: ", "))")) }
        if let credit = document.credit { rows.append(("credit", "\(credit.value)")) }
        if let url = document.url {
            let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
            rows.append(("address", isWeb ? "<a href=\"\(url)\" rel=\"noreferrer noopener\">\(url)</a>" : "\(url)"))
        }
        for flag in document.flags { rows.append((flag.kind, "\(flag.detail)")) }
        return Self.list(rows)
    }

    /// What only those need who check or cite.
    private var record: Markup {
        var rows: [(String, Markup)] = [("arrived", "\(Clock.stamp(standing.arrived)) UTC")]
        rows.append(("archive id", "\(document.id)"))
        rows.append(("SHA-256", "<code>\(document.sha256.hex)</code>"))
        if !standing.run.isEmpty { rows.append(("read by", "\(standing.run)")) }
        return Self.list(rows)
    }

    private static func list(_ rows: [(String, Markup)]) -> Markup {
        rows.map { name, value -> Markup in "<div><dt>\(name)</dt> <dd>\(value)</dd></div>" }.joined(" ")
    }

    private var changes: Markup {
        guard versions.count > 1 || difference != nil else { return "" }
        let items = versions.enumerated().map { i, version -> Markup in
            let name: Markup =
                version.id == standing.id
                ? "<b>this one</b>"
                : "<a href=\"\(Self.address(version.id, nil, ask))\">\(version.title ?? version.id)</a>"
            return
                "<li>\(i + 1). \(name) <span class=\"quiet\">arrived \(Clock.stamp(version.arrived)) UTC</span></li>\n"
        }
        var out: Markup =
            "<section class=\"sec\" id=\"versions\"><header><h2>Versions</h2><p>Every text under this address that arrived, compared sentence by sentence.</p></header><ul class=\"plain\">\(items.joined())</ul>\n"
        if let difference {
            let lines = difference.changes.map { change -> Markup in
                switch change {
                case .removed(let text): "<li><b>Gone</b> <del class=\"said\">\(text)</del></li>\n"
                case .added(let extent): "<li><b>New</b> <ins class=\"said\">\(document.text[extent])</ins></li>\n"
                case .changed(let old, let extent):
                    "<li><b>Rewritten</b> <del class=\"said\">\(old)</del> <ins class=\"said\">\(document.text[extent])</ins></li>\n"
                }
            }
            out += "<p class=\"small quiet\">Against the version before: \(difference.kept) sentences kept.</p>"
            out += lines.isEmpty ? "" : "<ul class=\"plain\">\n\(lines.joined())</ul>\n"
        }
        return out + "</section>\n"
    }

    // MARK: JSON

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("id", document.id)
            json.member("story", standing.story)
            json.member("arrived", standing.arrived.rfc3339())
            json.member("sha256", document.sha256.hex)
            json.name("versions")
            json.array(versions) { json, version in
                json.object { json in
                    json.member("id", version.id)
                    json.member("arrived", version.arrived.rfc3339())
                }
            }
            json.name("reading")
            var inner = JSONWriter()
            reading.write(to: &inner)
            json.raw(inner.string)
        }
        json.newline()
    }
}
