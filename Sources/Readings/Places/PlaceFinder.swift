import Documents
import Lexicons
import Texts

/// Finds the stretches that may name a place, and how they stand to each other.
struct PlaceFinder {
    let lookup: PlaceLookup
    let reading: Reading
    let bytes: [UInt8]
    var mentions: [PlaceMention] = []
    /// For each mention what its name may mean.
    var results: [PlaceLookup.Result] = []
    /// For each token the name that covers it, or -1.
    var covered: [Int32]
    /// For each token whether a mention covers it.
    private var taken: [Bool]
    /// For each token whether it says when: "Nov." of "the Nov. 13 attacks" is no town of that name.
    private var isTime: [Bool]
    /// Hashes of words that name somebody or something else in this text.
    let othersNames: Set<UInt64>
    /// Hashes of names that storms bear.
    let storms: Set<UInt64>
    private var found: [(mention: PlaceMention, result: PlaceLookup.Result)] = []

    init(_ reading: Reading, _ lookup: PlaceLookup) {
        self.reading = reading
        self.lookup = lookup
        bytes = reading.text.utf8
        othersNames = Self.othersNames(reading, lookup.words)
        storms = Self.storms(reading, lookup.words)
        covered = [Int32](repeating: -1, count: reading.tokens.count)
        taken = [Bool](repeating: false, count: reading.tokens.count)
        isTime = taken
        for time in reading.times {
            for token in reading.tokens(in: time.extent) { isTime[token] = true }
        }
        for (i, name) in reading.names.enumerated() {
            for token in name.tokens where token < covered.count { covered[token] = Int32(i) }
        }
    }

    /// Finds all mentions, in order of the text.
    mutating func find() {
        takeLongNames()
        takeCompounds()
        for i in reading.names.indices { takeName(i) }
        for i in reading.names.indices { takeListed(i) }
        for sentence in reading.sentences { takeUnseen(in: sentence.tokens) }
        takeStatesAfterTowns()
        takeRepeated()
        found.sort { $0.mention.extent < $1.mention.extent }
        for (mention, result) in found {
            mentions.append(mention)
            results.append(result)
        }
        relate()
    }

    // MARK: - Names of the network

    /// "Democratic Republic of the Congo", which the network may take for two names.
    private mutating func takeLongNames() {
        let small = ["of", "and", "es"].map { Array($0.utf8) }
        for token in reading.tokens.indices where token > 0 && small.contains(where: { word(token).elementsEqual($0) })
        {
            guard let sentence = reading.sentence(ofToken: token) else { continue }
            let bounds = reading.sentences[sentence].tokens
            search: for first in max(bounds.lowerBound, token - 3)..<token
            where isCapitalised(first) && !isArticle(first) {
                for last in stride(from: min(bounds.upperBound - 1, token + 3), to: token, by: -1)
                where isCapitalised(last) {
                    let tokens = first..<(last + 1)
                    guard (first..<last).allSatisfy({ joins($0, $0 + 1) || isPossessive($0 + 1) }) else { continue }
                    let extent = self.extent(tokens)
                    let places = lookup.exact(bytes[extent.range]).filter { $0.link == .own || $0.link == .alternate }
                    guard let best = places.first, best.kind != .town || best.population > 50_000 else { continue }
                    let key = GazetteerFold.fold(Array(bytes[extent.range]))
                    add(extent, tokens, nil, .name, PlaceLookup.Result(key: key, candidates: places))
                    break search
                }
            }
        }
    }

    /// "Petion-Ville", which the network may take for two names, where the gazetteer has all of it, with the hyphen or without.
    private mutating func takeCompounds() {
        for i in reading.names.indices.dropLast() {
            let (name, next) = (reading.names[i], reading.names[i + 1])
            guard name.kind == .place, next.tokens.lowerBound == name.tokens.upperBound + 1,
                next.extent.start == name.extent.end + 1, bytes[name.extent.end] == 0x2D
            else { continue }
            let tokens = name.tokens.lowerBound..<next.tokens.upperBound
            let extent = extent(tokens)
            var written = Array(bytes[extent.range])
            var places = lookup.exact(written[...])
            if places.isEmpty {
                written.removeAll { $0 == 0x2D }
                places = lookup.exact(written[...])
            }
            places.removeAll { $0.link != .own && $0.link != .alternate }
            guard !places.isEmpty, !tokens.contains(where: { taken[$0] }) else { continue }
            let key = GazetteerFold.fold(written)
            add(extent, tokens, i, .name, PlaceLookup.Result(key: key, candidates: places))
        }
    }

    private mutating func takeName(_ index: Int) {
        let name = reading.names[index]
        guard !name.tokens.contains(where: { $0 < taken.count && taken[$0] }) else { return }
        if name.kind != .person, isStreet(name.tokens) {
            let key = GazetteerFold.fold(Array(bytes[name.extent.range]))
            return add(name.extent, name.tokens, index, .street, PlaceLookup.Result(key: key, candidates: []))
        }
        switch name.kind {
        case .place:
            for part in parts(of: name.tokens) { addPlace(part, name: index) }
        case .other, .organisation, .person:
            if let adjective = adjective(name.extent) {
                addAdjective(name.extent, name.tokens, index, adjective)
            } else if let result = speaksOfPlace(name) {
                add(name.extent, name.tokens, index, .retyped, result)
            } else if name.kind != .person {
                takeBody(name.tokens, index)
            }
        }
    }

    /// An adjective is a place only where it says which place ("the Turkish city of …") or whose government acts ("Russian troops").
    private mutating func addAdjective(
        _ extent: Extent, _ tokens: Range<Int>, _ name: Int?, _ result: PlaceLookup.Result
    ) {
        guard let next = following(tokens), !isCapitalised(next) || covered[next] < 0 else { return }
        switch role(next) {
        case .near, .suffix: add(extent, tokens, name, .adjective, result)
        default: break
        }
    }

    /// "Tbilisi City Court", "U.S. Army": the place that a public body is named after.
    private mutating func takeBody(_ tokens: Range<Int>, _ name: Int) {
        var start = tokens.lowerBound
        if isArticle(start) { start += 1 }
        for end in stride(from: min(tokens.upperBound - 1, start + 4), to: start, by: -1) {
            let place = start..<end
            let extent = self.extent(place)
            var candidates = lookup.exact(bytes[extent.range])
            leaveOne(&candidates, of: place)
            guard let best = candidates.first, best.link != .adjective, place.count > 1 || role(start) == nil else {
                continue
            }
            let next = isPossessive(end) ? end + 1 : end
            guard next < tokens.upperBound else { continue }
            // "Walker County Fair": the county, not the town.
            if next == end, case .suffix? = role(next), isCapitalised(next) {
                let longer = start..<(next + 1)
                let longerExtent = self.extent(longer)
                let larger = lookup.exact(bytes[longerExtent.range]).filter { $0.link != .adjective }
                if !larger.isEmpty {
                    let key = GazetteerFold.fold(Array(bytes[longerExtent.range]))
                    return add(longerExtent, longer, name, .body, PlaceLookup.Result(key: key, candidates: larger))
                }
            }
            let isBody: Bool
            // "Highland Council" is the district's, where there is one of the name.
            var kindSaid: GazetteerEntry.Kind?
            switch role(next) {
            case .body(let kind):
                isBody = true
                kindSaid = kind.flatMap { kind in
                    candidates.contains { PlaceLookup.fits($0.kind, kind) } ? kind : nil
                }
            case .suffix: isBody = true
            default: isBody = best.kind == .country && best.population > 1_000_000
            }
            guard isBody, best.kind != .town || best.population >= 1_000, best.link != .short || extent.count > 2 else {
                continue
            }
            add(
                extent, place, name, .body,
                PlaceLookup.Result(
                    key: GazetteerFold.fold(Array(bytes[extent.range])), candidates: candidates,
                    kindSaid: kindSaid))
            return
        }
    }

    /// A name in a list with places: "Arkansas, Colorado, Delaware and Idaho".
    private mutating func takeListed(_ index: Int) {
        let name = reading.names[index]
        guard name.kind == .person || name.kind == .organisation, !name.tokens.contains(where: { taken[$0] }) else {
            return
        }
        func isPlace(_ token: Int) -> Bool { taken.indices.contains(token) && taken[token] }
        let (before, after) = (name.tokens.lowerBound, name.tokens.upperBound)
        let follows =
            before > 1 && (isComma(before - 1) || word(before - 1).elementsEqual(Array("and".utf8)))
            && isPlace(before - 2)
        let leads =
            after + 1 < reading.tokens.count && (isComma(after) || word(after).elementsEqual(Array("and".utf8)))
            && isPlace(after + 1)
        guard follows || leads else { return }
        let candidates = lookup.exact(bytes[name.extent.range]).filter { $0.link != .adjective && $0.link != .short }
        guard let best = candidates.first, best.kind != .town || best.population > 3_000 || follows && leads else {
            return
        }
        let key = GazetteerFold.fold(Array(bytes[name.extent.range]))
        add(name.extent, name.tokens, index, .retyped, PlaceLookup.Result(key: key, candidates: candidates))
    }

    /// A name cut at its commas: "Springfield, Illinois" is two places.
    private func parts(of tokens: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = tokens.lowerBound
        for token in tokens where isComma(token) {
            if start < token { parts.append(start..<token) }
            start = token + 1
        }
        if start < tokens.upperBound { parts.append(start..<tokens.upperBound) }
        return parts.count == 1 ? [tokens] : parts
    }

    private mutating func addPlace(_ tokens: Range<Int>, name: Int) {
        var tokens = tokens
        while tokens.count > 1, isPossessive(tokens.upperBound - 1) {
            tokens = tokens.lowerBound..<(tokens.upperBound - 1)
        }
        while tokens.count > 1, isArticle(tokens.lowerBound) { tokens = (tokens.lowerBound + 1)..<tokens.upperBound }
        // "north-western Sydney": the direction is told apart, unless the gazetteer has the whole ("Northern Ireland").
        var direction: (north: Int, east: Int)?
        while tokens.count > 1, lookup.exact(bytes[self.extent(tokens).range]).isEmpty {
            if case .direction(let north, let east)? = role(tokens.lowerBound) {
                direction = (north, east)
            } else if case .part? = role(tokens.lowerBound) {
            } else {
                break
            }
            tokens = (tokens.lowerBound + 1)..<tokens.upperBound
        }
        if tokens.lowerBound > 0, covered[tokens.lowerBound - 1] < 0, isCapitalised(tokens.lowerBound - 1),
            case .direction? = role(tokens.lowerBound - 1)
        {
            let longer = (tokens.lowerBound - 1)..<tokens.upperBound
            if !lookup.exact(bytes[self.extent(longer).range]).isEmpty { tokens = longer }
        }
        var extent = self.extent(tokens)
        var result = lookup.look(bytes[extent.range])
        if let direction, direction.north != 0 || direction.east != 0 { result.direction = direction }
        // "Walker" that goes on with "County".
        if let next = following(tokens), isCapitalised(next), covered[next] < 0, case .suffix? = role(next) {
            let longer = tokens.lowerBound..<(next + 1)
            let longerExtent = self.extent(longer)
            let longerResult = lookup.look(bytes[longerExtent.range])
            if !longerResult.candidates.isEmpty {
                tokens = longer
                extent = longerExtent
                result = longerResult
            }
        }
        if result.kindSaid == nil { result.kindSaid = kindBeside(tokens) }
        if result.candidates.count > 1 {
            leaveOne(&result.candidates, of: tokens)
        }
        if !result.candidates.isEmpty, result.candidates.allSatisfy({ $0.link == .adjective }) {
            return addAdjective(extent, tokens, name, result)
        }
        if result.candidates.isEmpty, result.kindSaid == nil {
            let before = found.count
            takeBody(tokens, name)
            if found.count > before { return }
        }
        add(extent, tokens, name, .name, result)
    }

    /// Leaves places or peoples: places, but "Canadian" is a town in Texas only where its state says so.
    private func leaveOne(_ candidates: inout [PlaceCandidate], of tokens: Range<Int>) {
        guard let best = candidates.first(where: { $0.link != .adjective }) else { return }
        let isPeople =
            candidates.contains { $0.link == .adjective && $0.kind == .country } && best.kind == .town
            && best.population <= 20_000 && !isFollowedByRegion(tokens)
        candidates.removeAll { ($0.link == .adjective) != isPeople }
    }

    /// The candidates of an adjective or a people; nil when the text names something else.
    private func adjective(_ extent: Extent) -> PlaceLookup.Result? {
        guard extent.count <= 24 else { return nil }
        let candidates = lookup.exact(bytes[extent.range]).filter { $0.link == .adjective }
        guard !candidates.isEmpty else { return nil }
        return PlaceLookup.Result(key: GazetteerFold.fold(Array(bytes[extent.range])), candidates: candidates)
    }

    /// A name that the network took for something else, though it is a country or seat of government by itself, or words beside
    /// it speak of a place.
    private func speaksOfPlace(_ name: Name) -> PlaceLookup.Result? {
        let candidates = lookup.exact(bytes[name.extent.range]).filter { $0.link != .adjective && $0.link != .short }
        guard let first = candidates.first else { return nil }
        let result = PlaceLookup.Result(
            key: GazetteerFold.fold(Array(bytes[name.extent.range])), candidates: candidates)
        let isKnown =
            first.kind == .country || first.kind == .continent || first.isCapital && first.population > 200_000
            || first.kind == .region && first.population > 1_000_000
        if isAllCapitals(name.extent), name.extent.count <= 5, !isKnown { return nil }
        if isKnown, !isInLongerName(name.tokens), name.kind != .person || isCountry(first) { return result }
        if let kind = kindBeside(name.tokens), candidates.contains(where: { PlaceLookup.fits($0.kind, kind) }) {
            return PlaceLookup.Result(key: result.key, candidates: candidates, kindSaid: kind)
        }
        // "the Obama administration" is no town's.
        if name.kind == .person, first.kind == .town, let next = following(name.tokens), case .body? = role(next),
            !isFollowedByRegion(name.tokens)
        {
            return nil
        }
        switch cue(name.tokens) {
        case .strong: return name.kind != .person || first.kind != .town || first.population > 500 ? result : nil
        case .weak: return name.kind == .person ? nil : result
        case .none: return nil
        }
    }

    /// A country or continent; for a person's name that is certain enough.
    private func isCountry(_ candidate: PlaceCandidate) -> Bool {
        candidate.kind == .country || candidate.kind == .continent
    }

    private func isInLongerName(_ tokens: Range<Int>) -> Bool {
        if let next = following(tokens), isCapitalised(next), covered[next] >= 0 { return true }
        return false
    }

    // MARK: - What the network did not see

    private mutating func takeUnseen(in tokens: Range<Int>) {
        var i = tokens.lowerBound
        while i < tokens.upperBound {
            guard covered[i] < 0, !taken[i], !isTime[i], isCapitalised(i), !isArticle(i) else {
                i += 1
                continue
            }
            var end = i + 1
            while end < min(tokens.upperBound, i + 5), covered[end] < 0, !taken[end], !isTime[end], joins(end - 1, end)
            {
                end += 1
            }
            var next = i + 1
            while end > i {
                if takeUnseen(i..<end, first: i == tokens.lowerBound) {
                    next = end
                    break
                }
                end -= 1
            }
            i = next
        }
    }

    private mutating func takeUnseen(_ tokens: Range<Int>, first: Bool) -> Bool {
        guard isCapitalised(tokens.upperBound - 1) else { return false }
        if tokens.count == 1 {
            if word(tokens.lowerBound).contains(0x24) { return false }
            if role(tokens.lowerBound) != nil, !isFollowedByRegion(tokens) { return false }
        }
        let extent = self.extent(tokens)
        // "US$", "$US".
        if extent.end < bytes.count, bytes[extent.end] == 0x24 { return false }
        if extent.start > 0, bytes[extent.start - 1] == 0x24 { return false }
        guard extent.count >= 2, extent.count <= 60 else { return false }
        var candidates = lookup.exact(bytes[extent.range])
        guard !candidates.isEmpty else { return false }
        let people = candidates.filter { $0.link == .adjective }
        let isPlaceInText = preceding(tokens).map { isPlaceCue($0) } ?? false || isFollowedByRegion(tokens)
        if isPlaceInText { leaveOne(&candidates, of: tokens) } else if !people.isEmpty { candidates = people }
        if candidates.allSatisfy({ $0.link == .adjective }) {
            let key = GazetteerFold.fold(Array(bytes[extent.range]))
            addAdjective(extent, tokens, nil, PlaceLookup.Result(key: key, candidates: candidates))
            return true
        }
        guard let best = candidates.first else { return false }
        let isShort = candidates.contains { $0.link == .short }
        let isWellKnown =
            best.link != .short
            && (best.kind == .country || best.kind == .continent || best.kind == .region && best.population > 1_000_000
                || best.isCapital && best.population > 300_000 || tokens.count > 1 && best.kind != .town)
        let cue = cue(tokens)
        let hasCue = cue != .none
        guard
            isWellKnown || hasCue
                || isShort && isAllCapitals(extent) && extent.count > 2
        else {
            return false
        }
        if cue == .weak, !isWellKnown, best.population < 1_000, best.kind == .town, !isFollowedByRegion(tokens) {
            return false
        }
        var result = PlaceLookup.Result(key: GazetteerFold.fold(Array(bytes[extent.range])), candidates: candidates)
        result.kindSaid = kindBeside(tokens)
        add(extent, tokens, nil, .surface, result)
        return true
    }

    /// "Gainesville, Fla." where only the town is known so far.
    private mutating func takeStatesAfterTowns() {
        for i in 0..<found.count where found[i].mention.source != .adjective {
            let tokens = found[i].mention.tokens
            guard let comma = following(tokens), isComma(comma), comma + 1 < reading.tokens.count else { continue }
            if covered[comma + 1] >= 0, reading.names[Int(covered[comma + 1])].kind == .person { continue }
            for length in [2, 1] {
                let state = (comma + 1)..<(comma + 1 + length)
                guard state.upperBound <= reading.tokens.count, !state.contains(where: { taken[$0] }),
                    isCapitalised(comma + 1)
                else { continue }
                if length == 2, !joinsAbbreviation(comma + 1) { continue }
                let extent = self.extent(state)
                let candidates = lookup.exact(bytes[extent.range]).filter { region in
                    (region.kind == .region || region.kind == .country) && region.link != .adjective
                        && found[i].result.candidates.contains { $0.lies(in: region) }
                }
                guard !candidates.isEmpty else { continue }
                let key = GazetteerFold.fold(Array(bytes[extent.range]))
                let name = covered[comma + 1] >= 0 ? Int(covered[comma + 1]) : nil
                add(extent, state, name, .surface, PlaceLookup.Result(key: key, candidates: candidates))
                break
            }
        }
    }

    /// Later mentions of the same words that neither the network nor their own surroundings gave.
    private mutating func takeRepeated() {
        var known: [UInt64: Int] = [:]
        for (i, entry) in found.enumerated() where entry.mention.source != .adjective && entry.mention.tokens.count == 1
        {
            let hash = PlaceWords.hash(bytes[entry.mention.extent.range])
            if known[hash] == nil, entry.mention.extent.count > 3 { known[hash] = i }
        }
        guard !known.isEmpty else { return }
        for token in reading.tokens.indices where !taken[token] && covered[token] < 0 && isCapitalised(token) {
            let extent = reading.tokens[token].extent
            guard let i = known[PlaceWords.hash(bytes[extent.range])] else { continue }
            if let next = following(token..<(token + 1)), isCapitalised(next), covered[next] >= 0 { continue }
            add(extent, token..<(token + 1), nil, .surface, found[i].result)
        }
    }

    private mutating func add(
        _ extent: Extent, _ tokens: Range<Int>, _ name: Int?, _ source: PlaceMention.Source,
        _ result: PlaceLookup.Result
    ) {
        guard let result = sifted(extent, tokens, source, result) else { return }
        for token in tokens where token < taken.count { taken[token] = true }
        var mention = PlaceMention(extent: extent, tokens: tokens, name: name, source: source)
        mention.direction = result.direction ?? directionBefore(tokens)
        mention.isDateline = isDateline(extent)
        found.append((mention, result))
    }
}
