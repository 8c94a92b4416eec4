import Lexicons

/// Which predicates name one occurrence in news: learnt pairs ("quake", "earthquake"; "die", "kill").
struct PredicateFamilies: Sendable {
    private let related: [UInt64: Set<UInt64>]

    init() throws(LexiconError) {
        let table = try Table(named: "lexicons/predicate-families.tsv", columns: ["one", "other"])
        var related: [UInt64: Set<UInt64>] = [:]
        for row in table.rows {
            let (one, other) = (Sketcher.stem(row["one"]), Sketcher.stem(row["other"]))
            guard one != other else { continue }
            related[one, default: []].insert(other)
            related[other, default: []].insert(one)
        }
        self.related = related
    }

    /// Whether two predicates' stems are a learnt pair.
    func areRelated(_ a: UInt64, _ b: UInt64) -> Bool { related[a]?.contains(b) ?? false }

    /// The stems related to one, in order.
    func relatives(_ stem: UInt64) -> [UInt64] { (related[stem] ?? []).sorted() }
}
