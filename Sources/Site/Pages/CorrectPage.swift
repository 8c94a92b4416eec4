import Archive
import Documents
import JSON
import Moments
import Readings
import Reports
import Texts

/// The form that puts a machine reading right: of a sentence, a document, or a story, whatever the address names.
struct CorrectPage: Page {
    var document: Document?
    /// The sentence with those before and after it.
    var sentence: (before: String, words: String, after: String)?
    /// Where it starts, in code points.
    var at: Int?
    var story: (id: String, title: String)?
    /// Documents of the story.
    var members: [Document]
    /// Names in the story.
    var names: [String]
    /// Other stories.
    var others: [(id: String, title: String)]
    /// What was filled in.
    var filled: QueryItems
    /// What is wrong with it.
    var fault: String?
    var candidates: [CorrectionForm.Candidate]
    var ask: Ask

    let part = "corrections"
    let isPersonal = true
    var title: String { "Correct" }

    /// The address of the form.
    static func address(
        document: String? = nil, at: Int? = nil, story: String? = nil, name: String? = nil
    ) -> String {
        Address.make(
            ["correct"], [("document", document), ("at", at.map(String.init)), ("story", story), ("name", name)])
    }

    // MARK: Query

    init(
        _ ask: Ask, _ store: SiteStore, _ desk: ReportDesk, filled: QueryItems, fault: String? = nil,
        candidates: [CorrectionForm.Candidate] = []
    ) async throws {
        (self.ask, self.filled, self.fault, self.candidates) = (ask, filled, fault, candidates)
        let (id, name) = (filled["document"], filled["story"])
        let found = try store.read {
            archive throws(ArchiveError) -> (
                document: Document?, story: String?, members: [Document], names: [String],
                lines: [Archive.StoryLine]
            ) in
            let document = try id.map { id throws(ArchiveError) in try archive.document(id) } ?? nil
            let story = try name.map { name throws(ArchiveError) in try archive.story(named: name) } ?? nil
            guard let story else { return (document, nil, [], [], []) }
            let members = try archive.documents(story: story).known
            let names = try archive.facets(.entity, of: members.prefix(500).map(\.id), limit: 80)
            return (document, story, members, names.map(\.value), try archive.stories())
        }
        document = found.document
        members = found.members
        names = found.names
        story = found.story.map { id in (id, found.lines.first { $0.id == id }?.title ?? id) }
        others = found.lines.filter { $0.id != found.story }.prefix(200).map { ($0.id, $0.title) }
        guard document != nil || story != nil else {
            throw Problem.notFound("The address names no document and no story that the archive has.")
        }
        guard let document, let text = filled["at"], let point = Int(text), point >= 0, point < document.text.count
        else { return }
        let reading = try await desk.reading(of: document)
        let index = CodePointIndex(document.text)
        let byte = index.byte(atCodePoint: point)
        guard let i = reading.sentences.firstIndex(where: { $0.extent.start <= byte && byte < $0.extent.end }) else {
            return
        }
        at = index.codePoint(atByte: reading.sentences[i].extent.start)
        func words(_ i: Int) -> String {
            reading.sentences.indices.contains(i) ? "\(document.text[reading.sentences[i].extent])" : ""
        }
        sentence = (words(i - 1), words(i), words(i + 1))
    }

    // MARK: View

    /// One thing that can be wrong, with the fields that say what is right.
    private struct Choice {
        var kind: String
        var name: String
        var words: String
        var fields: Markup = ""
    }

    private var choices: [Choice] {
        var all: [Choice] = []
        if sentence != nil {
            all.append(
                Choice(
                    kind: "event", name: "Not this event",
                    words: "The sentence tells of another event than the one it was joined to."))
            all.append(
                Choice(
                    kind: "date", name: "Wrong date", words: "The sentence speaks of another day or time.",
                    fields: input("date", "Right date", "2025-02-11 or 2025-02-11T18:00:00Z", 34)))
            all.append(
                Choice(
                    kind: "place", name: "Wrong place",
                    words: "What it tells is elsewhere; leave the name empty when it names no place.",
                    fields: input("place", "Right place", "", 24) + positions))
        }
        if let document {
            all.append(
                Choice(
                    kind: "published", name: "Published at another time",
                    words: "It says \(document.published.map { Clock.stated($0) } ?? "nothing").",
                    fields: input("published", "Right time", "2025-02-11T18:00:00Z", 24)))
            all.append(
                Choice(
                    kind: "reprint", name: "A reprint", words: "What the outlet prints is another one’s.",
                    fields: input("outlet", "Outlet", "", 24, document.outlet?.value.name)
                        + input("source", "reprints", "", 24, list: "outlets")))
        }
        guard story != nil else { return all }
        if let document {
            all.append(
                Choice(
                    kind: "split", name: "Not of this story", words: "The document tells of another situation.",
                    fields: "<input type=\"hidden\" name=\"documents\" value=\"\(document.id)\">"))
        } else {
            all.append(
                Choice(
                    kind: "person", name: "Same person", words: "Two names mean one person or body.",
                    fields: input("name", "The name", "", 24, list: "names")
                        + input("other", "is", "the name to print", 24, list: "names")))
            all.append(
                Choice(
                    kind: "merge", name: "Same situation as another story", words: "This story goes into the other.",
                    fields: input("into", "Other story", "", 24, list: "stories")))
            all.append(
                Choice(
                    kind: "split", name: "Not one situation", words: "The ticked documents make a story of their own.",
                    fields: ticks))
        }
        return all
    }

    private func input(
        _ name: String, _ words: String, _ hint: String, _ size: Int, _ preset: String? = nil, list: String? = nil
    ) -> Markup {
        let from: Markup = list.map { " list=\"\($0)\"" } ?? ""
        return
            "<label>\(words)<input name=\"\(name)\" value=\"\(filled[name] ?? preset ?? "")\" placeholder=\"\(hint)\" size=\"\(size)\" maxlength=\"200\"\(from) autocomplete=\"off\"></label>"
    }

    /// A field for the position, or the places that the name may mean.
    private var positions: Markup {
        guard !candidates.isEmpty else { return input("position", "Degrees north, east", "looked up when empty", 18) }
        let items = candidates.enumerated().map { i, candidate -> Markup in
            "<label class=\"tick\"><input type=\"radio\" name=\"position\" value=\"\(candidate.position)\"\(i == 0 ? " checked" : "")> \(candidate.label) <span class=\"quiet\">\(candidate.position)</span></label>"
        }
        return "<div class=\"ticks\" role=\"group\" aria-label=\"Which one\">\(items.joined())</div>"
    }

    private var ticks: Markup {
        let chosen = Set(filled.all("documents"))
        let items = members.prefix(400).map { member -> Markup in
            let when = member.published.map { Clock.stated($0) } ?? "date unknown"
            return
                "<label class=\"tick\"><input type=\"checkbox\" name=\"documents\" value=\"\(member.id)\"\(chosen.contains(member.id) ? " checked" : "")> \(member.title?.value ?? member.id) <span class=\"quiet\">\(member.outlet?.value.name ?? "outlet unknown"), \(when)</span></label>"
        }
        return "<div class=\"ticks\" role=\"group\" aria-label=\"Documents\">\(items.joined())</div>"
    }

    private func list(_ id: String, _ values: [(value: String, words: String)]) -> Markup {
        let options = values.map { value -> Markup in "<option value=\"\(value.value)\">\(value.words)</option>" }
        return "<datalist id=\"\(id)\">\(options.joined())</datalist>"
    }

    var main: Markup {
        var out: Markup = "<div class=\"head\"><h1>Correct</h1><p>"
        if let document {
            out +=
                "<a href=\"\(DocumentPage.address(document.id, at, ask))\">\(document.title?.value ?? document.id)</a>, \(document.outlet?.value.name ?? "outlet unknown")"
        } else if let story {
            out += "<a href=\"\(ask.link("stories", story.id))\">\(story.title)</a>"
        }
        out += "</p></div>\n"
        if let sentence {
            out +=
                "<blockquote class=\"context said\"><span class=\"quiet\">\(sentence.before)</span> <mark>\(sentence.words)</mark> <span class=\"quiet\">\(sentence.after)</span></blockquote>\n"
        }
        if let fault { out += "<p class=\"fault\" role=\"alert\"><b>Not kept.</b> \(fault)</p>\n" }
        let choices = self.choices
        let asked = filled["kind"] ?? (filled["name"] == nil ? nil : "person")
        let kind = choices.contains { $0.kind == asked } ? asked : choices.first?.kind
        out += "<form class=\"correct\" method=\"post\" action=\"/corrections\">\n"
        for (name, value) in [("document", document?.id), ("at", at.map(String.init)), ("story", story?.id)] {
            if let value { out += "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
        }
        out += "<fieldset><legend>What is wrong?</legend>\n"
        for choice in choices {
            out += """
                <div class="choice"><label class="pick"><input type="radio" name="kind" value="\(choice.kind)"\(choice.kind == kind ? " checked" : "")> <b>\(choice.name)</b> \
                <span class="quiet">\(choice.words)</span></label>\(choice.fields.isEmpty ? "" : "<div class=\"fields\">\(choice.fields)</div>")</div>

                """
        }
        out += "</fieldset>\n" + ask.visitor.signature(reason: filled["reason"] ?? "").markup
        out +=
            "<p><button class=\"btn\">Put it right</button> <span class=\"small quiet\">Nothing a text says is changed. The correction is laid over the reading, stands in the report with your name, and can be taken back.</span></p></form>\n"
        if story != nil {
            out += list("names", names.map { ($0, "") }) + list("stories", others.map { ($0.id, $0.title) })
            let outlets = Set(members.compactMap { $0.outlet?.value.name }).sorted()
            out += list("outlets", outlets.map { ($0, "") })
        }
        return out
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("document", document?.id)
            json.member("at", at)
            json.member("story", story?.id)
            json.member("kinds", choices.map(\.kind))
        }
        json.newline()
    }
}
