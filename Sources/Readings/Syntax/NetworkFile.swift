import Lexicons

/// A tensor of the model file, used in place. Values are integers; a real value is `integer / 2^shift`.
struct Tensor {
    /// First byte, on a 64-byte boundary.
    let start: UnsafeRawPointer
    /// Rows; for packed matrices the outputs, before padding to 8.
    let rows: Int
    /// Columns; for packed matrices the inputs, before padding to 2.
    let columns: Int
    /// Bits after the point.
    let shift: Int

    /// The integers as 16-bit values.
    var int16: UnsafePointer<Int16> { start.assumingMemoryBound(to: Int16.self) }
    /// The integers as 8-bit values.
    var int8: UnsafePointer<Int8> { start.assumingMemoryBound(to: Int8.self) }
    /// The integers as 32-bit values.
    var int32: UnsafePointer<Int32> { start.assumingMemoryBound(to: Int32.self) }
    /// The integers as unsigned 32-bit values.
    var uint32: UnsafePointer<UInt32> { start.assumingMemoryBound(to: UInt32.self) }
    /// The text of a list of labels, one a line.
    var lines: [String] {
        String(decoding: UnsafeRawBufferPointer(start: start, count: rows * columns), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}

/// The header and directory of a model file.
///
///     0  8 bytes  "SITREPNN"          24  u64      length of the file
///     8  u32      format version      32  u32 u32  offset and length of the notice
///    12  u32      number of tensors   40  u32      offset of the directory
///    16  u64      FNV-1a over the 8-byte words from byte 64 to the end
///
/// A directory entry has 48 bytes: name (24), type, rows, columns, shift (u32 each), offset (u64). Types: 0 bytes,
/// 1 int8, 2 int16, 3 int32, 4 uint32. Everything is little-endian.
struct NetworkFile {
    /// The version this program reads.
    static let version: UInt32 = 1

    /// Name, data sets and licence, for people.
    let notice: String
    private let bytes: UnsafeRawBufferPointer
    private let count: Int
    private let directory: Int
    private static let file = "models/english.network"

    /// Checks the header, the length and the hash. Cost: one pass over the bytes, about a millisecond for 8 MB.
    init(_ bytes: UnsafeRawBufferPointer) throws(LexiconError) {
        self.bytes = bytes
        guard bytes.count >= 64, bytes.count % 8 == 0, Array(bytes[0..<8]) == Array("SITREPNN".utf8) else {
            throw Self.error("not a network file")
        }
        let version: UInt32 = Self.integer(bytes, 8)
        guard version == Self.version else { throw Self.error("format version \(version), not \(Self.version)") }
        let length: UInt64 = Self.integer(bytes, 24)
        guard length == UInt64(bytes.count) else { throw Self.error("\(bytes.count) bytes instead of \(length)") }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var at = 64
        while at < bytes.count {
            let word: UInt64 = Self.integer(bytes, at)
            hash = (hash ^ word) &* 0x100_0000_01B3
            at += 8
        }
        let expected: UInt64 = Self.integer(bytes, 16)
        guard hash == expected else { throw Self.error("the hash does not match the bytes") }
        let tensors: UInt32 = Self.integer(bytes, 12)
        let entries: UInt32 = Self.integer(bytes, 40)
        let noticeStart: UInt32 = Self.integer(bytes, 32)
        let noticeCount: UInt32 = Self.integer(bytes, 36)
        count = Int(tensors)
        directory = Int(entries)
        guard directory + 48 * count <= bytes.count, Int(noticeStart) + Int(noticeCount) <= bytes.count else {
            throw Self.error("the directory lies outside the file")
        }
        notice = String(decoding: bytes[Int(noticeStart)..<Int(noticeStart) + Int(noticeCount)], as: UTF8.self)
    }

    /// The tensor of that name. `unit` is the size of one integer in bytes, `padded` how many integers it must hold.
    func tensor(_ name: String, unit: Int, integers: ((_ rows: Int, _ columns: Int) -> Int)? = nil) throws(LexiconError)
        -> Tensor
    {
        for entry in 0..<count {
            let at = directory + 48 * entry
            guard String(decoding: bytes[at..<at + 24].prefix { $0 != 0 }, as: UTF8.self) == name else { continue }
            let kind: UInt32 = Self.integer(bytes, at + 24)
            let rows: UInt32 = Self.integer(bytes, at + 28)
            let columns: UInt32 = Self.integer(bytes, at + 32)
            let shift: UInt32 = Self.integer(bytes, at + 36)
            let offset: UInt64 = Self.integer(bytes, at + 40)
            let units = [1, 1, 2, 4, 4]
            guard Int(kind) < units.count, units[Int(kind)] == unit, let base = bytes.baseAddress,
                rows < 1 << 24, columns < 1 << 24, offset % 64 == 0, offset < UInt64(bytes.count)
            else { throw Self.error("tensor \(name) is damaged") }
            let needed = (integers?(Int(rows), Int(columns)) ?? Int(rows) * Int(columns)) * unit
            guard Int(offset) + needed <= bytes.count else { throw Self.error("tensor \(name) runs past the end") }
            return Tensor(start: base + Int(offset), rows: Int(rows), columns: Int(columns), shift: Int(shift))
        }
        throw Self.error("no tensor \(name)")
    }

    /// An error about the model file.
    static func error(_ reason: String) -> LexiconError {
        LexiconError(
            file: file, reason: reason, advice: "Export the model again with Lab/train/network/train.sh and embed it.")
    }

    private static func integer<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> T {
        T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }
}
