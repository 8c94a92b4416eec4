import Lexicons

/// Lines that are no text of an article, told by their words: `rules/page-lines.tsv`.
struct PageLines: Sendable {
    private struct Rule: Sendable {
        var kind: String
        var words: [UInt8]
        var longest: Int
    }

    private var starts: [Rule] = []
    private var wholes: [Rule] = []
    private var anywhere: [Rule] = []
    /// Rules of `anywhere` by their first byte.
    private var byFirst: [[UInt16]]
    private var longest = 0

    init() throws(LexiconError) {
        let table = try Table(named: "rules/page-lines.tsv", columns: ["kind", "where", "longest", "words"])
        byFirst = [[UInt16]](repeating: [], count: 256)
        for row in table.rows {
            guard let limit = Int(row["longest"]), limit > 0 else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "'\(row["longest"])' is no length",
                    advice: "Write a number of characters.")
            }
            longest = max(longest, limit)
            for words in row.list("words") where !words.isEmpty {
                let rule = Rule(kind: row["kind"], words: Array(words.utf8), longest: limit)
                switch row["where"] {
                case "start": starts.append(rule)
                case "whole": wholes.append(rule)
                case "any":
                    byFirst[Int(rule.words[0])].append(UInt16(anywhere.count))
                    anywhere.append(rule)
                default:
                    throw LexiconError(
                        file: table.name, line: row.line, reason: "no place '\(row["where"])'",
                        advice: "Use start, whole or any.")
                }
            }
        }
    }

    /// Marks at the edges of a line that do not count.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", ":", "-", "–", "—", "*", "»", "«", "<", ">", "…", "!", "?", ".", "•": true
        default: false
        }
    }

    /// What a line is when it is no text of the article: "related", "newsletter", "credit", …
    ///
    /// - Parameter startOnly: look at its start alone: a caption may name a photographer at its end and still be one.
    func kind(of line: ArraySlice<UInt8>, startOnly: Bool = false) -> String? {
        guard line.count <= longest * 3 else { return nil }
        let lower = String(decoding: line, as: UTF8.self).lowercased()
        let count = lower.unicodeScalars.count
        guard count <= longest else { return nil }
        let bare = lower.unicodeScalars.drop { Self.isMark($0) }
        var inner = bare
        while let last = inner.last, Self.isMark(last) { inner.removeLast() }
        let bytes = Array(lower.utf8)
        let bareBytes = Array(String(bare).utf8)
        // A sentence of some length may start with words that also open a pointer ("More from …").
        let isSentence = count > 60 && bytes.last == UInt8(ascii: ".")
        for rule in starts where count <= rule.longest {
            if isSentence, rule.kind == "related", rule.words.last != UInt8(ascii: ":") { continue }
            if bytes.starts(with: rule.words) || bareBytes.starts(with: rule.words) { return rule.kind }
        }
        let whole = Array(String(inner).utf8)
        for rule in wholes where count <= rule.longest && rule.words == whole { return rule.kind }
        guard !startOnly else { return nil }
        for i in bytes.indices {
            for number in byFirst[Int(bytes[i])] {
                let rule = anywhere[Int(number)]
                if count <= rule.longest, bytes[i...].starts(with: rule.words) { return rule.kind }
            }
        }
        return nil
    }
}
