import Readings
import Texts

/// A point, town or district that a claim puts an occurrence in, with how far off it may be.
struct Spot {
    var extent: Extent
    /// `geonames:…`, or the folded name of a place that is in no gazetteer.
    var gazetteer: String
    var country: String?
    /// Degrees north.
    var latitude: Double
    /// Degrees east.
    var longitude: Double
    /// How far from its point what is said to be there may lie, in kilometres.
    var reach: Double

    /// A fine place as it is; nil when it is not located or too large.
    init?(_ place: Place) {
        guard let reach = Self.reach(of: place.precision), let latitude = place.latitude,
            let longitude = place.longitude, let gazetteer = place.gazetteer
        else { return nil }
        self.init(
            extent: place.extent, gazetteer: gazetteer, country: place.country, latitude: latitude,
            longitude: longitude, reach: reach)
    }

    private init(
        extent: Extent, gazetteer: String, country: String?, latitude: Double, longitude: Double, reach: Double
    ) {
        self.extent = extent
        self.gazetteer = gazetteer
        self.country = country
        self.latitude = latitude
        self.longitude = longitude
        self.reach = reach
    }

    /// The located fine places that a claim itself names. Empty when one of them is passed through ("from Pellin", "towards Pellin").
    static func spots(of claim: Claim, in reading: Reading) -> [Spot] {
        var spots: [Spot] = []
        for index in claim.places where index < reading.places.count && reading.places[index].role == .place {
            let place = reading.places[index]
            guard var spot = Spot(place) else { continue }
            let tokens = reading.tokens(in: place.extent)
            let before = (max(0, tokens.lowerBound - 5)..<tokens.lowerBound).map { reading.form($0).lowercased() }
            if let last = before.last, passing.contains(last) { return [] }
            if before.suffix(3).contains(where: { vague.contains($0) }) { spot.reach += 40 }
            spots.append(spot)
        }
        return spots
    }

    /// Kilometres around the point of a place that count as it; nil for what is too large to exclude anything.
    private static func reach(of precision: Place.Precision) -> Double? {
        switch precision {
        case .point: 3
        case .town: 12
        case .district: 45
        case .region, .country, .area: nil
        }
    }

    /// Words after which a place is a way or an end, not where it was.
    private static let passing: Set<String> = [
        "from", "to", "toward", "towards", "for", "via", "through", "between",
    ]
    /// Words that put an occurrence in a wider neighbourhood.
    private static let vague: Set<String> = [
        "near", "off", "outside", "around", "beyond", "north", "south", "east", "west", "northeast", "northwest",
        "southeast", "southwest", "kilometres", "kilometers", "km", "miles", "coast", "area", "border",
    ]

    /// Kilometres between the points.
    func kilometres(to other: Spot) -> Double {
        SketchPlace.kilometres(latitude, longitude, other.latitude, other.longitude)
    }

    /// Whether one occurrence cannot be in both: further apart than both reach, in one country (a namesake abroad is a
    /// misread place more often than a contradiction).
    func excludes(_ other: Spot) -> Bool {
        guard gazetteer != other.gazetteer, let country, country == other.country else { return false }
        return kilometres(to: other) > reach + other.reach
    }
}
