import Texts

/// Names of storms: "Hurricane Harlan" is no person and no place, and neither is "Harlan" alone in the same document.
///
/// A capitalised word behind Hurricane, Typhoon, Cyclone or Storm names one. The lone word is the storm too, unless it is the
/// surname of a person named in full. Linear in the words.
enum StormNames {
    /// The rule named in `Name.rule`.
    static let rule = "storm"

    static func settle(_ reading: inout Reading) {
        var storms: [(first: Int, second: Int)] = []
        var words: Set<[UInt8]> = []
        let bytes = reading.text.utf8
        for i in reading.tokens.indices.dropLast() where isStorm(i, reading, bytes) {
            let next = reading.tokens[i + 1]
            guard next.upos == .propn, isCapital(next, bytes), next.extent.count > 2 else { continue }
            storms.append((i, i + 1))
            words.insert(Array(bytes[next.extent.range]))
        }
        guard !storms.isEmpty else { return }
        var surnames: Set<[UInt8]> = []
        for name in reading.names where name.kind == .person && name.tokens.count > 1 {
            if let last = name.tokens.last, !storms.contains(where: { $0.second == last }) {
                surnames.insert(Array(bytes[reading.tokens[last].extent.range]))
            }
        }
        for i in reading.names.indices where reading.names[i].tokens.count == 1 {
            let word = Array(bytes[reading.names[i].extent.range])
            guard words.contains(word), !surnames.contains(word) else { continue }
            reading.names[i].kind = .other
            reading.names[i].rule = rule
        }
        let firsts = Set(storms.map(\.first))
        let seconds = Set(storms.map(\.second))
        reading.names.removeAll { name in
            name.tokens.contains(where: { firsts.contains($0) || seconds.contains($0) }) && name.tokens.count <= 2
        }
        for storm in storms
        where !reading.names.contains(where: { $0.tokens.contains(storm.second) }) {
            let extent = reading.tokens[storm.first].extent.union(reading.tokens[storm.second].extent)
            reading.names.append(
                Name(extent: extent, tokens: storm.first..<storm.second + 1, kind: .other, rule: rule))
        }
        reading.names.sort { $0.extent < $1.extent }
    }

    /// Whether a token is a word for a storm with a capital.
    static func isStorm(_ token: Int, _ reading: Reading, _ bytes: [UInt8]) -> Bool {
        let extent = reading.tokens[token].extent
        guard extent.count >= 5, extent.count <= 9 else { return false }
        switch bytes[extent.start] {
        case 0x48: return bytes[extent.range].elementsEqual("Hurricane".utf8)
        case 0x54: return bytes[extent.range].elementsEqual("Typhoon".utf8)
        case 0x43: return bytes[extent.range].elementsEqual("Cyclone".utf8)
        case 0x53: return bytes[extent.range].elementsEqual("Storm".utf8)
        default: return false
        }
    }

    private static func isCapital(_ token: Token, _ bytes: [UInt8]) -> Bool {
        let first = bytes[token.extent.start]
        return first >= 0x41 && first <= 0x5A
    }
}
