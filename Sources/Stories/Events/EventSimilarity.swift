import Documents
import Moments
import Readings
import Lexicons

/// How likely two claims tell of one occurrence: a logistic model over what their sketches share.
///
/// Weights stand in rules/event-similarity.tsv. Some things exclude each other whatever else agrees: days that do not
/// meet, towns far apart, named participants that differ on both sides.
struct EventSimilarity: Sendable {
    /// What the model looks at, in the order of the file.
    enum Feature: Int, CaseIterable {
        case bias, samePredicate, sameType, otherType, words, who, whom, cross, otherNamed, otherPatient, samePlace
        case otherPlace, sameDay, otherDay, sameFigure, sameSentence, sameWording, apart

        /// The name in the file: "same-predicate".
        static let names = [
            "bias", "same-predicate", "same-type", "other-type", "words", "who", "whom", "cross", "other-named",
            "other-patient", "same-place", "other-place", "same-day", "other-day", "same-figure", "same-sentence",
            "same-wording", "apart",
        ]
    }

    private let weights: [Double]
    private let mentions: MentionSimilarity
    /// Learnt pairs of predicates.
    let families: PredicateFamilies

    init() throws(LexiconError) {
        families = try PredicateFamilies()
        mentions = try MentionSimilarity()
        let table = try Table(named: "rules/event-similarity.tsv", columns: ["feature", "weight"])
        var weights = [Double](repeating: 0, count: Feature.names.count)
        for row in table.rows {
            guard let feature = Feature.names.firstIndex(of: row["feature"]),
                let weight = Double(row["weight"])
            else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "no such feature, or no number",
                    advice: "Name a feature of EventSimilarity and its weight.")
            }
            weights[feature] = weight
        }
        self.weights = weights
    }

    /// Values of the features, in the order of `Feature.allCases`.
    func features(_ a: ClaimSketch, _ b: ClaimSketch) -> [Double] {
        let who = Self.overlap(a.who, b.who)
        let whom = Self.overlap(a.whom, b.whom)
        let cross = max(Self.overlap(a.who, b.whom), Self.overlap(a.whom, b.who))
        let patients = !a.whom.isEmpty && !b.whom.isEmpty && whom == 0 && cross == 0
        let named = !a.named.isEmpty && !b.named.isEmpty && Self.overlap(a.named, b.named) == 0
        let predicate: Double =
            a.predicate == b.predicate
            ? 1
            : Self.meets(a.groups, b.groups) ? 0.9 : families.areRelated(a.predicate, b.predicate) ? 0.6 : 0
        var samePlace = 0.0
        var otherPlace = 0.0
        for x in a.places {
            for y in b.places {
                if x.key == y.key {
                    samePlace = 1
                } else if x.excludes(y) {
                    otherPlace = 1
                }
            }
        }
        if samePlace > 0 { otherPlace = 0 }
        var sameDay = 0.0
        var otherDay = 0.0
        if let s = a.start, let e = a.end, let t = b.start, let f = b.end {
            if s < f, t < e {
                sameDay = max(e - s, f - t) <= 2 ? 1 : 0.3
            } else {
                otherDay = 1
            }
        }
        var apart = 0.0
        if let p = a.published, let q = b.published { apart = min(abs(p - q) / 3, 2) }
        var sameFigure = 0.0
        for x in a.figures {
            for y in b.figures where x.counts == y.counts && x.low == y.low && x.high == y.high { sameFigure = 1 }
        }
        let sentence = a.document == b.document && a.sentence == b.sentence
        let wording = a.sentenceHash == b.sentenceHash && !sentence
        return [
            1, predicate, a.type != nil && a.type == b.type ? 1 : 0,
            a.type != nil && b.type != nil && a.type != b.type ? 1 : 0, Double(a.words.dot(b.words)), who, whom, cross,
            named ? 1 : 0, patients ? 1 : 0, samePlace, otherPlace, sameDay, otherDay, sameFigure, sentence ? 1 : 0,
            wording && a.predicate == b.predicate ? 1 : 0, apart,
        ]
    }

    /// The model's score: above 0 more likely one occurrence than two; -10 where something excludes it (`Compatibility`).
    ///
    /// A shared verb is no evidence by itself: two of who, whom, with whom, where, when, how many must meet, or the wording does.
    func score(_ a: ClaimSketch, _ b: ClaimSketch) -> Double {
        guard Compatibility.conflict(a, b, families) == nil else { return -10 }
        let values = features(a, b)
        var sum = 0.0
        for i in weights.indices { sum += weights[i] * values[i] }
        let likeness = likeness(a, b)
        sum += likeness - 0.5
        let support = Compatibility.support(
            a, b, words: values[Feature.words.rawValue], areLike: likeness >= Self.alike)
        return support >= 2 ? sum : min(sum, -0.4)
    }

    /// Learnt probability from which the mentions themselves speak for one occurrence.
    private static let alike = 0.8

    /// The learnt probability, 0 to 1, that the two predicates are mentions of one occurrence.
    func likeness(_ a: ClaimSketch, _ b: ClaimSketch) -> Double {
        guard let x = a.mention, let y = b.mention else { return 0 }
        return mentions.probability(x, y)
    }

    /// The reasons that weighed most, in words.
    func reasons(_ a: ClaimSketch, _ b: ClaimSketch) -> String {
        let values = features(a, b)
        let parts = values.indices
            .filter { $0 != Feature.bias.rawValue && abs(weights[$0] * values[$0]) > 0.3 }
            .sorted {
                let (x, y) = (abs(weights[$0] * values[$0]), abs(weights[$1] * values[$1]))
                return x != y ? x > y : $0 < $1
            }
            .prefix(4)
            .map { Feature.names[$0].split(separator: "-").joined(separator: " ") }
        return parts.joined(separator: ", ")
    }

    /// Whether two sorted lists share a member.
    static func meets(_ a: [UInt16], _ b: [UInt16]) -> Bool { a.contains { b.contains($0) } }

    /// Share of the shorter sorted list found in the other; 0 when one is empty.
    static func overlap(_ a: [UInt64], _ b: [UInt64]) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var (i, j, shared) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { shared += 1 }
            let (x, y) = (a[i], b[j])
            i += x <= y ? 1 : 0
            j += y <= x ? 1 : 0
        }
        return Double(shared) / Double(min(a.count, b.count))
    }
}
