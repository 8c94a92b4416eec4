import Archive
import Documents
import Lexicons
import Stories
import Texts

/// Reads a correction out of a form, in the words of `sitrep correct`.
struct CorrectionForm {
    let form: FormFields

    /// The kinds, with their fields, for the description of the site.
    static let fields: [(name: String, words: String)] = [
        ("kind", "event, date, published, place, person, split, merge or reprint."),
        ("document", "event, date, published, place: the document."),
        ("at", "event, date, place: a place in its text, in code points, as citations give it."),
        ("date", "date: the day or time the sentence speaks of."),
        ("published", "published: when the document was published."),
        ("place", "place: the right name; none when the sentence names no place."),
        ("position", "place: degrees north and east, 56.1,-3.2."), ("name", "person: a name."),
        ("other", "person: the name to print for it."), ("story", "split, merge: the story."),
        ("documents", "split: a document that is not of the story; several are allowed."),
        ("into", "merge: the story that goes on."), ("outlet", "reprint: the outlet."),
        ("source", "reprint: whom it reprints."), ("author", "Who corrects."), ("reason", "Why."),
    ]

    /// A place that a name may mean.
    struct Candidate: Sendable, Hashable {
        var label: String
        var position: String
    }

    /// A name that may mean several places: the editor has to choose.
    struct Ambiguous: Error { var candidates: [Candidate] }

    /// The correction; throws a `Problem` for what is missing, `Ambiguous` for a name without a position.
    func change(_ store: SiteStore) throws -> Amendment.Change {
        switch form.items["kind"] {
        case "event":
            let (document, at) = try sentence(store)
            return .apart(document: document, at: at)
        case "date":
            let (document, at) = try sentence(store)
            return .date(document: document, at: at, value: try form.required("date", "The right date", most: 40))
        case "published":
            return .date(
                document: try form.required("document", "The document"), at: nil,
                value: try form.required("published", "The right time", most: 40))
        case "place": return try place(store)
        case "person":
            return .samePerson(
                try form.required("name", "The name"), try form.required("other", "The name to print"))
        case "split":
            return .split(story: try story("story", store), documents: form.items.all("documents"))
        case "merge":
            return .merge(story: try story("story", store), into: try story("into", store))
        case "reprint":
            return .reprints(
                outlet: try form.required("outlet", "The outlet"), of: try form.required("source", "Whom it reprints"))
        default:
            throw Problem(status: 422, title: "Something is missing", detail: "Choose what is wrong (kind).")
        }
    }

    private func sentence(_ store: SiteStore) throws -> (document: String, at: Int) {
        let id = try form.required("document", "The document")
        let at = try form.required("at", "The place in the text", most: 12)
        let found = try store.read { archive throws(ArchiveError) in try archive.document(id) }
        guard let found, let points = Int(at), points >= 0, points < found.text.count else {
            throw Problem(
                status: 422, title: "Not there", detail: "The archive has no document '\(id)' with a place \(at).")
        }
        return (id, CodePointIndex(found.text).byte(atCodePoint: points))
    }

    /// A story by its id, or by what an address of it ends with.
    private func story(_ name: String, _ store: SiteStore) throws -> String {
        let given = try form.required(name, name == "into" ? "The other story" : "The story")
        let bare = given.split(separator: " ").first.map(String.init) ?? given
        return try store.read { archive throws(ArchiveError) in try archive.story(named: bare) } ?? bare
    }

    private func place(_ store: SiteStore) throws -> Amendment.Change {
        let (document, at) = try sentence(store)
        guard let name = try form.optional("place") else {
            return .place(document: document, at: at, name: nil, latitude: 0, longitude: 0)
        }
        guard let position = try form.optional("position", most: 60) else {
            let found = Self.candidates(name)
            guard !found.isEmpty else {
                throw Problem(
                    status: 422, title: "Something is missing",
                    detail:
                        "The gazetteer has no place '\(name)'. Give its position: degrees north and east, 56.1,-3.2.")
            }
            throw Ambiguous(candidates: found)
        }
        let degrees = position.split(separator: ",").map { part in Double(part.filter { $0 != " " }) }
        guard degrees.count == 2, let north = degrees[0], let east = degrees[1], north.isFinite, east.isFinite else {
            throw Problem(
                status: 422, title: "Not understood", detail: "Write degrees north and east with a comma: 56.1,-3.2.")
        }
        return .place(document: document, at: at, name: name, latitude: north, longitude: east)
    }

    /// Places of a name in the embedded gazetteer, most prominent first.
    static func candidates(_ name: String) -> [Candidate] {
        guard let gazetteer = try? Gazetteer() else { return [] }
        return gazetteer.matches(name).prefix(8).map { match in
            let entry = gazetteer.entry(match.entry)
            let region = gazetteer.region(entry.region)
            let area = region.entry.flatMap { $0 == match.entry ? nil : gazetteer.label(of: $0) }
            let parts = [gazetteer.label(of: match.entry), entry.kind.word, area, region.country]
            return Candidate(
                label: parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", "),
                position: "\(degrees(entry.latitude)),\(degrees(entry.longitude))")
        }
    }

    /// Three decimals: about a hundred metres.
    private static func degrees(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let rest = String(abs(thousandths) % 1000 + 1000).dropFirst()
        return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(rest)"
    }
}
