import Documents
import Lexicons
import Texts

@testable import Readings

/// Claims written beside sentences of our own, and how a reading compares with them.
///
/// A claim is found when a claim of the reading has its predicate; it is right when the given arguments, polarity and modality
/// agree as well (an argument agrees when its phrase holds the given word, and none is found where none is given).
struct LabelledClaims {
    struct Expected {
        var predicate: String
        var who: [String] = []
        var whom: [String] = []
        var type: String?
        var polarity = "affirmed"
        var modality = "asserted"
    }

    struct Score {
        var expected = 0, read = 0, found = 0, right = 0, typed = 0, typeRight = 0
        var misses: [String] = []

        func f1(_ hits: Int) -> Double { expected + read == 0 ? 0 : 200 * Double(hits) / Double(expected + read) }
        var foundF1: Double { f1(found) }
        var rightF1: Double { f1(right) }
        var typeShare: Double { typed == 0 ? 0 : 100 * Double(typeRight) / Double(typed) }
        var description: String {
            "predicates F1 \(tenths(foundF1)), whole claims F1 \(tenths(rightF1)), types \(tenths(typeShare)); \(expected) expected, \(read) read"
        }

        private func tenths(_ value: Double) -> String {
            let rounded = Int((value * 10).rounded())
            return "\(rounded / 10).\(rounded % 10)"
        }
    }

    let rows: [(text: String, claims: [Expected])]

    init(_ text: String) {
        rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 3 else { return nil }
            let claims = cells[2] == "-" ? [] : cells[2].components(" | ").map(Self.expected)
            return (cells[1], claims)
        }
    }

    private static func expected(_ text: String) -> Expected {
        var words: [String] = []
        var claim = Expected(predicate: "")
        for word in text.split(separator: " ").map(String.init) {
            guard let equals = word.firstIndex(of: "=") else {
                words.append(word)
                continue
            }
            let value = String(word[word.index(after: equals)...])
            switch word[..<equals] {
            case "who": claim.who = value.split(separator: ",").map(String.init)
            case "whom": claim.whom = value.split(separator: ",").map(String.init)
            case "type": claim.type = value
            case "pol": claim.polarity = value
            case "mod": claim.modality = value
            default: continue
            }
        }
        claim.predicate = words.joined(separator: " ")
        return claim
    }

    func score(_ reader: Reader) -> Score {
        var score = Score()
        for row in rows {
            let reading = reader.read(Document(text: Text(row.text)))
            var open = reading.claims
            score.read += open.count
            score.expected += row.claims.count
            for expected in row.claims {
                let matches = open.indices.filter { open[$0].lemma == expected.predicate }
                guard let index = matches.first(where: { agrees(open[$0], expected, reading) }) ?? matches.first else {
                    score.misses.append("\(row.text) -> no \(expected.predicate); read \(reading.claims.map(\.lemma))")
                    continue
                }
                let claim = open.remove(at: index)
                score.found += 1
                if let type = expected.type {
                    score.typed += 1
                    if claim.type == type {
                        score.typeRight += 1
                    } else {
                        score.misses.append(
                            "\(row.text) -> \(expected.predicate): type \(claim.type ?? "none"), not \(type)")
                    }
                }
                if agrees(claim, expected, reading) {
                    score.right += 1
                } else {
                    score.misses.append(
                        "\(row.text) -> \(expected.predicate): who \(claim.who.map { reading.text[$0.extent] }) whom \(claim.whom.map { reading.text[$0.extent] }) \(claim.polarity) \(claim.modality)"
                    )
                }
            }
            for extra in open { score.misses.append("\(row.text) -> extra \(extra.lemma) \(extra.rule)") }
        }
        return score
    }

    private func agrees(_ claim: Claim, _ expected: Expected, _ reading: Reading) -> Bool {
        func agree(_ arguments: [Claim.Argument], _ words: [String]) -> Bool {
            if words.isEmpty { return arguments.isEmpty }
            return !arguments.isEmpty
                && arguments.allSatisfy { argument in
                    let phrase = reading.text[argument.extent].split(separator: " ").map(String.init)
                    return words.contains { phrase.contains($0) }
                }
        }
        return agree(claim.who, expected.who) && agree(claim.whom, expected.whom)
            && claim.polarity.rawValue == expected.polarity
            && claim.modality.rawValue == expected.modality
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(self)
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        parts.append(String(rest))
        return parts
    }
}
