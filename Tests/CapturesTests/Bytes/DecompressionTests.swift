import CZlib
import CZstd
import Testing

@testable import Captures

@Suite struct DecompressionTests {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)
            ) == Z_OK
        else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1024)
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

    private func lines(_ bytes: [UInt8], _ options: InputOptions = InputOptions()) throws -> [String] {
        var reader = try CaptureInput.reader(
            of: BufferedSource(MemorySource(bytes)), InputName(path: "p.txt.gz"), options)
        var lines: [String] = []
        while let result = reader.next() {
            switch result {
            case .success(let capture): lines.append(String(decoding: capture.bytes, as: UTF8.self))
            case .failure(let skipped): lines.append("! " + skipped.reason)
            }
        }
        return lines
    }

    @Test func membersFollowEachOther() throws {
        let first = Array("One passage.\n".utf8)
        let second = Array("Another passage.\n".utf8)
        #expect(
            try lines(Self.gzip(first) + Self.gzip(second)) == ["One passage.", "Another passage."])
        #expect(
            try lines(Self.zstd(first) + Self.zstd(second)) == ["One passage.", "Another passage."])
        #expect(try lines(Self.gzip(Self.zstd(first))) == ["One passage."])
    }

    @Test func truncatedDataGiveWhatCameAndSaySo() throws {
        var seed: UInt32 = 7
        let text = (0..<600_000).map { _ -> UInt8 in
            seed = seed &* 1_664_525 &+ 1_013_904_223
            return seed >> 24 < 8 ? 0x0A : 0x61 + UInt8(seed >> 16 & 15)
        }
        for packed in [Self.gzip(text), Self.zstd(text)] {
            let found = try lines(
                Array(packed.prefix(packed.count / 2)), InputOptions(textForm: .passages))
            #expect(found.last?.hasPrefix("! the ") == true)
            #expect(found.last?.contains("cut short") == true)
        }
    }

    @Test func bombsAreStopped() throws {
        let zeros = [UInt8](repeating: 0x20, count: 8 << 20)
        var options = InputOptions(textForm: .passages)
        options.limits.freeExpansion = 1 << 20
        for packed in [Self.gzip(zeros), Self.zstd(zeros)] {
            let found = try lines(packed, options)
            #expect(found.count == 1)
            #expect(found.first?.contains("unpacks to more than 300 times its size") == true)
        }
    }

    @Test func damagedDataAreNamed() throws {
        var packed = Self.gzip(Array("A passage, and more of it.\n".utf8))
        packed[12] ^= 0xFF
        packed[14] ^= 0xFF
        do {
            let found = try lines(packed)
            #expect(found.contains { $0.hasPrefix("! the gzip data") })
        } catch let failure as ReadFailure {
            #expect(failure.reason.hasPrefix("the gzip data"))
        }
    }

    @Test func smallAndLargeMembersMix() throws {
        // Large: over the look-ahead when packed, or over what is unpacked whole.
        var seed: UInt32 = 3
        func noise(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in
                seed = seed &* 1_664_525 &+ 1_013_904_223
                return UInt8(97 + seed >> 24 % 26)
            }
        }
        let pieces = [
            noise(20), noise(700_000), noise(30), [UInt8](repeating: 97, count: 9 << 20), noise(40),
        ]
        let packed = pieces.flatMap { Self.gzip($0 + [0x0A]) }
        let found = try lines(packed + [0, 0, 0] + Self.gzip(Array("last\n".utf8)))
        #expect(found.map(\.utf8.count) == pieces.map(\.count) + [4])
        #expect(found.last == "last")
    }
}
