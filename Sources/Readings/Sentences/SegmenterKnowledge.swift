import Lexicons

/// What the segmenter knows besides its weights: abbreviations and contractions, from tables people can review.
final class SegmenterKnowledge {
    /// Classes of abbreviations, numbered for features.
    enum Abbreviation: UInt16, CaseIterable {
        case title = 1
        case month, weekday, company, unit, reference, place, latin, rank

        init?(name: String) {
            guard let found = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
            self = found
        }
    }

    /// How a written form falls into words.
    struct Contraction {
        /// Length of each part in bytes of the (ASCII) form.
        var parts: [Int]
        /// Whether the model has the last word ("its" = it + s only where the writer slipped).
        var isOpen: Bool
    }

    /// Words before an abbreviating stop, by hash, with their class.
    let abbreviations: WordTable
    /// Forms without an apostrophe, by hash, as index + 1 into `forms`.
    let contractions: WordTable
    let forms: [Contraction]
    /// Parts that follow an apostrophe ("s", "ll"), by hash.
    let clitics: WordTable
    /// Words that begin a sentence after an abbreviation, by hash.
    let starters: WordTable
    /// Last parts of file names and hosts, by hash.
    let endings: WordTable
    /// One bit for each first letter and length, so that most words need no look-up.
    let contractionFilter: [UInt64]
    /// See `CodePoints.byteTable`.
    let table: UnsafeMutablePointer<UInt8>

    init() throws(LexiconError) {
        let bytes = CodePoints.byteTable()
        table = .allocate(capacity: 256)
        table.initialize(from: bytes, count: 256)

        var entries: [(hash: UInt64, value: UInt16)] = []
        let abbreviationTable = try Table(named: "rules/abbreviations.tsv", columns: ["word", "class"])
        for row in abbreviationTable.rows {
            guard let kind = Abbreviation(name: row["class"]) else {
                throw LexiconError(
                    file: abbreviationTable.name, line: row.line, reason: "no such class '\(row["class"])'",
                    advice: "Use one of \(Abbreviation.allCases.map { "\($0)" }.joined(separator: ", ")).")
            }
            entries.append((Self.hash(row["word"], table), kind.rawValue))
        }
        abbreviations = WordTable(entries)

        var last: [(hash: UInt64, value: UInt16)] = []
        for row in try Table(named: "rules/address-endings.tsv", columns: ["ending"]).rows {
            last.append((Self.hash(row["ending"], table), 1))
        }
        endings = WordTable(last)

        var first: [(hash: UInt64, value: UInt16)] = []
        for row in try Table(named: "rules/sentence-starters.tsv", columns: ["word"]).rows {
            first.append((Self.hash(row["word"], table), 1))
        }
        starters = WordTable(first)

        var forms: [Contraction] = []
        var whole: [(hash: UInt64, value: UInt16)] = []
        var clitics: [(hash: UInt64, value: UInt16)] = []
        var filter = [UInt64](repeating: 0, count: 26)
        let contractionTable = try Table(named: "rules/contractions.tsv", columns: ["parts", "when"])
        for row in contractionTable.rows {
            let parts = row.list("parts")
            if row["when"] == "clitic" {
                clitics.append((Self.hash(parts[0], table), 1))
                continue
            }
            let form = parts.joined()
            guard parts.count > 1, form.utf8.count < 64, form.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }),
                let first = form.utf8.first
            else {
                throw LexiconError(
                    file: contractionTable.name, line: row.line,
                    reason: "'\(row["parts"])' is no split of a lower-case word",
                    advice: "Write its parts with | between them: gon|na.")
            }
            forms.append(Contraction(parts: parts.map(\.utf8.count), isOpen: row["when"] == "model"))
            whole.append((Self.hash(form, table), UInt16(forms.count)))
            filter[Int(first - 0x61)] |= 1 << UInt64(form.utf8.count)
        }
        self.forms = forms
        self.clitics = WordTable(clitics)
        contractions = WordTable(whole)
        contractionFilter = filter
    }

    deinit { table.deallocate() }

    /// Whether a stop after such an abbreviation never ends a sentence when a small letter follows.
    static func abbreviatesBeforeLowerCase(_ kind: UInt16) -> Bool {
        switch Abbreviation(rawValue: kind) {
        case .title, .rank, .company, .month, .unit: true
        default: false
        }
    }

    private static func hash(_ word: String, _ table: UnsafeMutablePointer<UInt8>) -> UInt64 {
        var word = word
        return word.withUTF8 { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return AtomScanner(bytes: base, table: table).hash(0, buffer.count)
        }
    }
}
