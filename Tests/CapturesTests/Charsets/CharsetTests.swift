import Testing

@testable import Captures

@Suite struct CharsetTests {
    private func decoded(_ bytes: [UInt8], transport: String? = nil) -> Decoded {
        Decoded(bytes, transport: transport, stated: Decoded.statedInPage(bytes))
    }

    private let latin: [UInt8] =
        Array("<meta charset=iso-8859-1><p>Gr".utf8) + [0xFC, 0xDF, 0x65] + Array(" aus M".utf8) + [0xFC]
        + Array("nchen".utf8)

    @Test func orderIsMarkTransportMetaDetection() {
        let mark = decoded([0xEF, 0xBB, 0xBF] + Array("<meta charset=koi8-r>ä".utf8), transport: "big5")
        #expect(mark.rule == "byte order mark")
        #expect(String(decoding: mark.utf8, as: UTF8.self).hasSuffix("ä"))
        let transport = decoded([0xD0, 0xCF], transport: "koi8-r")
        #expect(String(decoding: transport.utf8, as: UTF8.self) == "по")
        let meta = decoded(latin)
        #expect(meta.rule == "meta")
        #expect(String(decoding: meta.utf8, as: UTF8.self).hasSuffix("Grüße aus München"))
    }

    @Test func aStatementThatDoesNotFitIsNotBelievedAndFlagged() {
        let utf8 = decoded(Array("<meta charset=windows-1252>Grüße".utf8))
        #expect(utf8.charset == .utf8)
        #expect(utf8.warnings.map(\.kind) == ["charset"])
        let other = decoded(Array("<meta charset=utf-8>".utf8) + latin.dropFirst(25))
        #expect(other.charset == .windows1252)
        #expect(other.warnings.map(\.kind) == ["charset"])
    }

    @Test(arguments: [
        ("windows-1251", "Мост был закрыт после бури, и его не откроют"),
        ("koi8-r", "мост был закрыт после бури, и его не откроют"),
        ("windows-1252", "Die Brücke wurde für Fußgänger geschlossen – „vorerst“"), ("shift_jis", "橋は嵐のあとに閉鎖されました"),
        ("windows-1251", "Міст закрили після бурі, і його не відкриють, доки вода не спаде"),
        ("windows-1251", "Мостът беше затворен след бурята и няма да се отвори"),
        ("windows-1250", "Most przez rzekę zamknięto, bo woda wciąż się podnosi, mówią władze"),
        ("windows-1252", "Le pont a été fermé après la tempête, à cause de l'eau élevée"),
        ("windows-1252", "A ponte não será aberta até amanhã, informação da região"),
        ("windows-1253", "Η γέφυρα έκλεισε τη Δευτέρα, ανακοίνωσε η υπηρεσία"),
        ("windows-1255", "הגשר מעל הנהר נסגר ביום שני, הודיעה הרשות המקומית"),
        ("windows-1256", "أغلقت السلطات الجسر فوق النهر يوم الاثنين بسبب ارتفاع منسوب المياه"),
        ("windows-1252", "Nehir üzerindeki köprü; à, ç, é, è, ê, ë, î, ï, ô, û"),
        ("windows-1252", "Straße, Gruß, Fußgänger"),
        ("gb18030", "当局星期一表示，由于水位上涨，河上的桥梁已经关闭"), ("big5", "當局星期一表示，由於水位上漲，河上的橋樑已經關閉"),
        ("euc-kr", "다리는 폭풍 뒤에 폐쇄되었다"),
        ("gb18030", "风暴过后大桥关闭，市政府表示水退之前不会开放"),
    ])
    func setsAreDetected(_ label: String, _ text: String) throws {
        let charset = try #require(Charset(label: label))
        let bytes = try #require(Self.encode(text, charset))
        #expect(CharsetDetection.detect(bytes).charset == charset)
        #expect(charset.decode(bytes[...]).utf8 == Array(text.utf8))
    }

    @Test func japaneseInSevenBitsIsToldByItsEscapes() throws {
        // "橋" in ISO-2022-JP, between escapes.
        let text: [UInt8] = [0x1B, 0x24, 0x42, 0x36, 0x36, 0x1B, 0x28, 0x42]
        let stated = decoded(Array("<meta charset=iso-2022-jp><p>".utf8) + text)
        #expect(stated.rule == "meta")
        #expect(String(decoding: stated.utf8, as: UTF8.self).hasSuffix("<p>橋"))
        let detected = decoded(Array("<p>".utf8) + text)
        #expect(detected.rule == "detected")
        #expect(String(decoding: detected.utf8, as: UTF8.self) == "<p>橋")
        // An escape alone, and another set stated, leave ASCII as it is.
        #expect(decoded([0x1B, 0x24, 0x41]).charset == .utf8)
        #expect(decoded(text, transport: "utf-8").charset == .utf8)
    }

    /// Encodes by trying all one- and two-byte codes: slow, but with the decoder alone.
    private static func encode(_ text: String, _ charset: Charset) -> [UInt8]? {
        var table: [Unicode.Scalar: [UInt8]] = [:]
        for first in UInt8.min...UInt8.max {
            let one = charset.decode([first])
            if one.faults == 0, let scalar = String(decoding: one.utf8, as: UTF8.self).unicodeScalars.first {
                table[scalar] = [first]
            }
        }
        for first in UInt8(0x81)...UInt8(0xFE) {
            for second in UInt8(0x40)...UInt8(0xFE) {
                let two = charset.decode([first, second])
                let scalars = Array(String(decoding: two.utf8, as: UTF8.self).unicodeScalars)
                if two.faults == 0, scalars.count == 1, table[scalars[0]] == nil {
                    table[scalars[0]] = [first, second]
                }
            }
        }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let code = table[scalar] else { return nil }
            bytes.append(contentsOf: code)
        }
        return bytes
    }

    @Test func mojibakeIsFlaggedAndLeftAlone() {
        let found = decoded(Array("<p>GrÃ¼Ã\u{9F}e aus MÃ¼nchen, schÃ¶n".utf8))
        #expect(found.warnings.contains { $0.kind == "mojibake" })
        #expect(String(decoding: found.utf8, as: UTF8.self).contains("MÃ¼nchen"))
        #expect(decoded(Array("<p>Ã, Â and the letter â are letters too.".utf8)).warnings.isEmpty)
    }

    @Test(arguments: [
        ("<meta charset=\"UTF-8\">", "UTF-8"),
        ("<META http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">", "koi8-r"),
        ("<!-- <meta charset=big5> --><meta charset='gbk'>", "gbk"),
    ])
    func pagesStateTheirSet(_ head: String, _ label: String) {
        #expect(Decoded.statedInPage(Array(head.utf8)) == label.lowercased())
    }

    @Test func faultyAndOverlongBytesBecomeReplacements() {
        #expect(
            String(decoding: Charset.utf8.decode([0x61, 0xC0, 0xAF, 0x62]).utf8, as: UTF8.self) == "a\u{FFFD}\u{FFFD}b")
        #expect(Charset(label: "no-such-set") == nil)
    }
}
