import Lexicons

/// The gazetteers of a reader, as candidates for a name.
final class PlaceAtlas {
    let gazetteers: [Gazetteer]
    private let weights: PlaceWeights
    /// For each region of the embedded gazetteer the number of its country.
    private let countries: [UInt16]
    /// For each region of the user's gazetteer the number of the same region in the embedded one.
    private let userRegions: [UInt16]
    /// Candidates of one name are cut to so many.
    private static let most = 60

    init(user: Gazetteer?, weights: PlaceWeights) throws(LexiconError) {
        let embedded = try Self.embedded()
        gazetteers = [embedded] + (user.map { [$0] } ?? [])
        self.weights = weights
        countries = embedded.countriesOfRegions()
        var regions: [UInt16] = []
        if let user {
            regions = (0..<user.regionCount).map { number in
                let region = user.region(number)
                let same =
                    embedded.region(country: region.country, code: region.code)
                    ?? embedded.region(country: region.country)
                return UInt16(truncatingIfNeeded: same ?? 0)
            }
        }
        userRegions = regions
    }

    /// The embedded gazetteer; one without places where the program was built without it.
    private static func embedded() throws(LexiconError) -> Gazetteer {
        guard Resource.names.contains(Gazetteer.embeddedName) else {
            return try Gazetteer(name: "none", contents: GazetteerBuilder().build(about: ""))
        }
        return try Gazetteer()
    }

    /// The places that a folded name may mean, best prior first; equal ones in the order of the files.
    func candidates(_ folded: [UInt8]) -> [PlaceCandidate] {
        var found: [PlaceCandidate] = []
        for (source, gazetteer) in gazetteers.enumerated() {
            for match in gazetteer.matches(folded) { found.append(candidate(match, source)) }
        }
        guard found.count > 1 else { return found }
        // A bare "New York" is the city, where the region has its name from it.
        for i in found.indices where found[i].kind == .region && found[i].link != .adjective && found[i].link != .short
        {
            let hasTown = found.contains { town in
                town.kind == .town && town.region == found[i].region
                    && (town.link == .own || town.population > 1_000_000)
                    && (town.population > 200_000 || town.population * 6 > found[i].population)
            }
            if hasTown { found[i].prior += weights.hasTown }
        }
        let order = found.indices.sorted { a, b in
            found[a].prior != found[b].prior ? found[a].prior > found[b].prior : a < b
        }
        return order.prefix(Self.most).map { found[$0] }
    }

    private func candidate(_ match: Gazetteer.Match, _ source: Int) -> PlaceCandidate {
        let entry = gazetteers[source].entry(match.entry)
        let region = source == 0 ? entry.region : entry.region < userRegions.count ? Int(userRegions[entry.region]) : 0
        var candidate = PlaceCandidate(
            source: source, entry: match.entry, link: match.link, kind: entry.kind, latitude: entry.latitude,
            longitude: entry.longitude, region: region, country: region < countries.count ? Int(countries[region]) : 0,
            isApproximate: entry.isApproximate, isCapital: entry.isCapital, population: entry.population,
            geonameID: entry.geonameID, prior: 0)
        candidate.prior = weights.prior(candidate)
        return candidate
    }

    /// The candidate's own name.
    func label(_ candidate: PlaceCandidate) -> String { gazetteers[candidate.source].label(of: candidate.entry) }

    /// Country and region codes of a region's number in the embedded gazetteer.
    func codes(_ region: Int) -> (country: String, region: String) {
        let found = gazetteers[0].region(region)
        return (found.country, found.code)
    }

    /// The region's own place, for what lies in it and is not in the gazetteer.
    func regionCandidate(_ region: Int) -> PlaceCandidate? {
        gazetteers[0].region(region).entry.map { candidate(Gazetteer.Match(entry: $0, link: .own), 0) }
    }

    /// Half height and width of the region a candidate stands for, in degrees; nil when not known.
    func extent(_ candidate: PlaceCandidate) -> (height: Double, width: Double)? {
        guard candidate.kind == .country || candidate.kind == .region else { return nil }
        let region = gazetteers[0].region(candidate.kind == .country ? candidate.country : candidate.region)
        guard region.halfHeight > 0, region.halfWidth > 0 else { return nil }
        return (Double(region.halfHeight) / 100, Double(region.halfWidth) / 100)
    }

    /// Distance in kilometres, good to a percent below 1,000 km; only sums and products, so the same on every machine.
    static func distance(_ a: PlaceCandidate, _ b: PlaceCandidate) -> Double {
        distance(a.latitude, a.longitude, b.latitude, b.longitude)
    }

    static func distance(_ latitude: Double, _ longitude: Double, _ otherLatitude: Double, _ otherLongitude: Double)
        -> Double
    {
        let north = (latitude - otherLatitude) * 111.2
        var east = (longitude - otherLongitude).magnitude
        if east > 180 { east = 360 - east }
        let middle = (latitude + otherLatitude) / 2 * 0.017453292519943295
        let square = middle * middle
        let cosine = 1 - square / 2 + square * square / 24 - square * square * square / 720
        let width = east * 111.2 * max(0, cosine)
        return (north * north + width * width).squareRoot()
    }
}
