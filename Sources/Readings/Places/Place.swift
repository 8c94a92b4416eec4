public import Texts

/// A mention of a place and where it is.
public struct Place: Sendable {
    /// How exactly a place is known, finest first.
    public enum Precision: String, Sendable, CaseIterable {
        /// A building, bridge, crossing.
        case point
        /// A town or village.
        case town
        /// A second-level district.
        case district
        /// A first-level region, or a named area.
        case region
        /// A country.
        case country
        /// A continent, sea or larger area.
        case area
    }

    /// What the place does in its sentence.
    public enum Role: String, Sendable {
        /// Where something is.
        case place
        /// A government or team, named by its capital or country.
        case actor
    }

    /// Where it stands.
    public var extent: Extent
    /// Index into the reading's `names`, when it is one.
    public var name: Int?
    /// Degrees north; nil when not located.
    public var latitude: Double?
    /// Degrees east; nil when not located.
    public var longitude: Double?
    /// The gazetteer's name.
    public var label: String
    /// ISO 3166-1 alpha-2 code.
    public var country: String?
    /// First-level region's code in that country (GeoNames admin1), when known.
    public var region: String?
    /// How exact it is.
    public var precision: Precision
    /// `geonames:538555`; nil when not located.
    public var gazetteer: String?
    /// Place or actor.
    public var role: Role
    /// Stable id of the rule that chose it, or why it was not located.
    public var rule: String

    /// Makes a place.
    public init(
        extent: Extent, name: Int? = nil, latitude: Double? = nil, longitude: Double? = nil, label: String,
        country: String? = nil, region: String? = nil, precision: Precision, gazetteer: String? = nil,
        role: Role = .place, rule: String
    ) {
        self.extent = extent
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
        self.label = label
        self.country = country
        self.region = region
        self.precision = precision
        self.gazetteer = gazetteer
        self.role = role
        self.rule = rule
    }
}
