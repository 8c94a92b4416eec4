import Lexicons
import Texts

/// How mentions stand to each other: which says where another lies.
extension PlaceFinder {
    mutating func relate() {
        guard mentions.count > 1 else { return }
        for i in 1..<mentions.count {
            let (a, b) = (mentions[i - 1].extent, mentions[i].extent)
            guard b.lower >= a.upper, b.start - a.end <= 40 else { continue }
            let between = bytes[a.end..<b.start]
            if isCommaOnly(between) {
                if canContain(i, i - 1), !isInList(i - 1), !modifies(i) { mentions[i - 1].container = i }
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

    /// Whether a region or country stands in a list of such ("Texas, Oklahoma, Kansas"), where commas say nothing of what lies in what.
    private func isInList(_ index: Int) -> Bool {
        func isRegion(_ i: Int) -> Bool {
            guard mentions.indices.contains(i), let best = results[i].candidates.first else { return false }
            return best.kind == .region || best.kind == .country
        }
        func follows(_ i: Int) -> Bool {
            guard mentions.indices.contains(i - 1), mentions.indices.contains(i) else { return false }
            let (a, b) = (mentions[i - 1].extent, mentions[i].extent)
            guard b.lower >= a.upper, b.start - a.end <= 6 else { return false }
            let between = bytes[a.end..<b.start]
            return isCommaOnly(between) || between.elementsEqual(Array(" and ".utf8))
                || between.elementsEqual(Array(", and ".utf8))
        }
        guard isRegion(index), isRegion(index + 1) else { return false }
        return follows(index) && isRegion(index - 1) || follows(index + 2) && isRegion(index + 2)
    }

    /// Whether a name begins something new behind the comma: "a strike in Aleppo, U.S. officials said", "in Aleppo, Syria said".
    private func modifies(_ index: Int) -> Bool {
        // Names of regions stand so behind their towns all the time, and are parsed so too.
        guard results[index].candidates.first?.kind == .country else { return false }
        let last = mentions[index].tokens.upperBound - 1
        let token = reading.tokens[last]
        guard token.head > last else { return false }
        return [.compound, .amod, .nmodPoss, .nsubj, .nsubjPass].contains(token.relation)
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
}
