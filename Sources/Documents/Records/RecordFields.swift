import JSON
import Lexicons

/// Which fields of a JSON record mean what: `rules/record-fields.tsv`.
struct RecordFields: Sendable {
    /// What a field can mean.
    enum Meaning: Int, CaseIterable {
        case id, text, html, body, summary, title, url, outlet, domain, published, modified, byline, language, section
        case keywords, credit, captured, correction, captions, flag
    }

    /// A way to a value: the number of its first name, the names below, and how the rule is called.
    private struct Path {
        var first: Int
        var below: [String]
        var name: String
        var rule: String
    }

    /// By the raw value of the meaning.
    private let paths: [[Path]]
    /// Numbers of the first names.
    private let numbers: [String: Int]

    init() throws(LexiconError) {
        let table = try Table(named: "rules/record-fields.tsv", columns: ["meaning", "field"])
        var meanings: [String: Meaning] = [:]
        for meaning in Meaning.allCases { meanings["\(meaning)"] = meaning }
        var paths = [[Path]](repeating: [], count: Meaning.allCases.count)
        var numbers: [String: Int] = [:]
        for row in table.rows {
            guard let meaning = meanings[row["meaning"]] else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "no meaning '\(row["meaning"])'",
                    advice: "Use one of \(Meaning.allCases.map { "\($0)" }.joined(separator: ", ")).")
            }
            let names = row["field"].split(separator: ".").map(String.init)
            guard let first = names.first else { continue }
            let number = numbers[first] ?? numbers.count
            numbers[first] = number
            let name = names.joined(separator: ".")
            paths[meaning.rawValue].append(
                Path(first: number, below: Array(names.dropFirst()), name: name, rule: "field " + name))
        }
        self.paths = paths
        self.numbers = numbers
    }

    /// A record with the places of the fields that mean something, so that each of its names is looked up once.
    struct Record {
        let value: JSONValue
        fileprivate let members: [JSONValue.Member]
        /// Place among the members by the number of the name, -1 for none.
        fileprivate let places: [Int16]
        fileprivate let fields: RecordFields

        /// The value at a path.
        private func value(at path: Path) -> JSONValue? {
            let place = Int(places[path.first])
            guard place >= 0 else { return nil }
            var value: JSONValue? = members[place].value
            for name in path.below { value = value?[name] }
            return value
        }

        /// The first field of that meaning that holds a value, with its path.
        func value(_ meaning: Meaning) -> (value: JSONValue, path: String)? {
            for path in fields.paths[meaning.rawValue] {
                switch value(at: path) {
                case nil, .null?: continue
                case .string(let string)? where !string.utf8.contains(where: { $0 > 0x20 }): continue
                case .array(let elements)? where elements.isEmpty: continue
                case let found?: return (found, path.name)
                }
            }
            return nil
        }

        /// The first field of that meaning that holds a string.
        func string(_ meaning: Meaning) -> Stated<String>? {
            for path in fields.paths[meaning.rawValue] {
                switch value(at: path) {
                case .string(let string)? where string.utf8.contains(where: { $0 > 0x20 }):
                    return Stated(string, rule: path.rule)
                case .number(let digits)?: return Stated(digits, rule: path.rule)
                default: continue
                }
            }
            return nil
        }
    }

    /// Looks a record's names up. Of members of one name the last counts.
    func record(_ value: JSONValue) -> Record {
        let members = value.members ?? []
        var places = [Int16](repeating: -1, count: numbers.count)
        for (place, member) in members.prefix(Int(Int16.max)).enumerated() {
            if let number = numbers[member.name] { places[number] = Int16(place) }
        }
        return Record(value: value, members: members, places: places, fields: self)
    }
}
