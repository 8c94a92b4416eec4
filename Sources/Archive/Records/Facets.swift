import Readings
import Texts

/// What a document can be found by besides its words: whom and what it names, where, what happened, what is counted.
///
/// One row of the table `found` keeps it all, and the index `facets` is made of its lines, so that a name costs a line and not a
/// row in two trees:
///
///     1Mara Holt        an entity
///     2Ellan            a place
///     3GB               its country
struct Facets {
    /// Kinds of values, as numbers kept in the archive.
    enum Kind: Int64, CaseIterable {
        case entity = 1
        case place = 2
        case country = 3
        case type = 4
        case measure = 5
        case source = 6

        /// Its number, which begins a line.
        var digit: String { String(Unicode.Scalar(UInt8(0x30 + rawValue))) }
    }

    /// The digit of its kind and a value, a line each.
    private var list: [UInt8] = []
    /// Where the lines stand in `list`, each with a hash of its bytes.
    private var lines: [(hash: UInt64, extent: Range<Int>)] = []
    private var spots: [(latitude: Double, longitude: Double)] = []
    private var figures: [(measure: String, low: Double, extent: Extent)] = []

    init(_ reading: Reading) {
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

    /// Adds a line that is not there yet.
    private mutating func add(_ kind: Kind, _ value: String?) {
        guard var value, !value.isEmpty else { return }
        let end = list.count
        if end > 0 { list.append(0x0A) }
        let start = list.count
        list.append(UInt8(0x30 + kind.rawValue))
        value.withUTF8 { list.append(contentsOf: $0) }
        var hash: UInt64 = 0
        for i in start..<list.count {
            if list[i] < 0x20 || list[i] == 0x7F { list[i] = 0x20 }
            hash = (hash ^ UInt64(list[i])) &* 0x100_0000_01B3
        }
        let extent = start..<list.count
        let isThere = lines.contains { $0.hash == hash && list[$0.extent].elementsEqual(list[extent]) }
        if isThere { list.removeLast(list.count - end) } else { lines.append((hash, extent)) }
    }

    private static func sentence(around extent: Extent, in reading: Reading) -> Extent {
        reading.sentences.first { $0.extent.start <= extent.start && extent.end <= $0.extent.end }?.extent ?? extent
    }

    /// The line of a value. Control characters, which would end it, become spaces.
    static func line(_ kind: Kind, _ value: String) -> String {
        var value = value
        if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            value = String(decoding: value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
        }
        return kind.digit + value
    }

    /// The expression of the index `facets` that finds a value, whatever the case of its Basic Latin letters.
    static func expression(_ kind: Kind, _ value: String) -> String {
        let quote = UInt8(ascii: "\"")
        let escaped = line(kind, value).utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"" + String(decoding: escaped, as: UTF8.self) + "\""
    }

    /// Adds what was found to a document that has nothing yet.
    func write(_ document: Int64, to database: Database) throws(ArchiveError) {
        if !lines.isEmpty || !spots.isEmpty {
            let places = spots.map { "\($0.latitude) \($0.longitude)" }.joined(separator: "\n")
            try database.run(
                kept: "INSERT INTO found (document, list, spots) VALUES (?, ?, ?)",
                [.int(document), .utf8(list), spots.isEmpty ? .null : .text(places)])
            try database.run(
                kept: "INSERT INTO facets (rowid, list) VALUES (?, ?)", [.int(document), .utf8(list)])
        }
        for spot in spots {
            try database.run(
                kept: "INSERT OR IGNORE INTO spot (latitude, longitude, document) VALUES (?, ?, ?)",
                [.double(spot.latitude), .double(spot.longitude), .int(document)])
        }
        for figure in figures {
            try database.run(
                kept: "INSERT INTO figure (document, measure, low, lower, upper) VALUES (?, ?, ?, ?, ?)",
                [
                    .int(document), .text(figure.measure), .double(figure.low), .int(Int64(figure.extent.start)),
                    .int(Int64(figure.extent.end)),
                ])
        }
    }

    /// The places in a row of `found`: a latitude and a longitude a line.
    static func spots(_ text: String?) -> [(latitude: Double, longitude: Double)] {
        (text ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ").compactMap { Double($0) }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    /// Takes away what a document could be found by.
    static func remove(_ document: Int64, from database: Database) throws(ArchiveError) {
        var list: String?
        var spots: [(latitude: Double, longitude: Double)] = []
        try database.rows("SELECT list, spots FROM found WHERE document = ?", [.int(document)]) { row in
            list = row.text(0)
            spots = Self.spots(row.text(1))
            return false
        }
        if let list {
            try database.run(
                "INSERT INTO facets (facets, rowid, list) VALUES ('delete', ?, ?)", [.int(document), .text(list)])
            try database.run("DELETE FROM found WHERE document = ?", [.int(document)])
        }
        // Numbers written by SQL may differ in the last digit.
        for spot in spots {
            try database.run(
                "DELETE FROM spot WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND document = ?",
                [
                    .double(spot.latitude - 1e-9), .double(spot.latitude + 1e-9), .double(spot.longitude - 1e-9),
                    .double(spot.longitude + 1e-9), .int(document),
                ])
        }
        try database.run("DELETE FROM figure WHERE document = ?", [.int(document)])
    }
}
