import Glibc
public import Lexicons

/// How likely two event mentions name one occurrence: a logistic model over what they share.
///
/// Weights stand in rules/mention-similarity.tsv and are learnt from ECB+ train by `lab train mentions`. Cosines of word meanings
/// let different words meet; how alike the documents are says how far a shared word may be trusted.
@_spi(Lab) public struct MentionSimilarity: Sendable {
    /// What the model looks at, in the order of `features`.
    public static let features = [
        "bias", "same-lemma", "same-stem", "head-meaning", "meaning", "same-wording", "lemma-in-like-documents",
        "meaning-in-like-documents", "like-documents", "like-sentences", "who", "whom", "arguments", "rare-arguments",
        "same-document", "lemma-in-document", "same-sentence", "other-figures", "rarity",
    ]

    /// Weights in the order of `features`.
    public let weights: [Double]
    /// Probability, averaged over all pairs, from which two groups of mentions are one.
    public let threshold: Double

    /// Reads the embedded weights.
    public init() throws(LexiconError) {
        let table = try Table(named: "rules/mention-similarity.tsv", columns: ["feature", "weight"])
        var weights = [Double](repeating: 0, count: Self.features.count)
        var threshold = 0.5
        for row in table.rows {
            guard let weight = Double(row["weight"]) else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "'\(row["weight"])' is no number",
                    advice: "Run lab train mentions again.")
            }
            if row["feature"] == "threshold" {
                threshold = weight
            } else if let feature = Self.features.firstIndex(of: row["feature"]) {
                weights[feature] = weight
            } else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "no feature '\(row["feature"])'",
                    advice: "Run lab train mentions again.")
            }
        }
        self.weights = weights
        self.threshold = threshold
    }

    /// Values of the features for a pair.
    public static func values(_ a: EventMention, _ b: EventMention) -> [Double] {
        let lemma = a.lemma == b.lemma ? 1.0 : 0
        let head = lemma == 1 ? 1 : cosine(a.head, b.head)
        let meaning = a.wording == b.wording ? 1 : cosine(a.meaning, b.meaning)
        let likeness = Double(a.surroundings.dot(b.surroundings))
        let inDocument = a.document == b.document ? 1.0 : 0
        let figures = !a.figures.isEmpty && !b.figures.isEmpty && EventSimilarity.overlap(a.figures, b.figures) == 0
        let (arguments, rare) = shared(a.arguments, b.arguments)
        return [
            1, lemma, a.stem == b.stem ? 1 : 0, head, meaning, a.wording == b.wording ? 1 : 0, lemma * likeness,
            head * likeness, likeness, Double(a.context.dot(b.context)), EventSimilarity.overlap(a.who, b.who),
            EventSimilarity.overlap(a.whom, b.whom), arguments, rare, inDocument, inDocument * lemma,
            inDocument == 1 && a.sentence == b.sentence ? 1 : 0, figures ? 1 : 0, Double(a.rarity + b.rarity) / 16,
        ]
    }

    /// Probability, 0 to 1, that both name one occurrence.
    public func probability(_ a: EventMention, _ b: EventMention) -> Double {
        let values = Self.values(a, b)
        var sum = 0.0
        for i in weights.indices { sum += weights[i] * values[i] }
        return 1 / (1 + exp(-sum))
    }

    private static func cosine(_ a: [Float], _ b: [Float]) -> Double {
        guard a.count == b.count else { return 0 }
        var sum: Float = 0
        for i in a.indices { sum += a[i] * b[i] }
        return Double(max(0, sum))
    }

    /// Share of the shorter list found in the other, by number and by rarity.
    private static func shared(_ a: TermVector, _ b: TermVector) -> (Double, Double) {
        guard !a.keys.isEmpty, !b.keys.isEmpty else { return (0, 0) }
        var (i, j, count) = (0, 0, 0)
        var weight: Float = 0
        while i < a.keys.count, j < b.keys.count {
            let (x, y) = (a.keys[i], b.keys[j])
            if x == y {
                count += 1
                weight += a.weights[i]
            }
            i += x <= y ? 1 : 0
            j += y <= x ? 1 : 0
        }
        let least = min(a.weights.reduce(0, +), b.weights.reduce(0, +))
        return (Double(count) / Double(min(a.keys.count, b.keys.count)), least > 0 ? Double(weight / least) : 0)
    }
}
