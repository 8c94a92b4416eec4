import Glibc

/// Collects places and writes them as a gazetteer file.
///
/// ```swift
/// var builder = GazetteerBuilder()
/// builder.add(.init(kind: .town, latitude: 51.191, longitude: 35.271, country: "RU", region: "41"), named: "Sudzha")
/// let bytes = builder.build(about: "source: own notes")
/// ```
///
/// The same places in the same order give the same bytes. Memory: about 250 bytes a place.
public struct GazetteerBuilder {
    /// What is told of a place besides its names.
    public struct Facts: Sendable {
        /// What it is.
        public var kind: GazetteerEntry.Kind
        /// Degrees north.
        public var latitude: Double
        /// Degrees east.
        public var longitude: Double
        /// ISO 3166-1 alpha-2 code; empty where none fits.
        public var country: String
        /// GeoNames admin1 code; empty when not known.
        public var region: String
        /// People; 0 when not known.
        public var population: Int
        /// GeoNames id; 0 when it has none.
        public var geonameID: Int
        /// Whether the coordinates are the middle of something larger.
        public var isApproximate: Bool
        /// Whether a government sits there.
        public var isCapital: Bool

        /// Makes facts.
        public init(
            kind: GazetteerEntry.Kind, latitude: Double, longitude: Double, country: String = "", region: String = "",
            population: Int = 0, geonameID: Int = 0, isApproximate: Bool = false, isCapital: Bool = false
        ) {
            self.kind = kind
            self.latitude = latitude
            self.longitude = longitude
            self.country = country
            self.region = region
            self.population = population
            self.geonameID = geonameID
            self.isApproximate = isApproximate
            self.isCapital = isCapital
        }
    }

    private struct Record {
        var latitude: Int32
        var longitude: Int32
        var kind: UInt8
        var region: Int32
        var population: Int
        var geonameID: UInt32
        var name: Int32
        var flags: UInt8
    }

    private struct RegionKey: Hashable, Comparable {
        var country: String
        var code: String
        static func < (a: Self, b: Self) -> Bool { (a.country, a.code) < (b.country, b.code) }
    }

    private struct Alias {
        var name: Int32
        var record: Int32
        var link: UInt8
    }

    private var records: [Record] = []
    private var aliases: [Alias] = []
    private var names: [[UInt8]] = []
    private var nameNumbers: [[UInt8]: Int32] = [:]
    private var regionKeys: [RegionKey] = []
    private var regionNumbers: [RegionKey: Int32] = [:]
    private var recordsByID: [UInt32: Int32] = [:]

    /// A builder without places.
    public init() {}

    /// Number of places.
    public var count: Int { records.count }

    /// Adds a place. Coordinates outside the globe, an empty name and one of more than 255 bytes are refused.
    ///
    /// - Returns: its number, or nil when it was refused.
    @discardableResult
    public mutating func add(_ facts: Facts, named name: String) -> Int? {
        guard abs(facts.latitude) <= 90, abs(facts.longitude) <= 180, facts.region.utf8.count <= 10,
            facts.country.utf8.count <= 2, let number = number(ofName: name), records.count < Int(Int32.max) / 8
        else { return nil }
        let id = UInt32(exactly: facts.geonameID) ?? 0
        records.append(
            Record(
                latitude: Int32((facts.latitude / GazetteerFormat.degree).rounded()).clamped,
                longitude: Int32((facts.longitude / GazetteerFormat.degree).rounded()).clamped,
                kind: facts.kind.rawValue | (facts.isApproximate ? 0x80 : 0),
                region: self.number(ofRegion: RegionKey(country: facts.country, code: facts.region)),
                population: facts.population, geonameID: id, name: number,
                flags: facts.isCapital ? 1 : 0))
        if id != 0 { recordsByID[id] = Int32(records.count - 1) }
        return records.count - 1
    }

    /// Adds another name of a place; refused like `add` and when it folds to the place's own name.
    @discardableResult
    public mutating func addName(_ name: String, of place: Int, as link: Gazetteer.Link = .alternate) -> Bool {
        guard records.indices.contains(place), let number = number(ofName: name) else { return false }
        guard number != records[place].name else { return true }
        aliases.append(Alias(name: number, record: Int32(place), link: link.rawValue))
        return true
    }

    /// The place with a GeoNames id.
    public func place(withID id: Int) -> Int? {
        UInt32(exactly: id).flatMap { recordsByID[$0] }.map(Int.init)
    }

    /// Adds a region that only its code and name tell of, in the middle of its towns; false when it has none.
    mutating func addRegion(country: String, code: String, name: String, geonameID: Int) -> Bool {
        guard let wanted = regionNumbers[RegionKey(country: country, code: code)] else { return false }
        var (latitude, longitude, people, count) = (0, 0, 0, 0)
        for record in records where record.region == wanted {
            if record.kind & 0x7F == GazetteerEntry.Kind.region.rawValue { return true }
            guard record.kind == GazetteerEntry.Kind.town.rawValue else { continue }
            latitude += Int(record.latitude)
            longitude += Int(record.longitude)
            people += record.population
            count += 1
        }
        guard count > 0 else { return false }
        let facts = Facts(
            kind: .region, latitude: Double(latitude / count) * GazetteerFormat.degree,
            longitude: Double(longitude / count) * GazetteerFormat.degree, country: country, region: code,
            population: people, geonameID: geonameID, isApproximate: true)
        return add(facts, named: name) != nil
    }

    private mutating func number(ofName name: String) -> Int32? {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty, bytes.count <= 255, !GazetteerFold.fold(bytes).isEmpty else { return nil }
        if let number = nameNumbers[bytes] { return number }
        let number = Int32(names.count)
        names.append(bytes)
        nameNumbers[bytes] = number
        return number
    }

    private mutating func number(ofRegion key: RegionKey) -> Int32 {
        if let number = regionNumbers[key] { return number }
        let number = Int32(regionKeys.count)
        regionKeys.append(key)
        regionNumbers[key] = number
        return number
    }

    // MARK: - Writing

    /// The file's bytes.
    ///
    /// - Parameter about: sources and licence, a line each.
    public func build(about: String) -> [UInt8] {
        // Names in the order of their folded form.
        let folds = names.map { GazetteerFold.fold($0) }
        let order = (0..<names.count).sorted { a, b in
            if let before = folds[a].precedes(folds[b]) { return before }
            return names[a].precedes(names[b]) ?? (a < b)
        }
        var rank = [Int32](repeating: 0, count: names.count)
        for (place, name) in order.enumerated() { rank[name] = Int32(place) }

        // Entries in the order of their names, the most prominent first.
        let entryOrder = (0..<records.count).sorted { a, b in
            let (x, y) = (records[a], records[b])
            if x.name != y.name { return rank[Int(x.name)] < rank[Int(y.name)] }
            if x.population != y.population { return x.population > y.population }
            if x.geonameID != y.geonameID { return x.geonameID < y.geonameID }
            return a < b
        }
        var entryNumber = [Int32](repeating: 0, count: records.count)
        for (place, record) in entryOrder.enumerated() { entryNumber[record] = Int32(place) }
        var owned = [Int32](repeating: 0, count: names.count)
        for record in records { owned[Int(record.name)] += 1 }

        // Regions by country and code; 0 is "not known".
        let keys = regionKeys.filter { !$0.country.isEmpty }
        let withCountries = Set(keys).union(keys.map { RegionKey(country: $0.country, code: "") }).sorted()
        var regionRank: [RegionKey: Int] = [:]
        for (i, key) in withCountries.enumerated() { regionRank[key] = i + 1 }
        let regionOfKey = regionKeys.map { regionRank[$0] ?? 0 }

        var file = GazetteerFile()
        file.section(.meta, count: 1) { $0.append(contentsOf: Array(about.utf8)) }
        file.section(.entries, count: records.count) { bytes in
            for record in entryOrder {
                let r = records[record]
                bytes.append(little: UInt64(UInt32(bitPattern: r.latitude)), 3)
                bytes.append(little: UInt64(UInt32(bitPattern: r.longitude)), 3)
                bytes.append(r.kind)
                bytes.append(little: UInt64(min(regionOfKey[Int(r.region)], 0xFFFF)), 2)
                bytes.append(little: UInt64(GazetteerFormat.code(population: r.population)), 2)
                bytes.append(little: UInt64(r.geonameID), 4)
                bytes.append(r.flags)
            }
        }
        let extents = regionExtents(regionOfKey, count: withCountries.count + 1, keys: withCountries)
        let heads = regionHeads(regionOfKey, count: withCountries.count + 1, entryNumber)
        file.section(.regions, count: withCountries.count + 1) { bytes in
            for i in 0...withCountries.count {
                let key = i == 0 ? RegionKey(country: "", code: "") : withCountries[i - 1]
                bytes.append(padded: key.country, 2)
                bytes.append(padded: key.code, 10)
                bytes.append(little: UInt64(heads[i]), 4)
                bytes.append(little: UInt64(extents[i].height), 2)
                bytes.append(little: UInt64(extents[i].width), 2)
            }
        }
        writeNames(order, owned: owned, rank: rank, entryNumber: entryNumber, into: &file)
        return file.finish()
    }

    private func writeNames(
        _ order: [Int], owned: [Int32], rank: [Int32], entryNumber: [Int32], into file: inout GazetteerFile
    ) {
        // Links by name, without repeats.
        let links = aliases.map {
            (rank: rank[Int($0.name)], value: Int(entryNumber[Int($0.record)]) << 3 | Int($0.link))
        }
        .sorted { ($0.rank, $0.value) < ($1.rank, $1.value) }
        var blocks: [UInt8] = []
        var text: [UInt8] = []
        var nextLink = 0
        var firstEntry = 0
        var previous: [UInt8] = []
        for (place, name) in order.enumerated() {
            let bytes = names[name]
            var shared = 0
            if place % GazetteerFormat.block == 0 {
                blocks.append(little: UInt64(text.count), 4)
                blocks.append(little: UInt64(firstEntry), 4)
            } else {
                while shared < min(previous.count, bytes.count), previous[shared] == bytes[shared] { shared += 1 }
            }
            text.append(UInt8(shared))
            text.append(UInt8(bytes.count - shared))
            text.append(contentsOf: bytes[shared...])
            text.append(varint: Int(owned[name]))
            var values: [Int] = []
            while nextLink < links.count, links[nextLink].rank == Int32(place) {
                if values.last.map({ $0 >> 3 }) != links[nextLink].value >> 3 { values.append(links[nextLink].value) }
                nextLink += 1
            }
            text.append(varint: values.count)
            for value in values { text.append(varint: value) }
            firstEntry += Int(owned[name])
            previous = bytes
        }
        file.section(.index, count: blocks.count / 8) { $0.append(contentsOf: blocks) }
        file.section(.names, count: order.count) { $0.append(contentsOf: text) }
    }

    /// Each region's own entry, all ones where it has none.
    private func regionHeads(_ regionOfKey: [Int], count: Int, _ entryNumber: [Int32]) -> [UInt32] {
        var heads = [UInt32](repeating: .max, count: count)
        for (i, record) in records.enumerated() {
            let kind = GazetteerEntry.Kind(rawValue: record.kind & 0x7F)
            let key = regionKeys[Int(record.region)]
            guard kind == .country && key.code.isEmpty || kind == .region && !key.code.isEmpty else { continue }
            let region = regionOfKey[Int(record.region)]
            if region > 0, heads[region] == .max { heads[region] = UInt32(entryNumber[i]) }
        }
        return heads
    }

    /// Half height and width of each region, in hundredths of a degree, from the middle nine tenths of its towns.
    private func regionExtents(
        _ regionOfKey: [Int], count: Int, keys: [RegionKey]
    ) -> [(height: Int, width: Int)] {
        var countryOf = [Int](repeating: 0, count: count)
        var last = 0
        for (i, key) in keys.enumerated() {
            if key.code.isEmpty { last = i + 1 }
            countryOf[i + 1] = last
        }
        var latitudes = [[Int32]](repeating: [], count: count)
        var longitudes = latitudes
        for record in records where record.kind == GazetteerEntry.Kind.town.rawValue {
            let region = regionOfKey[Int(record.region)]
            for i in Set([region, countryOf[region]]) where i > 0 {
                latitudes[i].append(record.latitude)
                longitudes[i].append(record.longitude)
            }
        }
        func half(_ values: inout [Int32]) -> Int {
            guard values.count > 1 else { return 0 }
            values.sort()
            let cut = values.count / 20
            let span = Double(Int(values[values.count - 1 - cut]) - Int(values[cut]))
            return Int((span * GazetteerFormat.degree * 50).rounded())
        }
        return (0..<count).map { (half(&latitudes[$0]), half(&longitudes[$0])) }
    }
}

extension [UInt8] {
    /// Bytewise order; nil when both are the same.
    fileprivate func precedes(_ other: [UInt8]) -> Bool? {
        let order = memcmp(self, other, Swift.min(count, other.count))
        if order != 0 { return order < 0 }
        return count == other.count ? nil : count < other.count
    }
}

extension Int32 {
    /// Within 24 bits.
    fileprivate var clamped: Int32 { Swift.max(-8_388_608, Swift.min(8_388_607, self)) }
}
