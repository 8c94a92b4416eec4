import Testing
import Texts

@testable import Stories

@Suite struct WordScannerTests {
    func words(_ text: String) -> [FoldedWord] {
        var scanner = WordScanner()
        scanner.scan(Array(text.utf8))
        return scanner.words
    }

    @Test func caseAccentsAndPossessivesFoldAway() {
        #expect(words("Kyiv’s").map(\.hash) == words("KYIV").map(\.hash))
        #expect(words("São Tomé").map(\.hash) == words("sao tome").map(\.hash))
        #expect(words("Erdoğan İstanbul").map(\.hash) == words("erdogan istanbul").map(\.hash))
        #expect(words("don't").map(\.hash) == words("dont").map(\.hash))
        #expect(words("a×b").count == 2)
        #expect(words("Курск").count == 1)
    }

    @Test func stemsMeet() {
        let stems = words("strike strikes striking").map(\.stem)
        #expect(Set(stems).count == 1)
        #expect(words("attacks")[0].stem == words("attacked")[0].stem)
        #expect(words("pass")[0].stem != words("pa")[0].stem)
    }

    @Test func extentsCoverTheLettersOnly() {
        let text = "“Kyiv’s” — (AP) € 12"
        let found = words(text).map { Text(text)[Extent(lower: $0.start, upper: $0.end)] }
        #expect(found == ["Kyiv", "AP", "12"])
        #expect(words(text)[0].flags.contains(.quoted))
        #expect(words(text)[1].flags.isSuperset(of: [.bracketed, .shout, .capital]))
        #expect(words(text)[2].flags.contains(.number))
    }

    @Test func foldTableCoversLatinExtendedA() {
        #expect(FoldTable.latin.count == 192)
    }
}
