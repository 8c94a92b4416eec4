/// A reviewable data file: UTF-8, tab-separated, `#` comments, first other line names the columns.
///
/// Cost: one pass over the bytes; a cell becomes a `String` only when it is asked for, because every start of the program
/// reads dozens of tables.
public struct Table: Sendable {
    /// One entry.
    public struct Row: Sendable {
        /// Line in the file, from 1.
        public let line: Int
        let storage: Storage
        /// Index of its first cell in the storage.
        let first: Int
        /// How many cells the line has.
        let count: Int

        /// The cell of a column; empty when the line ends before it or the column does not exist.
        public subscript(column: String) -> String {
            guard let index = storage.index[column] else { return "" }
            return self[index]
        }

        /// The cell of the column at a position (`Table.position(of:)`); empty when the line ends before it.
        public subscript(position: Int) -> String {
            guard position < count else { return "" }
            return storage.cell(first + position)
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
    ///
    /// - Parameter required: columns that must exist and must not be empty in any row.
    public init(named name: String, columns required: [String] = []) throws(LexiconError) {
        try self.init(name: name, bytes: Array(try Resource(named: name).bytes), required: required)
    }

    /// Reads a table from text.
    ///
    /// - Parameter required: columns that must exist and must not be empty in any row.
    public init(name: String, text: String, columns required: [String] = []) throws(LexiconError) {
        try self.init(name: name, bytes: Array(text.utf8), required: required)
    }

    /// The position of a column for `Row[position]`; nil when there is none of that name.
    public func position(of column: String) -> Int? { columns.firstIndex(of: column) }

    private init(name: String, bytes: [UInt8], required: [String]) throws(LexiconError) {
        var cells: [Int] = []
        var lines: [(line: Int, first: Int, count: Int)] = []
        var number = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            if !Self.isSkipped(bytes[start..<end]) {
                let first = cells.count / 2
                lines.append((number, first, Self.split(bytes, start..<end, into: &cells)))
            }
            start = end + 1
        }
        self.name = name
        guard let header = lines.first else {
            throw LexiconError(
                file: name, reason: "the file has no line that names its columns",
                advice: "Write the columns' names, parted by tabs, as the first line that is no comment.")
        }
        var columns: [String] = []
        for i in 0..<header.count {
            columns.append(String(decoding: bytes[cells[2 * i]..<cells[2 * i + 1]], as: UTF8.self))
        }
        self.columns = columns
        let index = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let storage = Storage(bytes: bytes, cells: cells, index: index)
        var needed: [(String, Int)] = []
        for column in required {
            guard let position = index[column] else {
                throw LexiconError(
                    file: name, line: header.line, reason: "no column '\(column)'",
                    advice: "Name it in the first line that is no comment; columns are parted by tabs.")
            }
            needed.append((column, position))
        }
        var rows: [Row] = []
        rows.reserveCapacity(lines.count)
        for entry in lines.dropFirst() {
            guard entry.count <= columns.count else {
                throw LexiconError(
                    file: name, line: entry.line, reason: "\(entry.count) cells, but \(columns.count) columns",
                    advice: "Remove a tab, or name the column.")
            }
            for (column, position) in needed where position >= entry.count || storage.isEmpty(entry.first + position) {
                throw LexiconError(
                    file: name, line: entry.line, reason: "no value in column '\(column)'",
                    advice: "Add a tab and a value, or remove the line.")
            }
            rows.append(Row(line: entry.line, storage: storage, first: entry.first, count: entry.count))
        }
        self.rows = rows
    }

    /// Notes the cells of one line, edges trimmed; returns how many.
    private static func split(_ bytes: [UInt8], _ line: Range<Int>, into cells: inout [Int]) -> Int {
        var count = 0
        var start = line.lowerBound
        while true {
            var end = start
            while end < line.upperBound, bytes[end] != 0x09 { end += 1 }
            var (lower, upper) = (start, end)
            while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x0D { lower += 1 }
            while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x0D { upper -= 1 }
            cells.append(lower)
            cells.append(upper)
            count += 1
            guard end < line.upperBound else { return count }
            start = end + 1
        }
    }

    private static func isSkipped(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return true }
        return first == UInt8(ascii: "#") || line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }

    /// The bytes of a table and where its cells stand in them.
    final class Storage: Sendable {
        private let bytes: [UInt8]
        /// Start and end of cell i stand at 2·i and 2·i + 1.
        private let cells: [Int]
        /// Positions of the columns by name.
        let index: [String: Int]

        init(bytes: [UInt8], cells: [Int], index: [String: Int]) {
            self.bytes = bytes
            self.cells = cells
            self.index = index
        }

        func cell(_ i: Int) -> String { String(decoding: bytes[cells[2 * i]..<cells[2 * i + 1]], as: UTF8.self) }

        func isEmpty(_ i: Int) -> Bool { cells[2 * i] == cells[2 * i + 1] }
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
