import Glibc
import JSON
import Texts

/// Bytes that hold a document's text, with the text cut out of them.
///
///     {"id":"m1","text":"The quay gave way.","url":…}      the bytes
///     {"id":"m1","text":"","url":…}                        what is left; the text stood at byte 19
struct TextCut {
    /// The bytes without the text.
    var rest: [UInt8]
    /// Where the text stood, in bytes.
    var offset: Int
    /// Whether it stood there as in a JSON string.
    var isQuoted: Bool

    /// Shortest text that is looked for.
    static let shortest = 64
    /// Longest bytes that it is looked for in.
    static let longest = 1 << 20

    /// Finds a text, as it is or as `JSONWriter` quotes it; nil when the bytes do not hold it.
    init?(of text: Text, quoted: ArraySlice<UInt8>, in bytes: [UInt8]) {
        guard text.count >= Self.shortest, text.count <= bytes.count, bytes.count <= Self.longest else { return nil }
        var count = quoted.count
        var found = quoted.withUnsafeBytes { Self.find($0, in: bytes) }
        isQuoted = found != nil && count != text.count
        if found == nil, count != text.count {
            count = text.count
            found = text.utf8.withUnsafeBytes { Self.find($0, in: bytes) }
        }
        guard let found else { return nil }
        offset = found
        rest = []
        rest.reserveCapacity(bytes.count - count)
        rest += bytes[..<offset]
        rest += bytes[(offset + count)...]
    }

    /// What was kept of such bytes.
    init(rest: [UInt8], offset: Int, isQuoted: Bool) {
        self.rest = rest
        self.offset = offset
        self.isQuoted = isQuoted
    }

    /// The bytes with the text put back; nil when it cannot have stood there.
    func bytes(with text: Text) -> [UInt8]? {
        guard (0...rest.count).contains(offset) else { return nil }
        var bytes = Array(rest[..<offset])
        bytes += isQuoted ? Self.quoted(text) : text.utf8
        bytes += rest[offset...]
        return bytes
    }

    /// How many bytes a text takes where it stands.
    static func size(of text: Text, isQuoted: Bool) -> Int { isQuoted ? quoted(text).count : text.count }

    /// A text as in a JSON string, without the quotation marks.
    private static func quoted(_ text: Text) -> [UInt8] {
        var json = JSONWriter()
        json.value(text.string)
        return Array(json.bytes.dropFirst().dropLast())
    }

    /// Where a piece of at least sixteen bytes begins. Of places that begin like it, the first few are compared.
    private static func find(_ piece: UnsafeRawBufferPointer, in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard piece.count >= 16, bytes.count >= piece.count, let wanted = piece.baseAddress else { return nil }
            let first = piece.loadUnaligned(as: UInt64.self)
            let second = piece.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            var left = 16
            for at in 0...(bytes.count - piece.count)
            where bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) == first
                && bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self) == second
            {
                if let start = bytes.baseAddress, memcmp(start + at, wanted, piece.count) == 0 { return at }
                left -= 1
                if left == 0 { return nil }
            }
            return nil
        }
    }
}
