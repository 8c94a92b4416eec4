import JSON
import Stories

/// A correction's change as the archive keeps it: a JSON object.
enum AmendmentRecord {
    static func encode(_ change: Amendment.Change) -> String {
        var json = JSONWriter()
        json.object { json in
            switch change {
            case .apart(let document, let at):
                json.member("document", document)
                json.member("at", at)
            case .date(let document, let at, let value):
                json.member("document", document)
                if let at { json.member("at", at) }
                json.member("value", value)
            case .place(let document, let at, let name, let latitude, let longitude):
                json.member("document", document)
                json.member("at", at)
                if let name { json.member("name", name) }
                json.member("latitude", latitude)
                json.member("longitude", longitude)
            case .samePerson(let name, let other):
                json.member("name", name)
                json.member("other", other)
            case .split(let story, let documents):
                json.member("story", story)
                json.member("documents", documents)
            case .merge(let story, let other):
                json.member("story", story)
                json.member("other", other)
            case .reprints(let outlet, let source):
                json.member("outlet", outlet)
                json.member("source", source)
            }
        }
        return json.string
    }

    static func decode(_ kind: String, _ body: String) -> Amendment.Change? {
        guard let json = try? JSONParser.parse(Array(body.utf8)) else { return nil }
        func text(_ name: String) -> String? { json[name]?.string }
        switch kind {
        case "event":
            guard let document = text("document"), let at = json["at"]?.int else { return nil }
            return .apart(document: document, at: at)
        case "date":
            guard let document = text("document"), let value = text("value") else { return nil }
            return .date(document: document, at: json["at"]?.int, value: value)
        case "place":
            guard let document = text("document"), let at = json["at"]?.int,
                let latitude = json["latitude"]?.double, let longitude = json["longitude"]?.double
            else { return nil }
            return .place(document: document, at: at, name: text("name"), latitude: latitude, longitude: longitude)
        case "person":
            guard let name = text("name"), let other = text("other") else { return nil }
            return .samePerson(name, other)
        case "split":
            guard let story = text("story"), let documents = json["documents"]?.array?.compactMap(\.string) else {
                return nil
            }
            return .split(story: story, documents: documents)
        case "merge":
            guard let story = text("story"), let other = text("other") else { return nil }
            return .merge(story: story, into: other)
        case "reprint":
            guard let outlet = text("outlet"), let source = text("source") else { return nil }
            return .reprints(outlet: outlet, of: source)
        default: return nil
        }
    }
}
