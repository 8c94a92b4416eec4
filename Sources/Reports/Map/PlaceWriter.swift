import Documents
import Moments
import Readings
import Stories
import Texts

/// Gathers located places over all documents.
struct PlaceWriter {
    let view: StoryView

    static let most = 40

    private struct Gathered {
        var place: Place
        var first: Citation
        var documents: Set<Int> = []
    }

    /// Places, told in most documents first. Governments named by their capital are no places.
    func entries(_ evidence: inout EvidenceList) -> [PlaceEntry] {
        var gathered: [String: Gathered] = [:]
        var order: [String] = []
        for (d, reading) in view.story.readings.enumerated() {
            for place in reading.places where place.role == .place {
                guard let id = place.gazetteer, place.latitude != nil, place.longitude != nil else { continue }
                let citation = view.wholeSentence(document: d, place.extent)
                if gathered[id] == nil {
                    gathered[id] = Gathered(place: place, first: citation)
                    order.append(id)
                }
                gathered[id]?.documents.insert(d)
            }
        }
        var events: [String: Int] = [:]
        for event in view.story.events where !event.background {
            guard let (document, index) = event.place, document < view.story.readings.count,
                index < view.story.readings[document].places.count,
                let id = view.story.readings[document].places[index].gazetteer
            else { continue }
            events[id, default: 0] += 1
        }
        let entries = order.compactMap { id in gathered[id].map { (id, $0) } }.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            return (y.1.documents.count, events[y.0] ?? 0, a.offset) < (x.1.documents.count, events[x.0] ?? 0, b.offset)
        }
        return entries.prefix(Self.most).compactMap { entry in
            let (id, found) = entry.element
            guard let latitude = found.place.latitude, let longitude = found.place.longitude else { return nil }
            return PlaceEntry(
                id: id, name: found.place.label, country: found.place.country, latitude: latitude,
                longitude: longitude, precision: found.place.precision, documents: found.documents.count,
                events: events[id] ?? 0, rule: found.place.rule, evidence: evidence.add(found.first))
        }
    }
}
