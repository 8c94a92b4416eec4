import Testing
import Texts

@Suite("Texts")
struct TextsTests {
    @Test(
        "Code points and bytes convert both ways",
        arguments: ["", "plain", "Зеленський said “no” — 東京 🌊!", String(repeating: "é", count: 300)])
    func codePoints(_ string: String) {
        let text = Text(string)
        let index = CodePointIndex(text)
        var byte = 0
        for (i, scalar) in string.unicodeScalars.enumerated() {
            #expect(index.codePoint(atByte: byte) == i)
            #expect(index.byte(atCodePoint: i) == byte)
            byte += String(scalar).utf8.count
        }
        #expect(index.codePoint(atByte: byte) == string.unicodeScalars.count)
        #expect(index.codePoint(atByte: byte + 99) == string.unicodeScalars.count)
        #expect(index.byte(atCodePoint: 10_000) == byte)
    }

    @Test("SHA-256 equals the examples of FIPS 180-4")
    func sha256() {
        #expect(
            Fingerprint(of: Array("abc".utf8)).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(Fingerprint(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(
            Fingerprint(of: Array(twoBlocks.utf8)).hex
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            Fingerprint(of: [UInt8](repeating: 97, count: 1_000_000)).hex
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        // Bytes that do not lie in one piece.
        #expect(Fingerprint(of: twoBlocks.utf8.lazy.map { $0 }) == Fingerprint(of: Array(twoBlocks.utf8)))
    }

    @Test("A fingerprint reads its own hexadecimal form and nothing else")
    func hexadecimal() {
        let fingerprint = Fingerprint(of: Array("x".utf8))
        #expect(Fingerprint(hex: fingerprint.hex) == fingerprint)
        #expect(Fingerprint(hex: fingerprint.hex.uppercased()) == fingerprint)
        #expect(Fingerprint(hex: String(fingerprint.hex.dropLast())) == nil)
        #expect(Fingerprint(hex: String(repeating: "g", count: 64)) == nil)
    }

    @Test("Ill-formed bytes become U+FFFD and are counted; well-formed ones are kept")
    func decoding() {
        #expect(Text.decoding(Array("fine – ok".utf8)).replacements == 0)
        let (text, replacements) = Text.decoding([0x61, 0xFF, 0x62, 0xE2, 0x82])
        #expect(text.string == "a\u{FFFD}b\u{FFFD}")
        #expect(replacements == 2)
        #expect(Text.decoding(Array("\u{FFFD}".utf8)).replacements == 0)
    }

    @Test("Extents")
    func extents() {
        let a = Extent(2, 5)
        #expect(a.overlaps(Extent(4, 9)) && !a.overlaps(Extent(5, 9)))
        #expect(a.union(Extent(7, 8)) == Extent(2, 8))
        #expect(Text("abcdef")[a] == "cde")
        #expect(Text("abc")[Extent(2, 50)] == "c")
        #expect(Text("abc")[Extent(7, 9)] == "")
    }
}
