import Glibc
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
struct Facets: ~Copyable {
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
    private var list = Bytes()
    /// Where the lines stand in `list`, and their hashes.
    private var lines: [Range<Int>] = []
    private var hashes: [UInt64] = []
    /// Numbers of lines by their hashes; a line that finds its place taken by another takes the next.
    private var table = [Int32](repeating: -1, count: 64)
    /// Measure, value and the sentence's first byte and one past its last, with tabs between, a line each.
    private var figures: [UInt8] = []

    @_optimize(speed)
    init(_ reading: Reading) {
        lines.reserveCapacity(table.count / 2)
        hashes.reserveCapacity(table.count / 2)
        // By index: a whole value taken out of a list would be copied with all it holds.
        for i in reading.entities.indices {
            add(.entity, reading.entities[i].name)
            for variant in reading.entities[i].variants { add(.entity, variant) }
        }
        for i in reading.places.indices {
            if reading.places[i].gazetteer != nil { add(.place, reading.places[i].label) }
            add(.country, reading.places[i].country)
        }
        for i in reading.claims.indices { add(.type, reading.claims[i].type) }
        for i in reading.quantities.indices {
            let measure = reading.quantities[i].counts
            add(.measure, measure)
            guard let measure, reading.quantities[i].status == .current,
                let low = reading.quantities[i].low ?? reading.quantities[i].high
            else { continue }
            let extent = Self.sentence(around: reading.quantities[i].extent, in: reading)
            StoredFigure(measure: measure, low: low, extent: extent).append(to: &figures)
        }
        for i in reading.attributions.indices {
            if let speaker = reading.attributions[i].speaker, reading.entities.indices.contains(speaker) {
                add(.source, reading.entities[speaker].name)
            } else if let source = reading.attributions[i].source.first {
                add(.source, reading.text[source])
            }
        }
        for i in reading.places.indices {
            guard let latitude = reading.places[i].latitude, let longitude = reading.places[i].longitude,
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
        if list.count > 0 { list.append(byte: 0x0A) }
        return list.count
    }

    /// Ends the line that began there, and takes it away when there is one like it.
    @_optimize(speed)
    private mutating func end(_ start: Int) {
        let count = list.count - start
        let hash = TermTable.hash(UnsafeRawBufferPointer(start: list.start + start, count: count))
        var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[place] >= 0 {
            let other = Int(table[place])
            if hashes[other] == hash, lines[other].count == count,
                memcmp(list.start + lines[other].lowerBound, list.start + start, count) == 0
            {
                list.count = max(0, start - 1)
                return
            }
            place = (place + 1) & (table.count - 1)
        }
        table[place] = Int32(lines.count)
        lines.append(start..<list.count)
        hashes.append(hash)
        guard 2 * lines.count > table.count else { return }
        table = [Int32](repeating: -1, count: 4 * table.count)
        for (number, hash) in hashes.enumerated() {
            var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
            while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
            table[place] = Int32(number)
        }
    }

    private static func sentence(around extent: Extent, in reading: Reading) -> Extent {
        for i in reading.sentences.indices {
            let sentence = reading.sentences[i].extent
            if sentence.start <= extent.start, extent.end <= sentence.end { return sentence }
        }
        return extent
    }

    /// Writes the line of a value: the digit of its kind, then the value. Control characters, which would end it, become spaces.
    private static func append(_ kind: Kind, _ value: String, to list: inout Bytes) {
        let start = list.count
        var value = value
        list.append(byte: UInt8(0x30 + kind.rawValue))
        value.withUTF8 { list.append(UnsafeRawBufferPointer($0)) }
        for at in start..<list.count where list.start[at] < 0x20 || list.start[at] == 0x7F { list.start[at] = 0x20 }
    }

    /// The expression of the index `facets` that finds a value, whatever the case of its Basic Latin letters.
    static func expression(_ kind: Kind, _ value: String) -> String {
        let quote = UInt8(ascii: "\"")
        var line = Bytes()
        append(kind, value, to: &line)
        let escaped = line.lent.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"" + String(decoding: escaped, as: UTF8.self) + "\""
    }

    /// Adds what was found to a document that has nothing yet.
    ///
    /// - Parameter index: where the lines of new documents are gathered; nil for documents that are indexed already.
    func write(_ document: Int64, to database: Database, _ index: LineIndex? = nil) throws(ArchiveError) {
        guard !lines.isEmpty else { return }
        try database.run(
            kept: "INSERT INTO found (document, list, figures) VALUES (?, ?, ?)",
            [.int(document), .utf8(Array(list.lent)), figures.isEmpty ? .null : .utf8(figures)])
        if let index {
            try index.add(document, list.lent, lines)
        } else {
            try database.run(
                kept: "INSERT INTO facets (rowid, list) VALUES (?, ?)", [.int(document), .utf8(Array(list.lent))])
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
