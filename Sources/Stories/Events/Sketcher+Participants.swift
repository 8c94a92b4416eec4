import Readings
import Texts

extension Sketcher {
    /// The key of an entity: its number across documents, or its name where it was met in one only.
    static func key(_ entity: Int, _ reading: Reading, _ personOf: [Int]) -> UInt64 {
        if entity < personOf.count, personOf[entity] >= 0 { return 1 << 63 | UInt64(personOf[entity]) }
        return 1 << 62 | (stem(reading.entities[entity].name) >> 2)
    }

    /// Fills in obliques, proper modifiers and ordinals, from the tree.
    ///
    /// - Parameter entityOf: the entity each token's name means; -1 outside names.
    func participants(
        _ sketch: ClaimSketch, _ claim: Claim, _ reading: Reading, _ personOf: [Int], _ entityOf: [Int32]
    ) {
        let token = claim.predicateToken
        guard reading.tokens.indices.contains(token) else { return }
        var others: [UInt64] = []
        for child in reading.dependents(of: token).prefix(24) {
            let i = Int(child)
            let dependent = reading.tokens[i]
            guard dependent.relation == .obl || (sketch.isNominal && dependent.relation == .nmod),
                dependent.upos == .noun || dependent.upos == .propn, !Self.isTimeOrPlace(dependent.extent, reading)
            else { continue }
            let partners =
                [i]
                + reading.dependents(of: i).prefix(12).map(Int.init).filter {
                    reading.tokens[$0].relation == .conj
                }
            for partner in partners {
                if entityOf[partner] >= 0 { others.append(Self.key(Int(entityOf[partner]), reading, personOf)) }
                others.append(Self.stem(reading.form(partner)) >> 2)
            }
        }
        sketch.others = Array(Set(others)).sorted()

        var modifiers: [UInt64] = []
        var ordinals: [UInt64] = []
        let participants = claim.who + claim.whom
        for (n, argument) in participants.enumerated() {
            for i in reading.tokens(in: argument.extent).prefix(10) {
                let word = reading.tokens[i]
                guard word.upos == .propn || (word.upos == .adj && Self.isCapital(word.extent, reading)) else {
                    continue
                }
                let name = Self.prefix(reading.form(i))
                modifiers.append(name)
                if n < claim.who.count {
                    sketch.names.who.append(name)
                    if i == argument.head { sketch.names.whoHeads.append(name) }
                } else {
                    sketch.names.whom.append(name)
                    if i == argument.head { sketch.names.whomHeads.append(name) }
                }
            }
        }
        // By place, not by tree: "a second railway viaduct" hangs "second" on either noun.
        for argument in participants {
            for i in reading.tokens(in: argument.extent).prefix(6) where i < argument.head {
                if Self.ordinals.contains(reading.tokens[i].lemma) {
                    ordinals.append(WordScanner.hash(reading.tokens[i].lemma))
                }
            }
        }
        if sketch.isNominal {
            for i in max(0, token - 2)..<token where Self.ordinals.contains(reading.tokens[i].lemma) {
                ordinals.append(WordScanner.hash(reading.tokens[i].lemma))
            }
        }
        sketch.modifiers = Array(Set(modifiers)).sorted()
        sketch.ordinals = Array(Set(ordinals)).sorted()
    }

    /// Words that tell one occurrence of a kind from another.
    private static let ordinals: Set<String> = [
        "second", "third", "fourth", "fifth", "sixth", "another", "other", "previous", "earlier", "different",
        "separate", "similar", "subsequent",
    ]

    /// A capitalised word by the first five of its letters.
    static func prefix(_ word: String) -> UInt64 { WordScanner.hash(String(word.prefix(5))) }

    static func isCapital(_ extent: Extent, _ reading: Reading) -> Bool {
        guard extent.start < reading.text.count else { return false }
        let byte = reading.text.utf8[extent.start]
        return byte >= 0x41 && byte <= 0x5A
    }

    /// The entity that each token's name means; -1 outside names.
    static func entities(_ reading: Reading) -> [Int32] {
        var entityOf = [Int32](repeating: -1, count: reading.tokens.count)
        for name in reading.names {
            guard let entity = name.entity else { continue }
            for token in name.tokens where token < entityOf.count { entityOf[token] = Int32(entity) }
        }
        return entityOf
    }

    private static func isTimeOrPlace(_ extent: Extent, _ reading: Reading) -> Bool {
        if let time = found(at: extent, reading.times.count, { reading.times[$0].extent }),
            reading.times[time].extent.overlaps(extent)
        {
            return true
        }
        guard let place = found(at: extent, reading.places.count, { reading.places[$0].extent }) else { return false }
        return reading.places[place].role == .place && reading.places[place].extent.overlaps(extent)
    }

    /// Indexes of findings, in order of their extents, that lie in a stretch.
    static func findings(in extent: Extent, _ count: Int, _ at: (Int) -> Extent) -> [Int] {
        guard var next = found(at: Extent(lower: extent.lower, upper: extent.lower), count, at) else { return [] }
        var result: [Int] = []
        while next < count, at(next).lower < extent.upper {
            if extent.contains(at(next)) { result.append(next) }
            next += 1
        }
        return result
    }

    /// The first finding that does not end before an extent.
    private static func found(at extent: Extent, _ count: Int, _ at: (Int) -> Extent) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if at(middle).upper <= extent.lower { low = middle + 1 } else { high = middle }
        }
        return low < count ? low : nil
    }
}
