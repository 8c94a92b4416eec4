/// One place of a gazetteer.
public struct GazetteerEntry: Hashable, Sendable {
    /// What a place is.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// A building, bridge, crossing, base, square.
        case point
        /// A town or village.
        case town
        /// A second-level district.
        case district
        /// A first-level region.
        case region
        /// A country.
        case country
        /// A continent.
        case continent
        /// An area with a name and no administration of its own.
        case area
        /// An ocean, sea, strait, bay or lake.
        case sea
        /// A river.
        case river
        /// A mountain or a range.
        case mountain

        /// The word in tables: "town".
        public var word: String { Self.words[Int(rawValue)] }

        /// The kind of that word.
        public init?(word: String) {
            guard let index = Self.words.firstIndex(of: word) else { return nil }
            self.init(rawValue: UInt8(index))
        }

        private static let words = [
            "point", "town", "district", "region", "country", "continent", "area", "sea", "river", "mountain",
        ]
    }

    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double
    /// What it is.
    public var kind: Kind
    /// Whether the coordinates are only the middle of the region it lies in, or the mean of its towns.
    public var isApproximate: Bool
    /// Number of the region it lies in; 0 when not known.
    public var region: Int
    /// People, rounded to three digits; 0 when not known.
    public var population: Int
    /// GeoNames id; 0 for places that GeoNames does not give.
    public var geonameID: Int
    /// Whether a government sits there, so that the name may stand for it.
    public var isCapital: Bool
}
