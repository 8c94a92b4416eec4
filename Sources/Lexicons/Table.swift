/// A reviewable data file: UTF-8, tab-separated, `#` comments, first other line names the columns.
public struct Table: Sendable {
    /// One entry.
    public struct Row: Sendable {
        /// Line in the file, from 1.
        public let line: Int
        let cells: [String]
        let columns: [String: Int]

        /// The cell of a column; empty when the line ends before it or the column does not exist.
        public subscript(column: String) -> String {
            guard let index = columns[column], index < cells.count else { return "" }
            return cells[index]
        }

        /// The parts of a cell that holds several values between `|`.
        public func list(_ column: String) -> [String] {
            self[column].split(separator: "|").map { String($0).trimmed }
        }
    }

    /// The file's name.
    public let name: String
    /// Columns in order.
    public let columns: [String]
    /// Entries in the order of the file.
    public let rows: [Row]

    /// Reads an embedded table.
    public init(named name: String, columns required: [String] = []) throws(LexiconError) {
        let resource = try Resource(named: name)
        try self.init(name: name, text: String(decoding: resource.bytes, as: UTF8.self), columns: required)
    }

    /// Reads a table from text.
    ///
    /// - Parameter required: columns that must exist and must not be empty in any row.
    public init(name: String, text: String, columns required: [String] = []) throws(LexiconError) {
        self.name = name
        var columns: [String] = []
        var index: [String: Int] = [:]
        var rows: [Row] = []
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard !line.hasPrefix("#"), !line.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\r" }) else { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).trimmed }
            if columns.isEmpty {
                columns = cells
                for (i, column) in cells.enumerated() { index[column] = i }
                for column in required where index[column] == nil {
                    throw LexiconError(
                        file: name, line: number, reason: "no column '\(column)'",
                        advice: "Name it in the first line that is no comment; columns are parted by tabs.")
                }
                continue
            }
            guard cells.count <= columns.count else {
                throw LexiconError(
                    file: name, line: number, reason: "\(cells.count) cells, but \(columns.count) columns",
                    advice: "Remove a tab, or name the column.")
            }
            let row = Row(line: number, cells: cells, columns: index)
            for column in required where row[column].isEmpty {
                throw LexiconError(
                    file: name, line: number, reason: "no value in column '\(column)'",
                    advice: "Add a tab and a value, or remove the line.")
            }
            rows.append(row)
        }
        self.columns = columns
        self.rows = rows
    }
}

extension String {
    /// Without ASCII white space at its edges.
    var trimmed: String {
        var bytes = Substring(self).utf8
        while let first = bytes.first, first == 0x20 || first == 0x09 || first == 0x0D { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 || last == 0x0D { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
