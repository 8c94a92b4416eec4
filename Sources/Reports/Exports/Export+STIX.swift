import Documents
import JSON
import Moments
import Readings
import Stories
import Texts

extension Export {
    /// A STIX 2.1 bundle: outlets as identities, located places as locations, events as notes that quote a sentence and refer to
    /// the place, and a report that holds them all. Identifiers are made from the content, so the same story gives the same
    /// bundle.
    func stix(_ asOf: Moment) -> String {
        func stamp(_ moment: Moment) -> String { moment.rfc3339().replacing("Z", with: ".000Z") }
        let time = stamp(asOf)
        // An object keeps its time of creation in every later version (section 3.2): outlets and places never change, a story and its
        // events are there since the first report.
        let ever = "2025-01-01T00:00:00.000Z"
        let begun = stamp(min(asOf, view.span?.first ?? asOf))
        let maker = Self.identifier("identity", "Sitrep")
        var refs: [String] = []
        var objects: [(inout JSONWriter) -> Void] = []
        func object(
            _ type: String, _ key: String, created: String, modified: String,
            _ body: @escaping (inout JSONWriter) -> Void
        ) {
            let id = Self.identifier(type, key)
            guard !refs.contains(id) else { return }
            refs.append(id)
            objects.append { json in
                json.member("type", type)
                json.member("spec_version", "2.1")
                json.member("id", id)
                json.member("created_by_ref", maker)
                json.member("created", created)
                json.member("modified", modified)
                body(&json)
            }
        }
        for reading in story.readings {
            guard let outlet = reading.document.outlet?.value else { continue }
            object("identity", outlet.name, created: ever, modified: ever) { json in
                json.member("name", outlet.name)
                json.member("identity_class", "organization")
                json.member("sectors", ["communications"])
            }
        }
        for place in report.places {
            object(
                "location", "\(place.latitude) \(place.longitude) \(place.name)", created: ever, modified: ever
            ) { json in
                json.member("name", place.name)
                json.member("latitude", place.latitude)
                json.member("longitude", place.longitude)
                if let country = place.country { json.member("country", country) }
            }
        }
        let places = Dictionary(
            report.places.map { ("\($0.latitude) \($0.longitude)", $0) }, uniquingKeysWith: { first, _ in first })
        for event in story.events {
            guard let (citation, mark) = telling(event) else { continue }
            let document = view.document(citation.document)
            var about = [Self.identifier("report", story.id)]
            if let place = place(event), let latitude = place.latitude, let longitude = place.longitude,
                let entry = places["\(latitude) \(longitude)"]
            {
                about.append(Self.identifier("location", "\(entry.latitude) \(entry.longitude) \(entry.name)"))
            }
            if let outlet = document.outlet?.value { about.append(Self.identifier("identity", outlet.name)) }
            object("note", "\(story.id) \(event.id)", created: begun, modified: time) { json in
                json.member(
                    "abstract",
                    "\(mark.rawValue), \(event.origins.count) \(event.origins.count == 1 ? "origin" : "origins")")
                json.member("content", view.quote(citation))
                // Lists are never empty (section 2.9).
                if !event.voices.isEmpty { json.member("authors", event.voices) }
                json.member("object_refs", about)
                json.name("external_references")
                json.array { json in
                    json.object { json in
                        json.member("source_name", document.outlet?.value.name ?? "outlet unknown")
                        json.member("description", "SHA-256 of the text that was read: \(document.sha256.hex)")
                        if let url = Self.link(document) { json.member("url", url) }
                        json.member("external_id", document.id)
                    }
                }
            }
        }
        var out = JSONWriter(indent: 1)
        out.object { json in
            json.member("type", "bundle")
            json.member("id", Self.identifier("bundle", story.id))
            json.name("objects")
            json.array { json in
                json.object { json in
                    json.member("type", "identity")
                    json.member("spec_version", "2.1")
                    json.member("id", maker)
                    json.member("created", ever)
                    json.member("modified", ever)
                    json.member("name", "Sitrep")
                    json.member("identity_class", "system")
                }
                for object in objects { json.object(object) }
                json.object { json in
                    json.member("type", "report")
                    json.member("spec_version", "2.1")
                    json.member("id", Self.identifier("report", story.id))
                    json.member("created_by_ref", maker)
                    json.member("created", begun)
                    json.member("modified", time)
                    json.member("published", time)
                    json.member("name", story.title)
                    json.member("object_refs", [maker] + refs)
                }
            }
        }
        out.newline()
        return out.string
    }

    /// An identifier made from the content, in the shape of a name-based UUID (RFC 9562).
    static func identifier(_ type: String, _ key: String) -> String {
        var digits = Array(Fingerprint(of: Array("\(type) \(key)".utf8)).short(32).utf8)
        digits[12] = UInt8(ascii: "5")
        digits[16] = UInt8(ascii: "a")
        let hex = String(decoding: digits, as: UTF8.self)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            String(decoding: Array(hex.utf8)[range], as: UTF8.self)
        }
        return "\(type)--" + parts.joined(separator: "-")
    }
}
