import Documents
import Lexicons
import Texts

/// Finds the stretches that may name a place, and how they stand to each other.
struct PlaceFinder {
    let lookup: PlaceLookup
    let reading: Reading
    private let bytes: [UInt8]
    private(set) var mentions: [PlaceMention] = []
    /// For each mention what its name may mean.
    private(set) var results: [PlaceLookup.Result] = []
    /// For each token the name that covers it, or -1.
    private var covered: [Int32]
    /// For each token whether a mention covers it.
    private var taken: [Bool]
    private var found: [(mention: PlaceMention, result: PlaceLookup.Result)] = []

    init(_ reading: Reading, _ lookup: PlaceLookup) {
        self.reading = reading
        self.lookup = lookup
        bytes = reading.text.utf8
        covered = [Int32](repeating: -1, count: reading.tokens.count)
        taken = [Bool](repeating: false, count: reading.tokens.count)
        for (i, name) in reading.names.enumerated() {
            for token in name.tokens where token < covered.count { covered[token] = Int32(i) }
        }
    }

    /// Finds all mentions, in order of the text.
    mutating func find() {
        for i in reading.names.indices { takeName(i) }
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

    private mutating func takeName(_ index: Int) {
        let name = reading.names[index]
        switch name.kind {
        case .place:
            for part in parts(of: name.tokens) { addPlace(part, name: index) }
        case .other, .organisation, .person:
            if let adjective = adjective(name.extent) {
                add(name.extent, name.tokens, index, .adjective, adjective)
            } else if let result = speaksOfPlace(name) {
                add(name.extent, name.tokens, index, .retyped, result)
            }
        }
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
        var extent = self.extent(tokens)
        var result = lookup.look(bytes[extent.range])
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
            let places = result.candidates.filter { $0.link != .adjective }
            if !places.isEmpty { result.candidates = places }
        }
        let isAdjective = !result.candidates.isEmpty && result.candidates.allSatisfy { $0.link == .adjective }
        add(extent, tokens, name, isAdjective ? .adjective : .name, result)
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
            first.kind == .country || first.isCapital && first.population > 200_000
            || first.kind == .region && first.population > 1_000_000
        if name.kind != .person, isKnown, !isInLongerName(name.tokens) { return result }
        if let before = preceding(name.tokens), case .cue? = role(before), isPlaceCue(before),
            !isTitleCase(reading.sentences, name)
        {
            if name.kind != .person || isFollowedByRegion(name.tokens) { return result }
        }
        if isFollowedByRegion(name.tokens), name.kind != .organisation || name.tokens.count == 1 { return result }
        return nil
    }

    private func isTitleCase(_ sentences: [Sentence], _ name: Name) -> Bool { false }

    private func isInLongerName(_ tokens: Range<Int>) -> Bool {
        if let next = following(tokens), isCapitalised(next), covered[next] >= 0 { return true }
        return false
    }

    // MARK: - What the network did not see

    private mutating func takeUnseen(in tokens: Range<Int>) {
        var i = tokens.lowerBound
        while i < tokens.upperBound {
            guard covered[i] < 0, !taken[i], isCapitalised(i) else {
                i += 1
                continue
            }
            var end = i + 1
            while end < min(tokens.upperBound, i + 5), covered[end] < 0, !taken[end], joins(end - 1, end) { end += 1 }
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
        if tokens.count == 1, case .not? = role(tokens.lowerBound) { return false }
        let extent = self.extent(tokens)
        guard extent.count >= 2, extent.count <= 60 else { return false }
        var candidates = lookup.exact(bytes[extent.range])
        guard !candidates.isEmpty else { return false }
        if candidates.allSatisfy({ $0.link == .adjective }) {
            let key = GazetteerFold.fold(Array(bytes[extent.range]))
            add(extent, tokens, nil, .adjective, PlaceLookup.Result(key: key, candidates: candidates))
            return true
        }
        candidates.removeAll { $0.link == .adjective }
        guard let best = candidates.first else { return false }
        let isShort = candidates.contains { $0.link == .short }
        let isWellKnown =
            best.link != .short
            && (best.kind == .country || best.kind == .continent || best.kind == .region && best.population > 1_000_000
                || best.isCapital && best.population > 300_000 || tokens.count > 1 && best.kind != .town)
        let hasCue = preceding(tokens).map { isPlaceCue($0) } ?? false
        guard
            isWellKnown || hasCue || isFollowedByRegion(tokens) || isDateline(extent)
                || isShort && isAllCapitals(extent) && extent.count > 2
        else {
            return false
        }
        if hasCue, !isWellKnown, best.population < 1_000, best.kind == .town, !isFollowedByRegion(tokens) {
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
        for token in tokens where token < taken.count { taken[token] = true }
        var mention = PlaceMention(extent: extent, tokens: tokens, name: name, source: source)
        mention.direction = result.direction ?? directionBefore(tokens)
        found.append((mention, result))
    }

    // MARK: - How mentions stand to each other

    private mutating func relate() {
        guard mentions.count > 1 else { return }
        for i in 1..<mentions.count {
            let (a, b) = (mentions[i - 1].extent, mentions[i].extent)
            guard b.lower >= a.upper, b.start - a.end <= 40 else { continue }
            let between = bytes[a.end..<b.start]
            if isCommaOnly(between) {
                if canContain(i, i - 1) { mentions[i - 1].container = i }
            } else if saysIn(between) {
                if canContain(i, i - 1) {
                    mentions[i - 1].container = mentions[i - 1].container ?? i
                } else {
                    mentions[i - 1].neighbour = i
                }
            } else if saysOwn(between), canContain(i - 1, i) {
                mentions[i].container = mentions[i].container ?? (i - 1)
            }
        }
    }

    private func canContain(_ container: Int, _ inside: Int) -> Bool {
        results[container].candidates.contains { outer in
            outer.isContainer && results[inside].candidates.contains { $0.lies(in: outer) }
                || results[inside].candidates.isEmpty && (outer.kind == .region || outer.kind == .country)
        }
    }

    private func isCommaOnly(_ between: ArraySlice<UInt8>) -> Bool {
        var comma = false
        for byte in between {
            if byte == 0x2C || byte == 0x28 {
                if comma { return false }
                comma = true
            } else if byte != 0x20 {
                return false
            }
        }
        return comma
    }

    /// " in ", " in the southern ", " of ", " near ".
    private func saysIn(_ between: ArraySlice<UInt8>) -> Bool {
        let words = between.split(separator: 0x20)
        guard let first = words.first, words.count <= 4 else { return false }
        let opens = [Array("in".utf8), Array("near".utf8), Array("of".utf8)].contains { first.elementsEqual($0) }
        return opens && words.allSatisfy { $0.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 == 0x2D || $0 >= 0x80 } }
    }

    /// "Russia’s southern ", "the Turkish city of ", " region’s ".
    private func saysOwn(_ between: ArraySlice<UInt8>) -> Bool {
        let words = between.split(separator: 0x20)
        guard words.count <= 4, !between.isEmpty else { return false }
        return words.allSatisfy { word in
            word.elementsEqual([0x27, 0x73]) || word.elementsEqual([0xE2, 0x80, 0x99, 0x73])
                || word.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 == 0x2D }
                    && !(word.elementsEqual([0x69, 0x6E]) || word.elementsEqual([0x61, 0x6E, 0x64]))
        }
    }

    // MARK: - Words

    private func extent(_ tokens: Range<Int>) -> Extent {
        Extent(
            lower: reading.tokens[tokens.lowerBound].extent.lower,
            upper: reading.tokens[tokens.upperBound - 1].extent.upper)
    }

    private func word(_ token: Int) -> ArraySlice<UInt8> { bytes[reading.tokens[token].extent.range] }

    private func role(_ token: Int) -> PlaceWords.Role? { lookup.words.role(word(token)) }

    private func preceding(_ tokens: Range<Int>) -> Int? {
        var before = tokens.lowerBound - 1
        if before >= 0, isArticle(before) { before -= 1 }
        guard before >= 0, reading.sentence(ofToken: before) == reading.sentence(ofToken: tokens.lowerBound) else {
            return nil
        }
        return before
    }

    private func following(_ tokens: Range<Int>) -> Int? {
        tokens.upperBound < reading.tokens.count ? tokens.upperBound : nil
    }

    private func isCapitalised(_ token: Int) -> Bool {
        guard let first = word(token).first else { return false }
        if first >= 0x41, first <= 0x5A { return true }
        // Latin-1 and Latin Extended-A capitals: good enough to try a look-up.
        return first >= 0xC3 && first <= 0xC5
    }

    private func isAllCapitals(_ extent: Extent) -> Bool {
        bytes[extent.range].allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0 == 0x2E || $0 == 0x20 }
    }

    private func isComma(_ token: Int) -> Bool { word(token).elementsEqual([0x2C]) }

    private func isArticle(_ token: Int) -> Bool {
        let word = word(token)
        return word.count == 3 && word.first.map { $0 | 0x20 } == 0x74 && word.last == 0x65
    }

    private func isPossessive(_ token: Int) -> Bool {
        let word = word(token)
        return word.elementsEqual([0x27, 0x73]) || word.elementsEqual([0xE2, 0x80, 0x99, 0x73])
            || word.elementsEqual([0x27])
            || word.elementsEqual([0xE2, 0x80, 0x99])
    }

    /// A preposition that speaks of a place by itself; "of" and "for" need more.
    private func isPlaceCue(_ token: Int) -> Bool {
        guard case .cue? = role(token) else { return false }
        let word = word(token)
        return !word.elementsEqual(Array("of".utf8)) && !word.elementsEqual(Array("for".utf8))
            && !word.elementsEqual(Array("to".utf8)) && !word.elementsEqual(Array("over".utf8))
    }

    private func isFollowedByRegion(_ tokens: Range<Int>) -> Bool {
        guard let comma = following(tokens), isComma(comma), comma + 1 < reading.tokens.count, isCapitalised(comma + 1)
        else { return false }
        let own = lookup.exact(bytes[extent(tokens).range])
        for length in [2, 1] where comma + length < reading.tokens.count {
            let state = (comma + 1)..<(comma + 1 + length)
            if length == 2, !joins(comma + 1, comma + 2), !joinsAbbreviation(comma + 1) { continue }
            let regions = lookup.exact(bytes[extent(state).range])
            if regions.contains(where: { region in own.contains { $0.lies(in: region) } }) { return true }
        }
        return false
    }

    /// Whether two tokens may stand in one name: only a space or hyphen between them, the second one capitalised or "of", "de" …
    private func joins(_ first: Int, _ second: Int) -> Bool {
        let gap = bytes[
            reading.tokens[first].extent
                .end..<max(reading.tokens[first].extent.end, reading.tokens[second].extent.start)]
        guard gap.count <= 1, gap.first ?? 0x20 == 0x20 else { return false }
        if isCapitalised(second) { return true }
        let word = word(second)
        return ["of", "de", "la", "al", "del", "el", "and", "the", "upon", "-", "le", "les", "du"].contains {
            word.elementsEqual($0.utf8)
        }
    }

    /// "W." and "Va." of "W. Va.".
    private func joinsAbbreviation(_ token: Int) -> Bool {
        token + 1 < reading.tokens.count && isCapitalised(token + 1)
            && reading.tokens[token + 1].extent.start - reading.tokens[token].extent.end <= 1
    }

    /// What a word just after or before the name says it is: "Kursk region", "the city of Kursk".
    private func kindBeside(_ tokens: Range<Int>) -> GazetteerEntry.Kind? {
        if let next = following(tokens), !isCapitalised(next), case .suffix(let kind)? = role(next) { return kind }
        let of = tokens.lowerBound - 1
        if of > 0, word(of).elementsEqual(Array("of".utf8)), case .suffix(let kind)? = role(of - 1) { return kind }
        if of >= 0, !isCapitalised(of), case .suffix(let kind)? = role(of), kind != .sea { return kind }
        return nil
    }

    private func directionBefore(_ tokens: Range<Int>) -> (north: Int, east: Int)? {
        let before = tokens.lowerBound - 1
        guard before >= 0, case .direction(let north, let east)? = role(before), north != 0 || east != 0 else {
            return nil
        }
        return (north, east)
    }

    /// Whether a stretch opens a paragraph and a dash follows soon: "KELTON, Ore. (AP) —".
    private func isDateline(_ extent: Extent) -> Bool {
        if let dateline = reading.document.dateline, dateline.contains(extent) { return true }
        return false
    }
}
