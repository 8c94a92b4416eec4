import JSON
import Lexicons

/// Which fields of a JSON record mean what: `rules/record-fields.tsv`.
struct RecordFields: Sendable {
    /// What a field can mean.
    enum Meaning: String, CaseIterable {
        case id, text, html, body, summary, title, url, outlet, domain, published, modified, byline, language, section
        case keywords, credit, captured, correction, captions, flag
    }

    private let paths: [Meaning: [[String]]]

    init() throws(LexiconError) {
        let table = try Table(named: "rules/record-fields.tsv", columns: ["meaning", "field"])
        var paths: [Meaning: [[String]]] = [:]
        for row in table.rows {
            guard let meaning = Meaning(rawValue: row["meaning"]) else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "no meaning '\(row["meaning"])'",
                    advice: "Use one of \(Meaning.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            paths[meaning, default: []].append(row["field"].split(separator: ".").map(String.init))
        }
        self.paths = paths
    }

    /// The first field of that meaning that holds a value, with its path.
    func value(_ meaning: Meaning, in record: JSONValue) -> (value: JSONValue, path: String)? {
        for path in paths[meaning] ?? [] {
            var value: JSONValue? = record
            for name in path { value = value?[name] }
            switch value {
            case nil, .null?: continue
            case .string(let string)? where !string.utf8.contains(where: { $0 > 0x20 }): continue
            case .array(let elements)? where elements.isEmpty: continue
            case let found?: return (found, path.joined(separator: "."))
            }
        }
        return nil
    }

    /// The first field of that meaning that holds a string.
    func string(_ meaning: Meaning, in record: JSONValue) -> Stated<String>? {
        for path in paths[meaning] ?? [] {
            var value: JSONValue? = record
            for name in path { value = value?[name] }
            switch value {
            case .string(let string)? where string.utf8.contains(where: { $0 > 0x20 }):
                return Stated(string, rule: "field " + path.joined(separator: "."))
            case .number(let digits)?: return Stated(digits, rule: "field " + path.joined(separator: "."))
            default: continue
            }
        }
        return nil
    }
}
