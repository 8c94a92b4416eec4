import Documents
import Lexicons
import Texts

/// Finds places and where they are.
///
/// Needs sentences, tokens and names; trees tell actors from places. Adds `places`, in order of the text.
final class PlaceReader {
    private let weights: PlaceWeights
    private let lookup: PlaceLookup
    private let roles: PlaceRoles
    private let homes: OutletHomes

    /// - Parameter gazetteer: places of the user's own, asked besides the embedded ones.
    init(gazetteer: Gazetteer? = nil) throws(LexiconError) {
        weights = try PlaceWeights()
        lookup = PlaceLookup(atlas: try PlaceAtlas(user: gazetteer, weights: weights), words: try PlaceWords())
        roles = try PlaceRoles()
        homes = try OutletHomes()
    }

    func read(_ reading: inout Reading) {
        lookup.reset()
        var finder = PlaceFinder(reading, lookup)
        finder.find()
        guard !finder.mentions.isEmpty else { return }
        var mentions = finder.mentions
        let groups = group(&mentions, finder.results)
        let dateline = mentions.first { $0.isDateline && !groups[$0.group].candidates.isEmpty }?.group
        var resolver = PlaceResolver(
            groups, weights: weights, home: homes.home(of: reading.document, in: lookup), dateline: dateline)
        resolver.resolve()
        for mention in mentions {
            guard let place = place(mention, mentions, resolver.groups, reading, finder) else { continue }
            reading.places.append(place)
        }
    }

    /// Joins mentions of one name, one kind said of it and one place said to contain it.
    private func group(_ mentions: inout [PlaceMention], _ results: [PlaceLookup.Result]) -> [PlaceResolver.Group] {
        struct Key: Hashable {
            var name: [UInt8]
            var kind: UInt8
            var container: [UInt8]
        }
        var numbers: [Key: Int] = [:]
        var groups: [PlaceResolver.Group] = []
        for i in mentions.indices {
            let result = results[i]
            let key = Key(
                name: result.key, kind: result.kindSaid?.rawValue ?? 0xFF,
                container: mentions[i].container.map { results[$0].key } ?? [])
            if let number = numbers[key] {
                mentions[i].group = number
                groups[number].count += 1
                continue
            }
            var group = PlaceResolver.Group(key: result.key, candidates: result.candidates, kindSaid: result.kindSaid)
            group.isAdjective = mentions[i].source == .adjective
            group.count = 1
            numbers[key] = groups.count
            mentions[i].group = groups.count
            groups.append(group)
        }
        for mention in mentions {
            if let container = mention.container {
                let outer = mentions[container].group
                groups[mention.group].container = outer
                if !groups[outer].contained.contains(mention.group) { groups[outer].contained.append(mention.group) }
            }
            if let neighbour = mention.neighbour, groups[mention.group].neighbour == nil {
                groups[mention.group].neighbour = mentions[neighbour].group
            }
        }
        return groups
    }

    // MARK: - The finding

    private func place(
        _ mention: PlaceMention, _ mentions: [PlaceMention], _ groups: [PlaceResolver.Group], _ reading: Reading,
        _ finder: PlaceFinder
    ) -> Place? {
        let group = groups[mention.group]
        guard group.candidates.indices.contains(group.chosen) else {
            return unlisted(mention, mentions, groups, reading, finder)
        }
        let chosen = group.candidates[group.chosen]
        let codes = lookup.atlas.codes(chosen.region != 0 ? chosen.region : chosen.country)
        var place = Place(
            extent: mention.extent, name: mention.name, latitude: chosen.latitude, longitude: chosen.longitude,
            label: lookup.atlas.label(chosen), country: codes.country.isEmpty ? nil : codes.country,
            region: codes.region.isEmpty ? nil : codes.region,
            precision: Self.precision(chosen), gazetteer: chosen.geonameID > 0 ? "geonames:\(chosen.geonameID)" : nil,
            rule: "\(mention.source.rawValue).\(group.reason)")
        if place.gazetteer == nil { place.gazetteer = chosen.source == 1 ? "user" : "sitrep" }
        if chosen.isApproximate, chosen.kind != .region {
            place.precision = .region
            place.rule += ".middle-of-region"
        }
        if let direction = mention.direction { shift(&place, chosen, direction) }
        if (chosen.kind == .country || chosen.isCapital) && mention.source != .adjective,
            mention.source == .body || roles.acts(mention.tokens, isCapital: chosen.isCapital, in: reading)
        {
            place.role = .actor
            place.rule += ".actor"
        }
        return place
    }

    /// "southern Lebanon": half way to the edge, where the area is small enough for that to say something.
    private func shift(_ place: inout Place, _ chosen: PlaceCandidate, _ direction: (north: Int, east: Int)) {
        guard chosen.kind == .country || chosen.kind == .region, let latitude = place.latitude,
            let longitude = place.longitude
        else {
            return
        }
        if chosen.kind == .country { place.precision = .region }
        place.rule += ".direction"
        guard let extent = lookup.atlas.extent(chosen), extent.height <= 2.4, extent.width <= 2.4 else { return }
        place.latitude = latitude + Double(direction.north) * extent.height / 2
        place.longitude = longitude + Double(direction.east) * extent.width / 2
    }

    /// A name that the gazetteer does not have: the region said to contain it, or nowhere.
    private func unlisted(
        _ mention: PlaceMention, _ mentions: [PlaceMention], _ groups: [PlaceResolver.Group], _ reading: Reading,
        _ finder: PlaceFinder
    ) -> Place? {
        let label = reading.text[mention.extent]
        if let container = groups[mention.group].container,
            groups[container].candidates.indices.contains(groups[container].chosen)
        {
            let outer = groups[container].candidates[groups[container].chosen]
            let codes = lookup.atlas.codes(outer.region != 0 ? outer.region : outer.country)
            return Place(
                extent: mention.extent, name: mention.name, latitude: outer.latitude, longitude: outer.longitude,
                label: label,
                country: codes.country.isEmpty ? nil : codes.country, region: codes.region.isEmpty ? nil : codes.region,
                precision: Self.precision(outer), gazetteer: outer.geonameID > 0 ? "geonames:\(outer.geonameID)" : nil,
                rule: "\(mention.source.rawValue).unlisted.in-its-region")
        }
        if mention.source == .street {
            return Place(
                extent: mention.extent, name: mention.name, label: label, precision: .point, rule: "not-located.street")
        }
        guard mention.source == .name, finder.looksLikePlace(mention.tokens) else { return nil }
        return Place(
            extent: mention.extent, name: mention.name, label: label, precision: .point,
            rule: "not-located.unlisted")
    }

    private static func precision(_ place: PlaceCandidate) -> Place.Precision {
        switch place.kind {
        case .point, .mountain: .point
        case .town: .town
        case .district: .district
        case .region, .area: .region
        case .country: .country
        case .continent, .sea, .river: .area
        }
    }
}
