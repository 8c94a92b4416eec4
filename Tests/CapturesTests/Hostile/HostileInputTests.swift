import Glibc
import Testing

@testable import Captures

/// Inputs made to harm, each with the limit that meets it; limits with their own suites stand there (bombs and cut gzip in
/// Bytes, entities, endless feeds and depth in Feeds, lying lengths in WARC).
@Suite struct HostileInputTests {
    /// A source that gives one byte over and over.
    private final class Repeated: ByteSource {
        var left: Int
        let head: [UInt8]
        let byte: UInt8
        private var started = false

        init(_ head: String, _ byte: UInt8, count: Int) {
            self.head = Array(head.utf8)
            self.byte = byte
            left = count
        }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
            if !started {
                started = true
                buffer.copyBytes(from: head)
                return head.count
            }
            let count = min(left, buffer.count)
            if let base = buffer.baseAddress { memset(base, Int32(byte), count) }
            left -= count
            return count
        }
    }

    @Test func aLineOfAGigabyteIsReadOverInBoundedMemory() throws {
        let source = Repeated(
            "{\"id\":\"a\",\"text\":\"b\"}\n{\"id\":\"c\",\"text\":\"", 0x78, count: 1 << 30)
        var reader = try CaptureInput.reader(
            of: BufferedSource(source), InputName(path: "big"), InputOptions())
        #expect(reader.next()?.capture?.text == "{\"id\":\"a\",\"text\":\"b\"}")
        let second = reader.next()
        #expect(
            second?.reason?.hasPrefix("a line of 1073741842 bytes; 33554432 are read at most") == true)
        #expect(reader.next() == nil)
    }

    @Test func zeroBytesAreKeptApartFromText() {
        // A stray one is text's, a file full of them is none.
        #expect(
            records("A line with a \0 in it.\nAnd another one that has none at all.").compactMap(
                \.capture
            ).count == 2)
        #expect(
            records([UInt8](repeating: 0, count: 5000)).first?.reason?.hasPrefix("this is binary data")
                == true)
    }

    @Test func overlongAndCutUTF8IsNamedByDetection() {
        let overlong: [UInt8] =
            Array("<html><p>a".utf8) + [0xC0, 0xAF, 0xE0, 0x80, 0xAF] + Array("b</p></html>".utf8)
        let decoded = Decoded(overlong, transport: "utf-8", stated: nil)
        #expect(!decoded.utf8.contains(UInt8(ascii: "/")) || !decoded.warnings.isEmpty)
        #expect(decoded.warnings.contains { $0.kind == "charset" })
    }

    @Test func namesThatClimbOutOfAFolderAreOnlyNames() {
        // Nothing is ever written under a name that an input states.
        let head = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: file:///../../etc/passwd\r\n"
        let found = records(
            head + "Content-Type: text/html\r\nContent-Length: 16\r\n\r\n<html><p>x</p>  \r\n\r\n")
        #expect(found.first?.capture?.url == "file:///../../etc/passwd")
        #expect(InputName(path: "../../../secret.jsonl").stem == "secret")
    }

    @Test func membersNestedInMembersAreUnpackedTwiceOnly() {
        // gzip in gzip in gzip is not text.
        let source =
            Array("\u{1F}".utf8) + [0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF]
            + [UInt8](repeating: 7, count: 300)
        let found = records(source)
        #expect(found.count == 1)
        #expect(found.first?.reason != nil)
    }

    @Test func attributesWithoutEndAreCutOff() {
        let many = (0..<5000).map { "a\($0)=\"1\"" }.joined(separator: " ")
        let found = records(
            "<rss><channel><item \(many)><title>Still read</title></item></channel></rss>")
        #expect(found.first?.capture?.statement(.title) == "Still read")
    }

    @Test func declarationsWithoutEndEndTheInput() {
        let found = records(
            "<?xml version=\"1.0\"?><!DOCTYPE rss [" + String(repeating: "<!ENTITY a \"b\">", count: 2000)
        )
        #expect(found.count == 1)
        #expect(found.first?.capture == nil)
    }

    @Test func loneSurrogatesInUTF16BecomeReplacements() throws {
        // Half a pair, "a", the other half, a whole pair, and half a pair at the end.
        let units: [UInt16] = [0xFEFF, 0x61, 0x20, 0xD83D, 0x61, 0xDE00, 0x20, 0xD83D, 0xDE00, 0xD83D]
        let bytes = units.flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
        var reader = try CaptureInput.reader(
            of: BufferedSource(MemorySource(bytes)), InputName(path: "u"),
            InputOptions(textForm: .passages))
        #expect(reader.next()?.capture?.text == "a \u{FFFD}a\u{FFFD} \u{1F600}\u{FFFD}")
    }
}
