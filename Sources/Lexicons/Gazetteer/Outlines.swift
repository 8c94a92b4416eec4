/// Outlines of land, borders and rivers for the maps of reports, read in place from `gazetteer/world.outlines`.
///
/// ```
/// header   magic "SITREPOL", version u32, line count u32
/// line     layer u8, country 2 letters (zeros: none), point count u16, west, south, east, north i16 (degrees · 100),
///          then per point two zigzag varints: the step from the point before in degrees · 100, longitude first
/// ```
///
/// Little-endian. Made by `Lab/train/gazetteer/outlines.py` from Natural Earth (public domain), thinned to about 3 km; countries of
/// the small scale to about 11 km. Cost: one pass over the file (150 kB) for each call.
public struct Outlines: Sendable {
    /// What a line is.
    public enum Layer: UInt8, Sendable, CaseIterable {
        /// A ring around land; rings of lakes and seas in it stand by themselves.
        case land
        /// A border on land.
        case border
        /// A border that is claimed or disputed.
        case disputed
        /// A river or the middle of a lake.
        case river
        /// A ring around a country, coarse: for maps of a continent or the world.
        case country
    }

    /// One line or ring.
    public struct Line: Hashable, Sendable {
        /// What it is.
        public var layer: Layer
        /// ISO 3166-1 alpha-2 code, for `country`; empty where none is known.
        public var country: String
        /// Longitude and latitude in hundredths of a degree, in order; a ring ends where it starts.
        public var points: [Point]
    }

    /// A point in hundredths of a degree.
    public struct Point: Hashable, Sendable {
        /// Degrees east · 100.
        public var longitude: Int
        /// Degrees north · 100.
        public var latitude: Int
    }

    /// A stretch of the globe in degrees. West may exceed east when it crosses the 180th meridian.
    public struct Bounds: Hashable, Sendable {
        public var west: Double, south: Double, east: Double, north: Double

        /// Makes bounds, in degrees.
        public init(west: Double, south: Double, east: Double, north: Double) {
            self.west = west
            self.south = south
            self.east = east
            self.north = north
        }

        func touches(west: Int, south: Int, east: Int, north: Int) -> Bool {
            guard Double(north) / 100 >= self.south, Double(south) / 100 <= self.north else { return false }
            let (a, b) = (Double(west) / 100, Double(east) / 100)
            if self.west <= self.east { return b >= self.west && a <= self.east }
            return b >= self.west || a <= self.east
        }
    }

    /// Name of the embedded file.
    public static let embeddedName = "gazetteer/world.outlines"

    private let bytes: GazetteerBytes
    private let count: Int

    /// The embedded outlines.
    public init() throws(LexiconError) {
        let resource = try Resource(named: Self.embeddedName)
        try self.init(name: resource.name, bytes: GazetteerBytes(resource.bytes))
    }

    /// Outlines in memory.
    public init(name: String, contents: [UInt8]) throws(LexiconError) {
        try self.init(name: name, bytes: GazetteerBytes(copying: contents))
    }

    private init(name: String, bytes: GazetteerBytes) throws(LexiconError) {
        guard bytes.slice(0, 8) == Array("SITREPOL".utf8), bytes.unsigned32(8) == 1 else {
            throw LexiconError(
                file: name, reason: "no outlines of version 1",
                advice: "Make them with Lab/train/gazetteer/outlines.py.")
        }
        self.bytes = bytes
        count = Int(bytes.unsigned32(12))
    }

    /// The lines of some layers that touch a stretch of the globe, in the order of the file.
    public func lines(_ layers: Set<Layer>, within bounds: Bounds? = nil) -> [Line] {
        var found: [Line] = []
        var at = 16
        for _ in 0..<count {
            guard at + 13 <= bytes.count else { break }
            let layer = Layer(rawValue: bytes[at])
            let letters = [bytes[at + 1], bytes[at + 2]].filter { $0 != 0 }
            let points = Int(bytes.unsigned16(at + 3))
            let (west, south) = (signed(at + 5), signed(at + 7))
            let (east, north) = (signed(at + 9), signed(at + 11))
            at += 13
            guard let layer, layers.contains(layer),
                bounds?.touches(west: west, south: south, east: east, north: north) ?? true
            else {
                skip(points * 2, &at)
                continue
            }
            var line = Line(layer: layer, country: String(decoding: letters, as: UTF8.self), points: [])
            line.points.reserveCapacity(points)
            var (longitude, latitude) = (0, 0)
            for _ in 0..<points {
                guard at < bytes.count else { break }
                longitude += varint(&at)
                latitude += varint(&at)
                line.points.append(Point(longitude: longitude, latitude: latitude))
            }
            found.append(line)
        }
        return found
    }

    private func signed(_ offset: Int) -> Int { Int(Int16(bitPattern: bytes.unsigned16(offset))) }

    private func skip(_ numbers: Int, _ at: inout Int) {
        var left = numbers
        while left > 0, at < bytes.count {
            if bytes[at] & 0x80 == 0 { left -= 1 }
            at += 1
        }
    }

    private func varint(_ at: inout Int) -> Int {
        var value = 0
        var shift = 0
        while at < bytes.count, shift < 28 {
            let byte = bytes[at]
            at += 1
            value |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { break }
            shift += 7
        }
        return value & 1 == 0 ? value >> 1 : -(value >> 1) - 1
    }
}
