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
    }

    /// The digit of its kind and a value, a line each.
    private var list: [UInt8] = []
    /// Where the lines stand in `list`, by a hash of their bytes; a line that finds its place taken by another takes the next.
    private var lines: [UInt64: Range<Int>] = [:]
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
        guard let value, !value.isEmpty else { return }
        let end = list.count
        if end > 0 { list.append(0x0A) }
        let start = list.count
        Self.append(kind, value, to: &list)
        var hash: UInt64 = 0
        for byte in list[start...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        while let other = lines[hash] {
            guard !list[other].elementsEqual(list[start...]) else {
                list.removeLast(list.count - end)
                return
            }
            hash &+= 1
        }
        lines[hash] = start..<list.count
    }

    private static func sentence(around extent: Extent, in reading: Reading) -> Extent {
        reading.sentences.first { $0.extent.start <= extent.start && extent.end <= $0.extent.end }?.extent ?? extent
    }

    /// Writes the line of a value: the digit of its kind, then the value. Control characters, which would end it, become spaces.
    private static func append(_ kind: Kind, _ value: String, to list: inout [UInt8]) {
        let start = list.count
        var value = value
        list.append(UInt8(0x30 + kind.rawValue))
        value.withUTF8 { list.append(contentsOf: $0) }
        for i in start..<list.count where list[i] < 0x20 || list[i] == 0x7F { list[i] = 0x20 }
    }

    /// The expression of the index `facets` that finds a value, whatever the case of its Basic Latin letters.
    static func expression(_ kind: Kind, _ value: String) -> String {
        let quote = UInt8(ascii: "\"")
        var line: [UInt8] = []
        append(kind, value, to: &line)
        let escaped = line.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"" + String(decoding: escaped, as: UTF8.self) + "\""
    }

    /// Adds what was found to a document that has nothing yet.
    ///
    /// - Parameter index: where the lines of new documents are gathered; nil for documents that are indexed already.
    func write(_ document: Int64, to database: Database, _ index: LineIndex? = nil) throws(ArchiveError) {
        if !lines.isEmpty || !spots.isEmpty {
            let places = spots.map { "\($0.latitude) \($0.longitude)" }.joined(separator: "\n")
            try database.run(
                kept: "INSERT INTO found (document, list, spots) VALUES (?, ?, ?)",
                [.int(document), .utf8(list), spots.isEmpty ? .null : .text(places)])
            if let index {
                try index.add(document, list)
            } else {
                try database.run(
                    kept: "INSERT INTO facets (rowid, list) VALUES (?, ?)", [.int(document), .utf8(list)])
            }
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
