import Lexicons

/// A place that a name may mean, with what the choice needs to know of it.
struct PlaceCandidate {
    /// Number of the gazetteer it comes from: 0 the embedded one, 1 the user's.
    var source: Int
    /// Number of its entry there.
    var entry: Int
    /// How the name leads to it.
    var link: Gazetteer.Link
    /// What it is.
    var kind: GazetteerEntry.Kind
    /// Degrees north.
    var latitude: Double
    /// Degrees east.
    var longitude: Double
    /// Number of its region in the embedded gazetteer; 0 when not known.
    var region: Int
    /// Number of its country's region in the embedded gazetteer; 0 when not known.
    var country: Int
    /// Whether its coordinates are only those of its region.
    var isApproximate: Bool
    /// Whether a government sits there.
    var isCapital: Bool
    /// People; 0 when not known.
    var population: Int
    /// GeoNames id; 0 when it has none.
    var geonameID: Int
    /// Points that need no document: kind, people, how the name leads to it.
    var prior: Int

    /// Whether it contains places: a country, region or district.
    var isContainer: Bool { kind == .country || kind == .region || kind == .district }

    /// Whether `container` says in which country, region or district this place is.
    func lies(in container: PlaceCandidate) -> Bool {
        switch container.kind {
        case .country: kind != .country && country == container.country && country != 0
        case .region: kind != .region && kind != .country && region == container.region && region != 0
        default: false
        }
    }
}
