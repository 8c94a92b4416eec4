import Lexicons

/// The points of `rules/place-weights.tsv`.
struct PlaceWeights {
    let people, unknownPeople, country, continent, region, district, area, sea, river, mountain, point: Int
    let worldRegion: Int
    let alternate, short, approximate, capital, hasTown: Int
    let insideRegion, insideCountry, insideNear, toldElsewhere: Int
    let sameCountry, sameRegion, namesCountry, namesRegion, near50, near150, near500, nearMost, sameMost: Int
    let homeNear, homeRegion, homeCountry, datelineNear, datelineRegion, kindSaid: Int

    init(named file: String = "rules/place-weights.tsv") throws(LexiconError) {
        let table = try Table(named: file, columns: ["weight", "points"])
        var points: [String: Int] = [:]
        for row in table.rows {
            guard let value = Int(row["points"]) else {
                throw LexiconError(
                    file: file, line: row.line, reason: "'\(row["points"])' is no whole number",
                    advice: "Write points as a whole number.")
            }
            points[row["weight"]] = value
        }
        func take(_ name: String) throws(LexiconError) -> Int {
            guard let value = points[name] else {
                throw LexiconError(file: file, reason: "no weight '\(name)'", advice: "Add a line for it.")
            }
            return value
        }
        people = try take("people")
        unknownPeople = try take("unknown-people")
        country = try take("country")
        continent = try take("continent")
        region = try take("region")
        district = try take("district")
        area = try take("area")
        sea = try take("sea")
        river = try take("river")
        mountain = try take("mountain")
        point = try take("point")
        worldRegion = try take("world-region")
        alternate = try take("alternate")
        short = try take("short")
        approximate = try take("approximate")
        capital = try take("capital")
        hasTown = try take("has-town")
        insideRegion = try take("inside-region")
        insideCountry = try take("inside-country")
        insideNear = try take("inside-near")
        toldElsewhere = try take("told-elsewhere")
        sameCountry = try take("same-country")
        sameRegion = try take("same-region")
        namesCountry = try take("names-country")
        namesRegion = try take("names-region")
        near50 = try take("near-50")
        near150 = try take("near-150")
        near500 = try take("near-500")
        nearMost = try take("near-most")
        sameMost = try take("same-most")
        homeNear = try take("home-near")
        homeRegion = try take("home-region")
        homeCountry = try take("home-country")
        datelineNear = try take("dateline-near")
        datelineRegion = try take("dateline-region")
        kindSaid = try take("kind-said")
    }

    /// Points that need no document.
    func prior(_ candidate: PlaceCandidate) -> Int {
        var points = 0
        // Doublings, in tenths: the whole part from the highest bit, the rest from the bits below it.
        if candidate.population > 0 {
            let top = Int.bitWidth - 1 - candidate.population.leadingZeroBitCount
            let rest = (candidate.population << (62 - top)) >> 59 & 7
            points += people * top + people * rest / 8
        } else if candidate.kind == .town {
            points += unknownPeople
        }
        switch candidate.kind {
        case .country: points += country
        case .continent: points += continent
        case .region: points += candidate.country == 0 ? worldRegion : region
        case .district: points += district
        case .area: points += area
        case .sea: points += sea
        case .river: points += river
        case .mountain: points += mountain
        case .point: points += point
        case .town: break
        }
        switch candidate.link {
        case .own, .adjective: break
        case .alternate: points += alternate
        case .short: points += short
        }
        if candidate.isApproximate, candidate.kind != .region { points += approximate }
        if candidate.isCapital { points += capital }
        return points
    }
}
