/// A set of words or phrases with one value each, read from a `Table`.
public struct Lexicon: Sendable {
    /// The file it came from.
    public let name: String
    private let entries: [String: String]
    /// Bytes of the longest word or phrase.
    public let longest: Int

    /// Reads an embedded table.
    ///
    /// - Parameters:
    ///   - key: the column of words or phrases.
    ///   - value: the column of values; nil makes a plain set.
    public init(named name: String, key: String = "word", value: String? = nil) throws(LexiconError) {
        let table = try Table(named: name, columns: [key])
        self.name = name
        var entries: [String: String] = [:]
        entries.reserveCapacity(table.rows.count)
        for row in table.rows {
            guard entries.updateValue(value.map { row[$0] } ?? "", forKey: row[key]) == nil else {
                throw LexiconError(
                    file: name, line: row.line, reason: "'\(row[key])' stands in the file twice",
                    advice: "Remove one of the lines.")
            }
        }
        self.entries = entries
        longest = entries.keys.reduce(0) { max($0, $1.utf8.count) }
    }

    /// Whether the word is listed.
    public func contains(_ word: String) -> Bool { entries[word] != nil }

    /// The word's value.
    public subscript(word: String) -> String? { entries[word] }

    /// Number of entries.
    public var count: Int { entries.count }
}
