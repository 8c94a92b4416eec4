import Lexicons

/// Which predicates can name one occurrence: reviewed lines of words ("kill", "death", "die"; rules/event-words.tsv), and pairs learnt
/// from coreference ("quake", "earthquake").
struct PredicateFamilies: Sendable {
    /// A word of a line, and the event type it must be read as.
    private struct Member: Sendable {
        var group: UInt16
        var type: String?
    }

    private let related: [UInt64: Set<UInt64>]
    private let members: [UInt64: [Member]]

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
        let lines = try Table(named: "rules/event-words.tsv", columns: ["group", "words"])
        var members: [UInt64: [Member]] = [:]
        for (g, row) in lines.rows.enumerated() {
            for word in row.list("words") {
                let parts = word.split(separator: ":")
                guard let name = parts.first else { continue }
                members[Sketcher.stem(String(name)), default: []].append(
                    Member(group: UInt16(truncatingIfNeeded: g), type: parts.count > 1 ? String(parts[1]) : nil))
            }
        }
        self.members = members
    }

    /// Whether two predicates' stems are a learnt pair.
    func areRelated(_ a: UInt64, _ b: UInt64) -> Bool { related[a]?.contains(b) ?? false }

    /// The stems related to one, in order.
    func relatives(_ stem: UInt64) -> [UInt64] { (related[stem] ?? []).sorted() }

    /// The lines of rules/event-words.tsv that a predicate stands in, in order.
    func groups(_ stem: UInt64, type: String?) -> [UInt16] {
        (members[stem] ?? []).filter { $0.type == nil || $0.type == type }.map(\.group)
    }
}
