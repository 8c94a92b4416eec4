/// Places by name, read in place from an embedded or mapped file: nothing is copied or parsed at start.
///
/// ```
/// header     magic "SITREPGZ", version u32, section count u32, SHA-256 of all that follows the table of sections
/// table      per section: id u32, count u32, offset u64, length u64
/// meta       UTF-8 lines "source: …", "licence: …"
/// entries    16 bytes each, in the order of their own names:
///            latitude i24, longitude i24 (degrees · 2^23/180), kind u8 (bit 7: approximate), region u16,
///            population u16 (5 bits of exponent, 11 of mantissa), GeoNames id u32, flags u8
///            (bit 0: seat of a government)
/// regions    20 bytes each, by country and code: country 2 bytes, code 10 bytes, own entry u32 (all ones: none),
///            half height u16, half width u16 (degrees · 100; of the towns in it)
/// index      8 bytes per block of 16 names: offset into `names` u32, number of the first entry u32
/// names      front-coded: shared bytes u8, rest u8, the rest, own entries varint, links varint, links as varints
///            (entry · 8 + kind of link)
/// ```
///
/// All integers are little-endian. Names stand in the order of their folded form (`GazetteerFold`), then of their bytes. The entries
/// whose own name a name is follow each other, so that an entry needs no pointer to its name. Every read is checked against the
/// file's bounds: a broken file gives wrong places, never a crash.
///
/// Cost: a look-up takes about a microsecond; opening reads a few hundred bytes.
public struct Gazetteer: Sendable {
    /// How a name leads to a place.
    public enum Link: UInt8, Sendable, CaseIterable {
        /// The place's own name.
        case own
        /// Another name of it.
        case alternate
        /// An adjective or the name of its people.
        case adjective
        /// An abbreviation.
        case short
    }

    /// A place that a name may mean.
    public struct Match: Hashable, Sendable {
        /// Number of the entry.
        public var entry: Int
        /// How the name leads to it.
        public var link: Link

        /// Makes a match.
        public init(entry: Int, link: Link) {
            self.entry = entry
            self.link = link
        }
    }

    /// A country or a first-level region of one.
    public struct Region: Hashable, Sendable {
        /// ISO 3166-1 alpha-2 code; empty where none is known.
        public var country: String
        /// GeoNames admin1 code; empty for a whole country.
        public var code: String
        /// The region's own entry.
        public var entry: Int?
        /// Half its extent from south to north, in hundredths of a degree; 0 when not known.
        public var halfHeight: Int
        /// Half its extent from west to east, in hundredths of a degree; 0 when not known.
        public var halfWidth: Int
    }

    /// The file, by its name below LexiconData or as the user gave it.
    public let name: String
    /// Number of entries.
    public let count: Int
    /// Number of regions; region 0 is "not known".
    public let regionCount: Int
    /// Number of different names.
    public let nameCount: Int

    let bytes: GazetteerBytes
    private let entries: GazetteerFormat.Section
    private let regions: GazetteerFormat.Section
    private let index: GazetteerFormat.Section
    private let names: GazetteerFormat.Section
    private let meta: GazetteerFormat.Section

    /// Name of the embedded file.
    public static let embeddedName = "gazetteer/world.gazetteer"

    /// The embedded gazetteer.
    public init() throws(LexiconError) {
        let resource = try Resource(named: Self.embeddedName)
        try self.init(name: resource.name, bytes: GazetteerBytes(resource.bytes))
    }

    /// A gazetteer file of the user's.
    public init(path: String) throws(LexiconError) {
        try self.init(name: path, bytes: try GazetteerBytes(mapping: path))
    }

    /// A gazetteer in memory.
    public init(name: String, contents: [UInt8]) throws(LexiconError) {
        try self.init(name: name, bytes: GazetteerBytes(copying: contents))
    }

    private init(name: String, bytes: GazetteerBytes) throws(LexiconError) {
        self.name = name
        self.bytes = bytes
        let sections = try GazetteerFormat.sections(of: bytes, file: name)
        entries = sections[.entries]
        regions = sections[.regions]
        index = sections[.index]
        names = sections[.names]
        meta = sections[.meta]
        count = entries.count
        regionCount = regions.count
        nameCount = names.count
    }

    /// What the file says about itself: sources and licence, a line each.
    public var about: String {
        String(decoding: bytes.slice(meta.offset, meta.length), as: UTF8.self)
    }

    /// SHA-256 of the contents as the header states it, in hexadecimal digits.
    public var fingerprint: String {
        let digits = Array("0123456789abcdef".utf8)
        var hex: [UInt8] = []
        for i in 0..<32 {
            let byte = bytes[GazetteerFormat.hashOffset + i]
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 15)])
        }
        return String(decoding: hex, as: UTF8.self)
    }

    /// An entry by its number.
    public func entry(_ number: Int) -> GazetteerEntry {
        let at = entries.offset + number * GazetteerFormat.entrySize
        let kind = bytes[at + 6]
        return GazetteerEntry(
            latitude: Double(bytes.signed24(at)) * GazetteerFormat.degree,
            longitude: Double(bytes.signed24(at + 3)) * GazetteerFormat.degree,
            kind: GazetteerEntry.Kind(rawValue: kind & 0x7F) ?? .area,
            isApproximate: kind & 0x80 != 0,
            region: Int(bytes.unsigned16(at + 7)),
            population: GazetteerFormat.population(bytes.unsigned16(at + 9)),
            geonameID: Int(bytes.unsigned32(at + 11)),
            isCapital: bytes[at + 15] & 1 != 0)
    }

    /// A region by its number.
    public func region(_ number: Int) -> Region {
        guard number > 0, number < regionCount else {
            return Region(country: "", code: "", entry: nil, halfHeight: 0, halfWidth: 0)
        }
        let at = regions.offset + number * GazetteerFormat.regionSize
        let own = bytes.unsigned32(at + 12)
        return Region(
            country: string(at, 2), code: string(at + 2, 10), entry: own == .max || Int(own) >= count ? nil : Int(own),
            halfHeight: Int(bytes.unsigned16(at + 16)), halfWidth: Int(bytes.unsigned16(at + 18)))
    }

    /// The number of a country or region; nil when the gazetteer has none of that code.
    public func region(country: String, code: String = "") -> Int? {
        var (low, high) = (1, regionCount)
        while low < high {
            let middle = (low + high) / 2
            let found = region(middle)
            if (found.country, found.code) < (country, code) { low = middle + 1 } else { high = middle }
        }
        guard low < regionCount else { return nil }
        let found = region(low)
        return found.country == country && found.code == code ? low : nil
    }

    /// For each region the number of the country it lies in (itself for a country, 0 when not known).
    public func countriesOfRegions() -> [UInt16] {
        var countries = [UInt16](repeating: 0, count: regionCount)
        var last = 0
        for i in stride(from: 1, to: regionCount, by: 1) {
            let at = regions.offset + i * GazetteerFormat.regionSize
            if bytes[at + 2] == 0 { last = i }
            countries[i] = UInt16(truncatingIfNeeded: last)
        }
        return countries
    }

    /// The places that a name may mean, most prominent first among those of one name.
    ///
    /// - Parameter folded: the name as `GazetteerFold.fold` writes it.
    public func matches(_ folded: [UInt8]) -> [Match] {
        var found: [Match] = []
        guard !folded.isEmpty, index.count > 0 else { return found }
        // The last block whose first name is smaller: names of one fold may run over the edge of a block.
        var (low, high) = (0, index.count)
        var scratch: [UInt8] = []
        var key: [UInt8] = []
        while low < high {
            let middle = (low + high) / 2
            let at = names.offset + Int(bytes.unsigned32(index.offset + middle * 8))
            let length = Int(bytes[at + 1])
            scratch.removeAll(keepingCapacity: true)
            for i in 0..<length { scratch.append(bytes[at + 2 + i]) }
            GazetteerFold.fold(scratch, into: &key)
            if key.lexicographicallyPrecedes(folded) { low = middle + 1 } else { high = middle }
        }
        var cursor = NameCursor(block: max(0, low - 1), in: self)
        while cursor.next() {
            GazetteerFold.fold(cursor.name, into: &key)
            if key == folded {
                for i in 0..<cursor.owned { found.append(Match(entry: cursor.firstEntry + i, link: .own)) }
                for link in cursor.links {
                    found.append(Match(entry: link >> 3, link: Link(rawValue: UInt8(link & 7)) ?? .alternate))
                }
            } else if folded.lexicographicallyPrecedes(key) {
                break
            }
        }
        // "St. Louis" and "Saint Louis" fold to one key: an entry that owns one of them may have been met as a link before.
        var kept: [Match] = []
        for match in found where match.entry < count {
            if let known = kept.firstIndex(where: { $0.entry == match.entry }) {
                if match.link.rawValue < kept[known].link.rawValue { kept[known] = match }
            } else {
                kept.append(match)
            }
        }
        return kept
    }

    /// The places that a name may mean.
    public func matches(_ name: String) -> [Match] { matches(GazetteerFold.fold(Array(name.utf8))) }

    /// An entry's own name.
    public func label(of entry: Int) -> String {
        var (low, high) = (0, index.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(bytes.unsigned32(index.offset + middle * 8 + 4)) <= entry { low = middle + 1 } else { high = middle }
        }
        var cursor = NameCursor(block: max(0, low - 1), in: self)
        while cursor.next(), cursor.firstEntry <= entry {
            if entry < cursor.firstEntry + cursor.owned { return String(decoding: cursor.name, as: UTF8.self) }
        }
        return ""
    }

    private func string(_ offset: Int, _ length: Int) -> String {
        var letters: [UInt8] = []
        for i in 0..<length {
            let byte = bytes[offset + i]
            if byte == 0 { break }
            letters.append(byte)
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Walks the names from the start of a block.
    struct NameCursor {
        private let bytes: GazetteerBytes
        private var at: Int
        private let end: Int
        /// The name's bytes.
        private(set) var name: [UInt8] = []
        /// Number of the first entry that has this name.
        private(set) var firstEntry: Int
        /// How many entries have it.
        private(set) var owned = 0
        /// Entries that have it as another name: entry · 8 + kind.
        private(set) var links: [Int] = []

        init(block: Int, in gazetteer: Gazetteer) {
            bytes = gazetteer.bytes
            let row = gazetteer.index.offset + block * 8
            at = gazetteer.names.offset + Int(bytes.unsigned32(row))
            firstEntry = Int(bytes.unsigned32(row + 4))
            end = gazetteer.names.offset + gazetteer.names.length
        }

        /// Moves to the next name; false at the end.
        mutating func next() -> Bool {
            guard at + 2 < end else { return false }
            firstEntry += owned
            let shared = min(Int(bytes[at]), name.count)
            let rest = Int(bytes[at + 1])
            guard at + 2 + rest < end else { return false }
            name.removeLast(name.count - shared)
            for i in 0..<rest { name.append(bytes[at + 2 + i]) }
            at += 2 + rest
            owned = varint()
            links.removeAll(keepingCapacity: true)
            let count = varint()
            for _ in 0..<count {
                guard at < end else { break }
                links.append(varint())
            }
            return true
        }

        private mutating func varint() -> Int {
            var value = 0
            var shift = 0
            while at < end, shift < 35 {
                let byte = bytes[at]
                at += 1
                value |= Int(byte & 0x7F) << shift
                if byte & 0x80 == 0 { break }
                shift += 7
            }
            return value
        }
    }
}
