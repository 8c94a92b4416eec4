import Readings
import Texts

/// What a document can be found by besides its words: whom and what it names, where, what happened, what is counted.
struct Facets {
    /// Kinds of values, as numbers kept in the archive.
    enum Kind: Int64, CaseIterable {
        case entity = 1
        case place = 2
        case country = 3
        case type = 4
        case measure = 5
        case source = 6
    }

    private var values: [(kind: Kind, value: String)] = []
    private var spots: [(latitude: Double, longitude: Double)] = []
    private var figures: [(measure: String, low: Double, extent: Extent)] = []

    init(_ reading: Reading) {
        var seen: Set<String> = []
        func add(_ kind: Kind, _ value: String?) {
            guard let value, !value.isEmpty, seen.insert("\(kind.rawValue) \(value)").inserted else { return }
            values.append((kind, value))
        }
        for entity in reading.entities {
            add(.entity, entity.name)
            for variant in entity.variants { add(.entity, variant) }
        }
        for place in reading.places {
            if place.gazetteer != nil { add(.place, place.label) }
            add(.country, place.country)
            guard let latitude = place.latitude, let longitude = place.longitude else { continue }
            let spot = (latitude: latitude, longitude: longitude)
            if !spots.contains(where: { $0 == spot }) { spots.append(spot) }
        }
        for claim in reading.claims { add(.type, claim.type) }
        for quantity in reading.quantities {
            add(.measure, quantity.counts)
            guard let measure = quantity.counts, let low = quantity.low ?? quantity.high, quantity.status == .current
            else { continue }
            figures.append((measure, low, Self.sentence(around: quantity.extent, in: reading)))
        }
        for attribution in reading.attributions {
            if let speaker = attribution.speaker, reading.entities.indices.contains(speaker) {
                add(.source, reading.entities[speaker].name)
            } else if let source = attribution.source.first {
                add(.source, reading.text[source])
            }
        }
    }

    private static func sentence(around extent: Extent, in reading: Reading) -> Extent {
        reading.sentences.first { $0.extent.start <= extent.start && extent.end <= $0.extent.end }?.extent ?? extent
    }

    func write(_ document: Int64, to database: Database) throws(ArchiveError) {
        for (kind, value) in values {
            try database.run(
                "INSERT OR IGNORE INTO facet (document, kind, value) VALUES (?, ?, ?)",
                [.int(document), .int(kind.rawValue), .text(value)])
        }
        for spot in spots {
            try database.run(
                "INSERT INTO spot (document, latitude, longitude) VALUES (?, ?, ?)",
                [.int(document), .double(spot.latitude), .double(spot.longitude)])
        }
        for figure in figures {
            try database.run(
                "INSERT INTO figure (document, measure, low, lower, upper) VALUES (?, ?, ?, ?, ?)",
                [
                    .int(document), .text(figure.measure), .double(figure.low), .int(Int64(figure.extent.start)),
                    .int(Int64(figure.extent.end)),
                ])
        }
    }
}
