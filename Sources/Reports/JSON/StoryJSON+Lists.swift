import Documents
import JSON
import Moments
import Readings
import Stories
import Texts

extension StoryJSON {
    /// All events, also those that people's formats leave out for length.
    func events(_ json: inout JSONWriter) {
        list(&json, "events", story.events) { json, event in self.event(&json, event) }
    }

    /// The members of an event's object.
    func event(_ json: inout JSONWriter, _ event: Event) {
        json.member("id", event.id)
        json.member("start", event.start?.rfc3339())
        json.member("end", event.end?.rfc3339())
        json.member("precision", event.precision.rawValue)
        json.member("timeReason", event.timeReason)
        json.member("reported", event.reported?.iso)
        json.name("place")
        if let (document, index) = event.place, index < story.readings[document].places.count {
            let place = story.readings[document].places[index]
            json.object { json in
                json.member("name", place.label)
                json.member("lat", place.latitude)
                json.member("lon", place.longitude)
                json.member("precision", place.precision.rawValue)
                json.member("gazetteer", place.gazetteer)
            }
        } else {
            json.null()
        }
        json.member("type", event.type)
        json.member("background", event.background)
        json.member("status", event.mark.rawValue)
        json.member("articles", event.articles)
        json.member("outlets", event.outlets)
        list(&json, "origins", event.origins) { json, origin in
            json.member("outlet", origin.outlet)
            json.member("document", view.document(origin.document).id)
            json.member("why", origin.why)
        }
        json.member("voices", event.voices)
        json.member("why", event.why)
        list(&json, "claims", event.tellings) { json, telling in
            citation(&json, telling.citation)
            json.member("source", telling.source)
            json.member("chain", telling.chain)
            let claims = story.readings[telling.citation.document].claims
            guard telling.claim < claims.count else { return }
            json.member("polarity", claims[telling.claim].polarity.rawValue)
            json.member("modality", claims[telling.claim].modality.rawValue)
        }
    }

    func numbers(_ json: inout JSONWriter) {
        list(&json, "numbers", report.numbers) { json, table in
            let series = story.series[table.series]
            json.member("id", table.id)
            json.member("measure", series.measure)
            json.member("scope", series.scope)
            json.member("title", table.title)
            json.name("current")
            if series.currentLow != nil || series.currentHigh != nil {
                json.object { json in
                    json.member("low", series.currentLow)
                    json.member("high", series.currentHigh)
                }
            } else {
                json.null()
            }
            list(&json, "entries", series.entries) { json, entry in
                let document = entry.citation.document
                citation(&json, entry.citation)
                let quantities = story.readings[document].quantities
                if entry.quantity < quantities.count {
                    let quantity = quantities[entry.quantity]
                    json.member("words", view.document(document).text[quantity.extent])
                    json.member("low", quantity.low)
                    json.member("high", quantity.high)
                    json.member("factorLow", quantity.factorLow)
                    json.member("factorHigh", quantity.factorHigh)
                    json.member("hedge", quantity.hedge)
                    json.member("unit", quantity.unit)
                    json.member("kind", quantity.kind.rawValue)
                }
                json.member("source", entry.source)
                json.member("voice", entry.voice)
                json.member("published", view.document(document).published?.iso)
                json.member("asOf", entry.asOf?.rfc3339())
                json.member("status", entry.status)
            }
        }
    }

    func contradictions(_ json: inout JSONWriter) {
        let all = report.disputes.map { (id: $0.id, contradiction: $0.contradiction) } + report.disputesLeftOut
        list(&json, "contradictions", all) { json, dispute in
            let pair = story.contradictions[dispute.contradiction]
            json.member("id", dispute.id)
            json.member("kind", pair.kind.rawValue)
            json.member("status", pair.status.rawValue)
            json.member("slot", pair.slot)
            json.name("a")
            json.object { citation(&$0, pair.a) }
            json.member("sourceA", pair.sourceA)
            json.name("b")
            json.object { citation(&$0, pair.b) }
            json.member("sourceB", pair.sourceB)
            json.member("why", pair.why)
        }
    }

    func says(_ json: inout JSONWriter) {
        list(&json, "says", report.voices) { json, voice in
            json.member("source", voice.source)
            json.member("anonymous", voice.anonymous)
            json.member("claims", Self.unique(voice.said.compactMap(\.event)))
            json.member("stance", voice.said.contains { $0.denies } ? "denies" : "says")
            list(&json, "said", voice.said) { json, said in
                evidence(&json, said.evidence)
                json.member("cue", said.cue)
                json.member("stance", said.denies ? "denies" : "says")
                json.member("event", said.event)
            }
        }
    }

    func places(_ json: inout JSONWriter) {
        list(&json, "places", report.places) { json, place in
            evidence(&json, place.evidence)
            json.member("id", place.id)
            json.member("name", place.name)
            json.member("country", place.country)
            json.member("lat", place.latitude)
            json.member("lon", place.longitude)
            json.member("precision", place.precision.rawValue)
            json.member("documents", place.documents)
            json.member("events", place.events)
            json.member("rule", place.rule)
        }
    }

    private static func unique(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }
}
