import Texts

/// Puts the sections of a gazetteer together: header, table, contents, hash.
struct GazetteerFile {
    private var table: [(id: UInt32, count: Int, offset: Int, length: Int)] = []
    private var contents: [UInt8] = []

    /// Appends a section, on an 8-byte boundary.
    mutating func section(_ id: GazetteerFormat.SectionID, count: Int, _ write: (inout [UInt8]) -> Void) {
        while contents.count % 8 != 0 { contents.append(0) }
        let start = contents.count
        write(&contents)
        table.append((id.rawValue, count, start, contents.count - start))
    }

    /// The whole file.
    func finish() -> [UInt8] {
        let start = GazetteerFormat.tableOffset + table.count * GazetteerFormat.rowSize
        var file = GazetteerFormat.magic
        file.append(little: UInt64(GazetteerFormat.version), 4)
        file.append(little: UInt64(table.count), 4)
        file.append(contentsOf: Fingerprint(of: contents).bytes)
        for row in table {
            file.append(little: UInt64(row.id), 4)
            file.append(little: UInt64(row.count), 4)
            file.append(little: UInt64(start + row.offset), 8)
            file.append(little: UInt64(row.length), 8)
        }
        file.append(contentsOf: contents)
        return file
    }
}

extension [UInt8] {
    /// Appends the lowest bytes of a number, least significant first.
    mutating func append(little value: UInt64, _ count: Int) {
        for i in 0..<count { append(UInt8(truncatingIfNeeded: value >> UInt64(8 * i))) }
    }

    /// Appends a number in groups of seven bits, least significant first.
    mutating func append(varint value: Int) {
        var rest = UInt64(Swift.max(0, value))
        while rest > 0x7F {
            append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Appends letters, filled up with zeros.
    mutating func append(padded text: String, _ count: Int) {
        let bytes = Array(text.utf8.prefix(count))
        append(contentsOf: bytes)
        append(contentsOf: [UInt8](repeating: 0, count: count - bytes.count))
    }
}
