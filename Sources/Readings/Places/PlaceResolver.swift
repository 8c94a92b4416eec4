import Lexicons

/// Chooses, for all names of places in a document together, which place each means.
///
/// Points are whole numbers and are added in a fixed order, so that the same text always gives the same places. The features are
/// those of the literature on toponym resolution (population, containment, one sense per discourse, spatial minimality, the
/// outlet's home: Leidner 2007; Lieberman and Samet 2012; Gritta et al. 2018), as a sum, in three rounds.
struct PlaceResolver {
    /// Mentions of a document that mean one place.
    struct Group {
        /// The folded name.
        var key: [UInt8]
        /// What it may mean.
        var candidates: [PlaceCandidate]
        /// What the text says it is.
        var kindSaid: GazetteerEntry.Kind?
        /// The group that says where it lies.
        var container: Int?
        /// Groups that it says where they lie.
        var contained: [Int] = []
        /// The group it is said to be in or near.
        var neighbour: Int?
        /// Whether it is only an adjective: it speaks for a country, but more softly.
        var isAdjective = false
        /// How often it is named.
        var count = 0
        /// The chosen candidate.
        var chosen = 0
        /// What spoke most for it.
        var reason = "only"
    }

    let weights: PlaceWeights
    /// The outlet's home.
    let home: PlaceCandidate?
    /// Group of the dateline's place.
    let dateline: Int?
    private(set) var groups: [Group]

    init(_ groups: [Group], weights: PlaceWeights, home: PlaceCandidate?, dateline: Int?) {
        self.groups = groups
        self.weights = weights
        self.home = home
        self.dateline = dateline
    }

    /// Chooses. Three rounds: each group is judged by what the others meant in the round before.
    mutating func resolve() {
        for i in groups.indices where groups[i].candidates.count > 1 { choose(i, round: 0) }
        for round in 1...3 {
            context = Context(groups, weights)
            var changed = false
            for i in groups.indices where groups[i].candidates.count > 1 {
                let before = groups[i].chosen
                choose(i, round: round)
                if groups[i].chosen != before { changed = true }
            }
            if !changed, round > 1 { break }
        }
        for i in groups.indices where groups[i].candidates.count == 1 {
            groups[i].reason =
                groups[i].container.map { liesIn(groups[i].candidates[0], $0) } ?? false ? "inside" : "only"
        }
    }

    private func liesIn(_ candidate: PlaceCandidate, _ container: Int) -> Bool {
        guard
            let outer = groups[container].candidates.indices.contains(groups[container].chosen)
                ? groups[container].candidates[groups[container].chosen] : nil
        else { return false }
        return candidate.lies(in: outer)
    }

    private var context: Context?

    /// What the chosen places of a round add up to.
    private struct Context {
        var countries: [Int: Int] = [:]
        var regions: [Int: Int] = [:]
        var namedCountries: [Int: Int] = [:]
        var namedRegions: [Int: Int] = [:]
        /// Places with a spot of their own, by group.
        var spots: [(group: Int, place: PlaceCandidate)] = []

        init(_ groups: [Group], _ weights: PlaceWeights) {
            for (i, group) in groups.enumerated() where group.candidates.indices.contains(group.chosen) {
                let place = group.candidates[group.chosen]
                if place.country != 0 {
                    if place.kind == .country {
                        namedCountries[place.country, default: 0] += 1
                    } else {
                        countries[place.country, default: 0] += 1
                    }
                }
                if place.region != 0, place.region != place.country {
                    if place.kind == .region {
                        namedRegions[place.region, default: 0] += 1
                    } else {
                        regions[place.region, default: 0] += 1
                    }
                }
                if !group.isAdjective, place.kind == .town || place.kind == .district || place.kind == .point,
                    spots.count < 150
                {
                    spots.append((i, place))
                }
            }
        }
    }

    private mutating func choose(_ index: Int, round: Int) {
        let group = groups[index]
        var best = (points: Int.min, candidate: 0, reason: "people")
        let own = group.candidates[group.chosen]
        for (i, candidate) in group.candidates.enumerated() {
            var points = candidate.prior
            var reason = "people"
            var strongest = 0
            func add(_ value: Int, _ name: String) {
                points += value
                if value > strongest {
                    strongest = value
                    reason = name
                }
            }
            if let said = group.kindSaid {
                if candidate.kind == said {
                    add(weights.kindSaid, "kind")
                } else if PlaceLookup.fits(candidate.kind, said) {
                    add(weights.kindSaid / 2, "kind")
                }
            }
            containment(candidate, group, add)
            if let home {
                if candidate.kind == .town || candidate.kind == .district || candidate.kind == .point,
                    PlaceAtlas.distance(candidate, home) < 100
                {
                    add(weights.homeNear, "home")
                } else if candidate.region != 0, candidate.region == home.region, candidate.kind != .country {
                    add(weights.homeRegion, "home")
                } else if candidate.country == home.country, candidate.country != 0 {
                    add(weights.homeCountry, "home")
                }
            }
            if let dateline, dateline != index, groups[dateline].candidates.indices.contains(groups[dateline].chosen) {
                let place = groups[dateline].candidates[groups[dateline].chosen]
                if PlaceAtlas.distance(candidate, place) < 100, !candidate.isContainer || candidate.kind == .district {
                    add(weights.datelineNear, "dateline")
                } else if candidate.region != 0, candidate.region == place.region {
                    add(weights.datelineRegion, "dateline")
                }
            }
            if round > 0, let context { surroundings(candidate, index, own, context, add) }
            if points > best.points { best = (points, i, reason) }
        }
        groups[index].chosen = best.candidate
        groups[index].reason = best.reason
    }

    private func containment(_ candidate: PlaceCandidate, _ group: Group, _ add: (Int, String) -> Void) {
        if let container = group.container {
            let outer = groups[container]
            if outer.candidates.contains(where: { $0.kind != .country && candidate.lies(in: $0) }) {
                add(weights.insideRegion, "inside")
            } else if outer.candidates.contains(where: { candidate.lies(in: $0) }),
                // A country's name and a country: "Syria, U.S. officials said" is no Syria of the United States.
                candidate.kind != .town || !group.candidates.contains(where: { $0.kind == .country })
            {
                add(outer.isAdjective ? weights.insideCountry / 2 : weights.insideCountry, "inside")
            } else if let place = outer.candidates.indices.contains(outer.chosen)
                ? outer.candidates[outer.chosen] : nil,
                place.kind == .district, PlaceAtlas.distance(candidate, place) < 60
            {
                add(weights.insideRegion, "inside")
            }
        } else {
            // One sense in a document: the same name with its region told elsewhere.
            for other in groups where other.key == group.key && (other.container != nil || other.kindSaid != nil) {
                guard other.candidates.indices.contains(other.chosen),
                    other.kindSaid != group.kindSaid || other.container != nil
                else { continue }
                let place = other.candidates[other.chosen]
                if place.entry == candidate.entry, place.source == candidate.source {
                    add(other.container != nil ? weights.toldElsewhere : weights.toldElsewhere / 2, "told-elsewhere")
                    break
                }
            }
        }
        // It contains what others say lies in it.
        if candidate.isContainer {
            for inner in group.contained where groups[inner].candidates.contains(where: { $0.lies(in: candidate) }) {
                add(candidate.kind == .country ? weights.insideCountry : weights.insideRegion, "contains")
                break
            }
        }
        if let neighbour = group.neighbour, groups[neighbour].candidates.indices.contains(groups[neighbour].chosen) {
            let place = groups[neighbour].candidates[groups[neighbour].chosen]
            if !place.isContainer || place.kind == .district, PlaceAtlas.distance(candidate, place) < 120 {
                add(weights.insideNear, "near-named")
            }
        }
    }

    /// Whether a name is that of a great capital, or of a country other than the candidate's.
    private func hasGreat(_ group: Group, but candidate: PlaceCandidate) -> Bool {
        group.candidates.contains {
            $0.link == .own
                && ($0.isCapital && $0.population > 500_000 || $0.kind == .country && $0.country != candidate.country)
        }
    }

    private func surroundings(
        _ candidate: PlaceCandidate, _ index: Int, _ own: PlaceCandidate, _ context: Context,
        _ add: (Int, String) -> Void
    ) {
        // What this group itself put into the sums is taken out again.
        var country = context.countries[candidate.country, default: 0]
        var region = context.regions[candidate.region, default: 0]
        var named = context.namedCountries[candidate.country, default: 0]
        var namedRegion = context.namedRegions[candidate.region, default: 0]
        if own.country == candidate.country { own.kind == .country ? (named -= 1) : (country -= 1) }
        if own.region == candidate.region, own.region != own.country {
            own.kind == .region ? (namedRegion -= 1) : (region -= 1)
        }
        // That much is told of one country says little for a town there that bears the name of a capital or another country.
        let isNamesake = candidate.kind == .town && !candidate.isCapital && hasGreat(groups[index], but: candidate)
        if candidate.country != 0, !isNamesake {
            add(min(weights.sameMost, max(0, country) * weights.sameCountry), "same-country")
            if candidate.kind != .country, named > 0 { add(weights.namesCountry, "names-country") }
        }
        if candidate.region != 0, candidate.region != candidate.country {
            add(min(weights.sameMost, max(0, region) * weights.sameRegion), "same-region")
            if candidate.kind != .region, namedRegion > 0 { add(weights.namesRegion, "names-region") }
        }
        guard candidate.kind == .town || candidate.kind == .district || candidate.kind == .point else { return }
        var near = 0
        for spot in context.spots where spot.group != index && groups[spot.group].key != groups[index].key {
            let distance = PlaceAtlas.distance(candidate, spot.place)
            near +=
                distance < 50 ? weights.near50 : distance < 150 ? weights.near150 : distance < 500 ? weights.near500 : 0
            if near >= weights.nearMost { break }
        }
        add(min(near, weights.nearMost), "near")
    }
}
