import Lexicons
import Texts

/// What speaks against a stretch that the gazetteer has as a place.
extension PlaceFinder {
    /// Towns of fewer people are not believed where something speaks against them.
    private static let small = 100_000

    /// What a name may mean once doubts are heard; nil when it is no place.
    func sifted(
        _ extent: Extent, _ tokens: Range<Int>, _ source: PlaceMention.Source, _ result: PlaceLookup.Result
    ) -> PlaceLookup.Result? {
        if source == .adjective || source == .street { return result }
        if isPartOfHyphened(extent) { return nil }
        var result = result
        if case .never? = lookup.words.role(bytes[extent.range]), !isFollowedByRegion(tokens) {
            result.candidates.removeAll { $0.kind == .town }
            if result.candidates.isEmpty { return nil }
        }
        if tokens.count == 1, !isFollowedByRegion(tokens) {
            let token = tokens.lowerBound
            if case .direction(let north, let east)? = role(token), north != 0 || east != 0 {
                guard let half = half(of: token) else { return nil }
                result = half
            }
            if isDoubtful(tokens, result, isSeen: source == .name) { return nil }
        }
        if isAbbreviation(extent), !result.candidates.isEmpty {
            // "U.S." is no town of that name in France, "UN" none in India.
            let short = result.candidates.filter { $0.link == .short }
            result.candidates =
                short.isEmpty
                ? result.candidates.filter { $0.kind != .town || $0.population > Self.small } : short
            if result.candidates.isEmpty { return nil }
        }
        return result
    }

    /// Words that mostly mean something else, and small towns whose name the text gives to somebody or something. What the network saw as
    /// a place is one unless a storm bears the name.
    private func isDoubtful(_ tokens: Range<Int>, _ result: PlaceLookup.Result, isSeen: Bool) -> Bool {
        guard let best = result.candidates.first, best.kind == .town, best.population < Self.small, !best.isCapital
        else { return false }
        let hash = PlaceWords.hash(word(tokens.lowerBound))
        if storms.contains(hash) { return true }
        guard !isSeen else { return false }
        switch role(tokens.lowerBound) {
        case nil, .storm?: return othersNames.contains(hash)
        default: return true
        }
    }

    /// "Don" of "Rostov-on-Don", "Lago" of "Mar-a-Lago".
    private func isPartOfHyphened(_ extent: Extent) -> Bool {
        guard extent.start > 1, bytes[extent.start - 1] == 0x2D else { return false }
        let letter = bytes[extent.start - 2]
        return letter >= 0x61 && letter <= 0x7A
            && bytes[..<(extent.start - 2)].reversed().prefix { $0 != 0x20 }
                .contains(0x2D)
    }

    /// At most four capitals, with or without dots.
    private func isAbbreviation(_ extent: Extent) -> Bool {
        let letters = bytes[extent.range].filter { $0 != 0x2E }
        return letters.count <= 4 && letters.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
    }

    /// "the North" where the text names North Korea.
    private func half(of token: Int) -> PlaceLookup.Result? {
        guard token > 0, isArticle(token - 1) else { return nil }
        let direction = PlaceWords.hash(word(token))
        for name in reading.names where name.tokens.count == 2 {
            guard PlaceWords.hash(word(name.tokens.lowerBound)) == direction else { continue }
            let countries = lookup.exact(bytes[name.extent.range]).filter { $0.kind == .country && $0.link == .own }
            guard !countries.isEmpty else { continue }
            return PlaceLookup.Result(
                key: GazetteerFold.fold(Array(bytes[name.extent.range])), candidates: countries)
        }
        return nil
    }

    /// The hashes of words in longer names of people, storms, works and bodies that are not named after a place.
    ///
    /// "Kelton Hospital" and "Kelton Review" are of Kelton; "Wagner Group" is of no Wagner.
    static func othersNames(_ reading: Reading, _ words: PlaceWords) -> Set<UInt64> {
        var found: Set<UInt64> = []
        let bytes = reading.text.utf8
        func word(_ token: Int) -> ArraySlice<UInt8> { bytes[reading.tokens[token].extent.range] }
        for name in reading.names where name.tokens.count > 1 && (name.kind == .person || name.kind == .other) {
            for token in name.tokens where word(token).count > 2 { found.insert(PlaceWords.hash(word(token))) }
        }
        // The network does not always see the whole of it.
        for token in reading.tokens.indices.dropFirst() where isCapital(word(token)) {
            guard case .firm? = words.role(word(token)) else { continue }
            found.insert(PlaceWords.hash(word(token - 1)))
        }
        return found
    }

    /// The hashes of names that storms bear in a text.
    static func storms(_ reading: Reading, _ words: PlaceWords) -> Set<UInt64> {
        var found: Set<UInt64> = []
        let bytes = reading.text.utf8
        for token in reading.tokens.indices.dropFirst() {
            let word = bytes[reading.tokens[token].extent.range]
            guard isCapital(word), case .storm? = words.role(bytes[reading.tokens[token - 1].extent.range]) else {
                continue
            }
            found.insert(PlaceWords.hash(word))
        }
        return found
    }

    private static func isCapital(_ word: ArraySlice<UInt8>) -> Bool {
        word.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    }
}
