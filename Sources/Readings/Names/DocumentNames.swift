import Texts

/// What a document's names say about each other.
///
/// - A name that the network reads one way three times out of four, and at least three times, is read that way throughout.
/// - A lone surname of a person named in full elsewhere is that person, unless the surname is also read as a place or an
///   organisation where it stands in running text more often.
/// - A name of two or more words, or such a surname, that the network missed where it is a proper noun, is added.
/// - In a line of capitals, names are known by their letters whatever their case.
struct DocumentNames {
    /// The rule named in `Name.rule`.
    static let rule = "document consistency"

    private struct Seen {
        var counts = [0, 0, 0, 0]
        var words = 0
        /// How often it stands behind "in", "at", "near", "from" or "to", as places do.
        var placed = 0
        var total: Int { counts.reduce(0, +) }
        /// The most frequent class, the first among equals.
        var best: Int { counts.indices.max { counts[$0] < counts[$1] || counts[$0] == counts[$1] && $0 > $1 } ?? 0 }
    }

    private var seen: [[UInt8]: Seen] = [:]
    private var surnames: Set<[UInt8]> = []
    /// First words of names with two or more words.
    private var beginnings: [[UInt8]: Int] = [:]

    /// Counts the names of a reading.
    init(_ reading: Reading) {
        for name in reading.names {
            let key = Self.key(name.extent, reading)
            seen[key, default: Seen()].counts[Self.index(name.kind)] += 1
            seen[key]?.words = name.tokens.count
            if name.kind == .place, Self.standsAsPlace(name, reading) { seen[key]?.placed += 1 }
            guard name.tokens.count > 1 else { continue }
            let first = Self.key(reading.tokens[name.tokens.lowerBound].extent, reading)
            beginnings[first] = max(beginnings[first] ?? 0, name.tokens.count)
            if name.kind == .person, name.tokens.count <= 4, let last = name.tokens.last {
                let surname = Self.key(reading.tokens[last].extent, reading)
                if surname.count > 2 { surnames.insert(surname) }
            }
        }
    }

    /// Changes classes and adds missed names.
    func settle(_ reading: inout Reading) {
        guard !seen.isEmpty else { return }
        for i in reading.names.indices { change(&reading.names[i], reading) }
        let missed = missedNames(reading)
        guard !missed.isEmpty else { return }
        reading.names.append(contentsOf: missed)
        reading.names.sort { $0.extent < $1.extent }
    }

    private func change(_ name: inout Name, _ reading: Reading) {
        let key = Self.key(name.extent, reading)
        guard let all = seen[key] else { return }
        let own = Self.index(name.kind)
        if all.best != own, all.counts[all.best] >= 3, all.counts[all.best] * 4 >= all.total * 3 {
            name.kind = Name.Kind.allCases[all.best]
            name.rule = Self.rule
        } else if name.kind != .person, name.tokens.count == 1, surnames.contains(key),
            all.counts[own] < 2 || name.kind == .place && all.placed == 0
        {
            name.kind = .person
            name.rule = Self.rule
        }
    }

    /// Whether a preposition of place stands before a name.
    private static func standsAsPlace(_ name: Name, _ reading: Reading) -> Bool {
        guard name.tokens.lowerBound > 0 else { return false }
        let extent = reading.tokens[name.tokens.lowerBound - 1].extent
        guard extent.count >= 2, extent.count <= 6 else { return false }
        return Self.prepositions.contains(key(extent, reading))
    }

    private static let prepositions: Set<[UInt8]> = Set(
        ["in", "at", "near", "from", "to", "inside", "around", "into", "toward"].map { Array($0.utf8) })

    /// Proper nouns outside names that repeat a name of the document.
    private func missedNames(_ reading: Reading) -> [Name] {
        var missed: [Name] = []
        var next = 0
        var token = 0
        while token < reading.tokens.count {
            while next < reading.names.count, reading.names[next].tokens.upperBound <= token { next += 1 }
            if next < reading.names.count, reading.names[next].tokens.contains(token) {
                token = reading.names[next].tokens.upperBound
                continue
            }
            let limit = next < reading.names.count ? reading.names[next].tokens.lowerBound : reading.tokens.count
            guard reading.tokens[token].upos == .propn, let name = missedName(at: token, before: limit, reading) else {
                token += 1
                continue
            }
            missed.append(name)
            token = name.tokens.upperBound
        }
        return missed
    }

    private func missedName(at token: Int, before limit: Int, _ reading: Reading) -> Name? {
        let key = Self.key(reading.tokens[token].extent, reading)
        if let longest = beginnings[key] {
            for count in stride(from: min(longest, limit - token), to: 1, by: -1) {
                let extent = reading.tokens[token].extent.union(reading.tokens[token + count - 1].extent)
                guard let all = seen[Self.key(extent, reading)], all.words == count else { continue }
                return Name(
                    extent: extent, tokens: token..<token + count, kind: Name.Kind.allCases[all.best], rule: Self.rule)
            }
        }
        let bytes = reading.text.utf8[reading.tokens[token].extent.range]
        guard surnames.contains(key), let first = bytes.first, first >= 65 && first <= 90 || first >= 0xC3,
            token + 1 >= limit || reading.tokens[token + 1].upos != .propn,
            token == 0 || reading.tokens[token - 1].upos != .propn
        else { return nil }
        return Name(extent: reading.tokens[token].extent, tokens: token..<token + 1, kind: .person, rule: Self.rule)
    }

    private static func index(_ kind: Name.Kind) -> Int {
        switch kind {
        case .person: 0
        case .organisation: 1
        case .place: 2
        case .other: 3
        }
    }

    /// The bytes of a stretch, ASCII letters in lower case, so that a line of capitals meets the running text.
    private static func key(_ extent: Extent, _ reading: Reading) -> [UInt8] {
        reading.text.utf8[extent.range].map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
    }
}
