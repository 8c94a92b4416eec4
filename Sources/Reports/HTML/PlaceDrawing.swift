import Lexicons
public import Readings

/// A map of places for a page of its own, with a small one that says where in the world it is.
public struct PlaceDrawing: Sendable {
    /// A place to draw.
    public struct Spot: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// ISO 3166-1 alpha-2 code.
        public var country: String?
        /// Degrees north.
        public var latitude: Double
        /// Degrees east.
        public var longitude: Double
        /// How exact it is.
        public var precision: Place.Precision
        /// Documents that name it.
        public var documents: Int

        /// Makes a place.
        public init(
            name: String, country: String?, latitude: Double, longitude: Double, precision: Place.Precision,
            documents: Int
        ) {
            self.name = name
            self.country = country
            self.latitude = latitude
            self.longitude = longitude
            self.precision = precision
            self.documents = documents
        }
    }

    private let map: PlaceMap

    /// Makes a map of places, numbered in the order given.
    public init(_ spots: [Spot]) {
        let places = spots.enumerated().map { i, spot in
            PlaceEntry(
                id: "\(i)", name: spot.name, country: spot.country, latitude: spot.latitude, longitude: spot.longitude,
                precision: spot.precision, documents: spot.documents, events: 0, rule: "", evidence: 0)
        }
        map = PlaceMap(places: places, outlines: try? Outlines())
    }

    /// The drawing; empty when no place is fine enough to be drawn.
    public var svg: Markup { map.svg() + map.locator() }
    /// What is left out of the drawing, in words.
    public var caption: String { map.caption }
    /// Degrees north and east as maps print them.
    public static func degrees(_ spot: Spot) -> String {
        "\(Wording.degrees(spot.latitude)), \(Wording.degrees(spot.longitude))"
    }
}
