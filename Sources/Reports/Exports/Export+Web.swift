import Documents
import JSON
import Moments
import Readings
import Stories
import Texts

extension Export {
    /// A FeatureCollection of the places that were located, with the events told to be there.
    var geojson: String {
        var out = JSONWriter(indent: 1)
        out.object { json in
            json.member("type", "FeatureCollection")
            json.name("features")
            json.array(report.places) { json, place in
                json.object { json in
                    json.member("type", "Feature")
                    json.member("id", place.id)
                    json.name("geometry")
                    json.object { json in
                        json.member("type", "Point")
                        json.name("coordinates")
                        json.array([place.longitude, place.latitude]) { $0.value($1) }
                    }
                    json.name("properties")
                    json.object { json in
                        json.member("story", story.id)
                        json.member("name", place.name)
                        json.member("country", place.country)
                        json.member("precision", place.precision.rawValue)
                        json.member("documents", place.documents)
                        json.member("rule", place.rule)
                        json.name("events")
                        json.array(events(at: place)) { json, event in
                            json.object { json in
                                json.member("id", event.id)
                                json.member("start", event.start?.rfc3339())
                                json.member("end", event.end?.rfc3339())
                                let first = telling(event)
                                json.member("status", (first?.mark ?? event.mark).rawValue)
                                json.member("type", event.type)
                                if let first {
                                    json.name("citation")
                                    json.object { self.json.citation(&$0, first.citation) }
                                }
                            }
                        }
                    }
                }
            }
        }
        out.newline()
        return out.string
    }

    private func events(at entry: PlaceEntry) -> [Event] {
        story.events.filter { event in
            guard let place = place(event) else { return false }
            return place.latitude == entry.latitude && place.longitude == entry.longitude
        }
    }

    /// A feed of the events, the one reported last first. Undated reports stand under the feed's own time.
    func atom(_ asOf: Moment) -> String {
        let entries = story.events.filter { !$0.background && !$0.tellings.isEmpty }.enumerated().sorted { a, b in
            let (x, y) = (a.element.reported?.moment ?? asOf, b.element.reported?.moment ?? asOf)
            return x != y ? x > y : a.offset < b.offset
        }.map(\.element)
        var text = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
             <id>urn:sitrep:\(Self.escaped(story.id))</id>
             <title>\(Self.escaped(story.title))</title>
             <updated>\(asOf.rfc3339())</updated>
             <generator version="\(Self.escaped(version))">Sitrep</generator>
             <author><name>Sitrep</name></author>

            """
        for event in entries {
            guard let (citation, mark) = telling(event) else { continue }
            let document = view.document(citation.document)
            let quote = view.quote(citation)
            let outlet = document.outlet?.value.name ?? "outlet unknown"
            text += " <entry>\n  <id>urn:sitrep:\(Self.escaped(story.id)):\(Self.escaped(event.id))</id>\n"
            text += "  <title>\(Self.escaped(quote))</title>\n"
            text += "  <updated>\((event.reported?.moment ?? asOf).rfc3339())</updated>\n"
            if let url = Self.link(document) {
                text += "  <link rel=\"via\" href=\"\(Self.escaped(url))\"/>\n"
            }
            text += "  <category term=\"\(mark.rawValue)\"/>\n"
            text += "  <content type=\"text\">\(Self.escaped(quote)) (\(Self.escaped(outlet)), "
            text += "\(document.published?.iso ?? "date unknown"))</content>\n </entry>\n"
        }
        return text + "</feed>\n"
    }

    /// Text for XML; what XML 1.0 cannot hold becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Every cited sentence as an annotation whose target is a stretch of its article.
    var annotations: String {
        var marks: [Citation: [Event]] = [:]
        for event in story.events {
            for telling in event.tellings { marks[telling.citation, default: []].append(event) }
        }
        var out = JSONWriter(indent: 1)
        out.object { json in
            json.member("@context", "http://www.w3.org/ns/anno.jsonld")
            json.member("id", "urn:sitrep:\(story.id)")
            json.member("type", "AnnotationCollection")
            json.member("label", story.title)
            json.member("total", report.evidence.count)
            json.name("first")
            json.object { json in
                json.member("id", "urn:sitrep:\(story.id):annotations")
                json.member("type", "AnnotationPage")
                json.member("partOf", "urn:sitrep:\(story.id)")
                json.member("startIndex", 0)
                json.name("items")
                json.array(report.evidence) { json, evidence in
                    annotation(&json, evidence, events: marks[evidence.citation] ?? [])
                }
            }
        }
        out.newline()
        return out.string
    }

    private func annotation(_ json: inout JSONWriter, _ evidence: Evidence, events: [Event]) {
        let document = view.document(evidence.document)
        let extent = evidence.citation.extent
        let (start, end) = self.json.indexes[evidence.document].codePoints(extent)
        json.object { json in
            json.member("id", "urn:sitrep:\(story.id):\(document.sha256.short()):\(start)-\(end)")
            json.member("type", "Annotation")
            json.member("motivation", "highlighting")
            json.name("body")
            json.array(events) { json, event in
                json.object { json in
                    json.member("type", "TextualBody")
                    json.member("purpose", "tagging")
                    let mark = EventWriter(view: view).mark(evidence.citation, event).0
                    json.member("value", "event \(event.id), \(mark.rawValue)")
                }
            }
            json.name("target")
            json.object { json in
                json.member("source", Self.link(document) ?? "urn:sha256:\(document.sha256.hex)")
                json.name("selector")
                json.array { json in
                    json.object { json in
                        json.member("type", "TextQuoteSelector")
                        json.member("exact", document.text[extent])
                        json.member("prefix", Self.around(document.text, extent.start, -32))
                        json.member("suffix", Self.around(document.text, extent.end, 32))
                    }
                    json.object { json in
                        json.member("type", "TextPositionSelector")
                        json.member("start", start)
                        json.member("end", end)
                    }
                }
            }
        }
    }

    /// Up to so many bytes before or after a byte, cut at characters.
    private static func around(_ text: Text, _ at: Int, _ count: Int) -> String {
        var lower = max(0, min(at, at + count))
        var upper = min(text.count, max(at, at + count))
        while lower < upper, text.utf8[lower] & 0xC0 == 0x80 { lower += 1 }
        while upper > lower, upper < text.count, text.utf8[upper] & 0xC0 == 0x80 { upper -= 1 }
        return text[Extent(lower, upper)]
    }
}
