import CZlib
import CZstd
import Testing

@testable import Captures

@Suite("Packed bodies") struct PackedBodyTests {
    /// Deflates; 15 bits give zlib's header, -15 none, 31 gzip's.
    private static func deflated(_ bytes: [UInt8], bits: Int32) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return []
        }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1_024)
        let count = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                deflate(&stream, Z_FINISH)
                return target.count - Int(stream.avail_out)
            }
        }
        return Array(output.prefix(count))
    }

    private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
        return Array(output.prefix(count))
    }

    private static let text = Array(String(repeating: "The river rose at Ellan. ", count: 40).utf8)

    @Test func everyCodingIsUndone() throws {
        let packed: [(String, [UInt8])] = [
            ("", Self.text), ("identity", Self.text), ("gzip", Self.deflated(Self.text, bits: 31)),
            ("X-GZIP", Self.deflated(Self.text, bits: 31)), ("deflate", Self.deflated(Self.text, bits: 15)),
            ("deflate", Self.deflated(Self.text, bits: -15)), ("zstd", Self.zstd(Self.text)),
            ("zstd, gzip", Self.deflated(Self.zstd(Self.text), bits: 31)),
        ]
        for (codings, body) in packed {
            #expect(try PackedBody.unpacked(body, codings: codings, limit: 1 << 20) == Self.text, "\(codings)")
        }
        #expect(try PackedBody.unpacked([], codings: "gzip", limit: 1_000) == [])
    }

    @Test func limitsHold() {
        let zeros = [UInt8](repeating: 0x20, count: 64 << 20)
        for (codings, body) in [
            ("gzip", Self.deflated(zeros, bits: 31)), ("zstd", Self.zstd(zeros)),
            ("", [UInt8](repeating: 0x20, count: 3 << 20)),
        ] {
            let fault = #expect(throws: PackedBody.Fault.self) {
                try PackedBody.unpacked(body, codings: codings, limit: 2 << 20)
            }
            #expect(fault?.isTooLarge == true, "\(codings): \(fault?.reason ?? "")")
        }
        #expect(throws: PackedBody.Fault.self) {
            try PackedBody.unpacked(Self.deflated(zeros, bits: 15), codings: "deflate", limit: 2 << 20)
        }
        // In proportion to what came over the line, too: 64 MiB are allowed here, and 64 KiB do not unpack to them.
        #expect(throws: PackedBody.Fault.self) {
            try PackedBody.unpacked(Self.deflated(zeros, bits: 31), codings: "gzip", limit: 128 << 20)
        }
    }

    @Test func damageAndUnknownCodingsAreSaidSo() {
        let packed = Self.deflated(Self.text, bits: 31)
        for (codings, body) in [
            ("gzip", Array(packed.dropLast(9))), ("gzip", Self.text), ("zstd", Self.text), ("deflate", Self.text),
            ("br", Self.text),
            ("gzip, gzip, gzip", packed),
        ] {
            let fault = #expect(throws: PackedBody.Fault.self) {
                try PackedBody.unpacked(body, codings: codings, limit: 1 << 20)
            }
            #expect(fault?.isTooLarge == false)
        }
    }
}
