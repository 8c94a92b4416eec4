import Readings
import Texts

/// What a document can be found by besides its words: whom and what it names, where, what happened, what is counted.
///
/// One row of the table `found` keeps it all, and the index `facets` is made of its lines, so that a name costs a line and not a
/// row in two trees:
///
///     1Mara Holt              an entity
///     2Ellan                  a place
///     3GB                     its country
///     7146176100000800000     its coordinates (`SpotLine`)
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
    /// Where the lines stand in `list`, and their hashes.
    private var lines: [(range: Range<Int>, hash: UInt64)] = []
    /// Numbers of lines by their hashes; a line that finds its place taken by another takes the next.
    private var table = [Int32](repeating: -1, count: 64)
    /// Measure, value and the sentence's first byte and one past its last, with tabs between, a line each.
    private var figures: [UInt8] = []

    @_optimize(speed)
    init(_ reading: Reading) {
        list.reserveCapacity(512)
        for entity in reading.entities {
            add(.entity, entity.name)
            for variant in entity.variants { add(.entity, variant) }
        }
        for place in reading.places {
            if place.gazetteer != nil { add(.place, place.label) }
            add(.country, place.country)
        }
        for claim in reading.claims { add(.type, claim.type) }
        for quantity in reading.quantities {
            add(.measure, quantity.counts)
            guard let measure = quantity.counts, let low = quantity.low ?? quantity.high, quantity.status == .current
            else { continue }
            let extent = Self.sentence(around: quantity.extent, in: reading)
            figures += StoredFigure(measure: measure, low: low, extent: extent).line(isFirst: figures.isEmpty)
        }
        for attribution in reading.attributions {
            if let speaker = attribution.speaker, reading.entities.indices.contains(speaker) {
                add(.source, reading.entities[speaker].name)
            } else if let source = attribution.source.first {
                add(.source, reading.text[source])
            }
        }
        for place in reading.places {
            guard let latitude = place.latitude, let longitude = place.longitude,
                let spot = SpotLine(latitude: latitude, longitude: longitude)
            else { continue }
            let start = begin()
            spot.append(to: &list)
            end(start)
        }
    }

    /// Adds a line that is not there yet.
    private mutating func add(_ kind: Kind, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        let start = begin()
        Self.append(kind, value, to: &list)
        end(start)
    }

    /// Begins a line; returns where.
    private mutating func begin() -> Int {
        if !list.isEmpty { list.append(0x0A) }
        return list.count
    }

    /// Ends the line that began there, and takes it away when there is one like it.
    @_optimize(speed)
    private mutating func end(_ start: Int) {
        let range = start..<list.count
        let (hash, known) = list.withUnsafeBytes { list in
            let line = UnsafeRawBufferPointer(rebasing: list[range])
            let hash = TermTable.hash(line)
            var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
            while table[place] >= 0 {
                let other = lines[Int(table[place])]
                if other.hash == hash, list[other.range].elementsEqual(line) { return (hash, -1) }
                place = (place + 1) & (table.count - 1)
            }
            return (hash, place)
        }
        guard known >= 0 else {
            list.removeLast(list.count - max(0, start - 1))
            return
        }
        table[known] = Int32(lines.count)
        lines.append((range, hash))
        guard 2 * lines.count > table.count else { return }
        table = [Int32](repeating: -1, count: 4 * table.count)
        for (number, line) in lines.enumerated() {
            var place = Int(truncatingIfNeeded: line.hash) & (table.count - 1)
            while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
            table[place] = Int32(number)
        }
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
        guard !lines.isEmpty else { return }
        try database.run(
            kept: "INSERT INTO found (document, list, figures) VALUES (?, ?, ?)",
            [.int(document), .utf8(list), figures.isEmpty ? .null : .utf8(figures)])
        if let index {
            try index.add(document, list)
        } else {
            try database.run(kept: "INSERT INTO facets (rowid, list) VALUES (?, ?)", [.int(document), .utf8(list)])
        }
    }

    /// Takes away what a document could be found by.
    static func remove(_ document: Int64, from database: Database) throws(ArchiveError) {
        guard let list = try database.text("SELECT list FROM found WHERE document = ?", [.int(document)]) else {
            return
        }
        try database.run(
            "INSERT INTO facets (facets, rowid, list) VALUES ('delete', ?, ?)", [.int(document), .text(list)])
        try database.run("DELETE FROM found WHERE document = ?", [.int(document)])
    }
}
