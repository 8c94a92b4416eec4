import Readings
import Texts

/// Where the people that figures count were: the town or point that the figure's claim, its sentence or a short item names.
struct FigureSites {
    /// A place, and whether the figure's own claim names it.
    struct Site {
        /// Index into the reading's `places`.
        var place: Int
        var isOwn: Bool
    }

    /// Places that the situation is in: named by a quarter of the documents that name any.
    private let main: Set<String>
    /// Sentences of an item so short that its one place is that of all it tells.
    private static let short = 4

    init(_ readings: [Reading]) {
        var documents: [String: Int] = [:]
        var placed = 0
        for reading in readings {
            let names = Set(
                reading.places.indices.filter { Self.isFine(reading.places[$0]) }.map { Self.key($0, reading) })
            if !names.isEmpty { placed += 1 }
            for name in names { documents[name, default: 0] += 1 }
        }
        let top = documents.values.max() ?? 0
        main = Set(documents.filter { $0.value * 4 >= placed || $0.value == top }.keys)
    }

    /// Whether a place is one that the situation is in.
    func isMain(_ place: Int, in reading: Reading) -> Bool { main.contains(Self.key(place, reading)) }

    /// Where what a figure counts happened; nil where its text names no place or several that are apart.
    func site(of quantity: Quantity, claim: Claim?, sentence: Int, in reading: Reading) -> Site? {
        let own = (claim?.places ?? []).filter { $0 < reading.places.count && Self.isFine(reading.places[$0]) }
        if let place = own.first { return Site(place: place, isOwn: own.count == 1) }
        let around = reading.places.indices.filter {
            Self.isFine(reading.places[$0]) && reading.sentences[sentence].extent.contains(reading.places[$0].extent)
        }
        if let place = one(around, reading) { return Site(place: place, isOwn: false) }
        guard around.isEmpty, reading.sentences.count <= Self.short else { return nil }
        let all = reading.places.indices.filter { Self.isFine(reading.places[$0]) }
        return one(all, reading).map { Site(place: $0, isOwn: false) }
    }

    /// The first of places that all are one.
    private func one(_ places: [Int], _ reading: Reading) -> Int? {
        guard let first = places.first, let spot = Spot(reading.places[first]) else { return nil }
        let isOne = places.dropFirst().allSatisfy { other in
            Spot(reading.places[other]).map { $0.gazetteer == spot.gazetteer || !spot.excludes($0) } ?? false
        }
        return isOne ? first : nil
    }

    private static func isFine(_ place: Place) -> Bool {
        guard place.role == .place else { return false }
        switch place.precision {
        case .point, .town, .district: return true
        case .region, .country, .area: return false
        }
    }

    private static func key(_ place: Int, _ reading: Reading) -> String {
        NameKey.words(reading.places[place].label).joined(separator: " ")
    }
}
