import Glibc
import Texts

/// Beginnings of words that many words share (`s*`): FTS5 gathers every document of every word that begins so before it gives the first.
/// Past a bound documents come first instead: those that the rest of the query finds, the latest first, and their words are looked at
/// until there are enough.
extension Archive {
    /// Leaves of the index that FTS5 looks through for the beginning of a word; each takes it some 150 µs.
    static let mostLeaves: Int64 = 48
    /// Documents whose words are looked at.
    static let mostTexts = 2_000

    typealias Found = [Int64: (published: Int64, inTitle: Bool)]

    /// Documents for a query with such beginnings; nil when there are none, or when so few of the latest documents hold them that
    /// the index has to be looked through.
    ///
    /// - Parameter least: as many have to be found, unless there are no more.
    func found(byTexts query: SearchQuery, least: Int, bound: Int) throws(ArchiveError) -> Found? {
        var rest = query
        rest.terms = []
        rest.without = []
        var (wanted, unwanted): ([[UInt8]], [[UInt8]]) = ([], [])
        for term in query.terms {
            if let one = try broadBeginning(term, query) { wanted.append(one) } else { rest.terms.append(term) }
        }
        for term in query.without {
            if let one = try broadBeginning(term, query) { unwanted.append(one) } else { rest.without.append(term) }
        }
        guard !wanted.isEmpty || !unwanted.isEmpty, !rest.terms.isEmpty || rest.without.isEmpty,
            try wordIndex(for: query) == "words"
        else { return nil }
        var found: Found = [:]
        var looked = 0
        try candidates(rest, match: rest.match(inTitle: false), bound: Self.mostTexts) {
            n, published throws(ArchiveError) in
            looked += 1
            if try holds(n, wanted, unwanted, inTitle: false) { found[n] = (published, false) }
            return found.count < bound
        }
        if found.count < least, looked == Self.mostTexts { return nil }
        let span =
            found.count < bound && looked < Self.mostTexts
            ? (found.keys.min() ?? 0)...(found.keys.max() ?? 0) : nil
        var titles = 0
        guard !found.isEmpty else { return found }
        try candidates(rest, match: rest.match(inTitle: true), bound: Self.mostTexts, within: span) {
            n, published throws(ArchiveError) in
            if try holds(n, wanted, unwanted, inTitle: true) {
                found[n] = (published, true)
                titles += 1
            }
            return titles < bound
        }
        return found
    }

    /// The bytes that a beginning's terms begin with, when these fill more leaves than FTS5 is to look through.
    private func broadBeginning(_ term: SearchQuery.Term, _ query: SearchQuery) throws(ArchiveError) -> [UInt8]? {
        guard term.isPrefix, term.words.count == 1, let splitter,
            case let terms = splitter.terms(of: Array(term.words[0].utf8)), terms.count == 1, let last = terms[0].last,
            let structure = try IndexTables("words", in: database).record(IndexTables.structure)
                .flatMap(IndexStructure.init)
        else { return nil }
        // Terms of the main index are marked with the digit 0.
        let from = [0x30] + terms[0]
        let to = Array(from.dropLast()) + [last &+ 1]
        var leaves: Int64 = 0
        for segment in structure.levels.flatMap(\.segments) {
            leaves +=
                try database.number(
                    "SELECT count(*) FROM words_idx WHERE segid = ? AND term >= ? AND term < ?",
                    [.int(segment.number), .blob(from), .blob(to)]) ?? 0
        }
        return leaves > query.mostLeaves ? terms[0] : nil
    }

    /// Whether a document has words with all of some beginnings and none with any of others; in its title only those wanted are looked for.
    private func holds(
        _ n: Int64, _ wanted: [[UInt8]], _ unwanted: [[UInt8]], inTitle: Bool
    ) throws(ArchiveError) -> Bool {
        guard let splitter else { return false }
        var isHeld = false
        try database.rows("SELECT title, body, id FROM document WHERE n = ?", [.int(n)]) { row throws(ArchiveError) in
            let title = Array((row.text(0) ?? "").utf8)
            var left = wanted.filter { !splitter.hasTerm(in: title, beginningWith: $0) }
            guard left.isEmpty || !inTitle else { return false }
            guard !left.isEmpty || !unwanted.isEmpty else {
                isHeld = true
                return false
            }
            let text = try text(in: row.blob(1), row.text(2) ?? "").utf8
            left.removeAll { splitter.hasTerm(in: text, beginningWith: $0) }
            isHeld =
                left.isEmpty
                && !unwanted.contains {
                    splitter.hasTerm(in: title, beginningWith: $0) || splitter.hasTerm(in: text, beginningWith: $0)
                }
            return false
        }
        return isHeld
    }
}
