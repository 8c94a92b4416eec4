import Lexicons
import Testing

@testable import Readings

@Suite struct NetworkFileTests {
    /// A file with one tensor "word" of 2 × 3 bytes.
    static func file(edit: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        func put<T: FixedWidthInteger>(_ value: T, at offset: Int) {
            withUnsafeBytes(of: value.littleEndian) { raw in
                for (i, byte) in raw.enumerated() { bytes[offset + i] = byte }
            }
        }
        for (i, byte) in "SITREPNN".utf8.enumerated() { bytes[i] = byte }
        put(UInt32(1), at: 8)
        put(UInt32(1), at: 12)
        put(UInt64(256), at: 24)
        put(UInt32(64), at: 32)
        put(UInt32(2), at: 36)
        put(UInt32(128), at: 40)
        bytes[64] = 104
        bytes[65] = 105
        for (i, byte) in "word".utf8.enumerated() { bytes[128 + i] = byte }
        put(UInt32(1), at: 128 + 24)
        put(UInt32(2), at: 128 + 28)
        put(UInt32(3), at: 128 + 32)
        put(UInt32(6), at: 128 + 36)
        put(UInt64(192), at: 128 + 40)
        bytes[192] = 7
        edit(&bytes)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for at in stride(from: 64, to: bytes.count - 7, by: 8) {
            let word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
            hash = (hash ^ word) &* 0x100_0000_01B3
        }
        put(hash, at: 16)
        return bytes
    }

    func reason(_ bytes: [UInt8]) -> String? {
        do {
            try bytes.withUnsafeBytes { raw in
                _ = try NetworkFile(raw).tensor("word", unit: 1)
            }
            return nil
        } catch {
            return (error as? LexiconError)?.reason
        }
    }

    @Test func opens() throws {
        try Self.file().withUnsafeBytes { raw in
            let file = try NetworkFile(raw)
            #expect(file.notice == "hi")
            let tensor = try file.tensor("word", unit: 1)
            #expect(tensor.rows == 2 && tensor.columns == 3 && tensor.shift == 6)
            #expect(tensor.int8[0] == 7)
        }
    }

    @Test func damagedFilesAreNamed() {
        #expect(reason([]) == "not a network file")
        #expect(reason([UInt8](repeating: 65, count: 64)) == "not a network file")
        var wrong = Self.file()
        wrong[200] ^= 1
        #expect(reason(wrong) == "the hash does not match the bytes")
        #expect(reason(Self.file { $0[8] = 9 }) == "format version 9, not 1")
        #expect(reason(Array(Self.file().dropLast(8))) == "248 bytes instead of 256")
        #expect(reason(Self.file { $0[128] = 120 }) == "no tensor word")
        #expect(reason(Self.file { $0[128 + 41] = 1 }) == "tensor word is damaged")
        #expect(reason(Self.file { $0[128 + 29] = 1 }) == "tensor word runs past the end")
        #expect(reason(Self.file { $0[41] = 1 }) == "the directory lies outside the file")
        #expect(reason(Self.file { $0[128 + 24] = 2 }) == "tensor word is damaged")
    }
}
