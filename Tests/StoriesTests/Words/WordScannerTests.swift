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

    /// Words of Basic Latin are read eight letters at a time, those with an apostrophe one by one: both ways must come to the same.
    @Test func bothWaysOfReadingAWordAgree() {
        let letters = Array("striKingly4wordedNesses5shippedTAILSedingpasses")
        for start in 0..<12 {
            for length in 2..<34 {
                let word = String(letters[start..<(start + length)])
                // Not before the last letter, where "'s" would be a possessive.
                let parted = word.prefix(1) + "'" + word.dropFirst()
                guard length > 2 || !word.hasSuffix("s") else { continue }
                let (plain, slow) = (words("x \(word)"), words("x \(parted)"))
                #expect(plain.count == 2 && slow.count == 2)
                #expect(plain.last?.hash == slow.last?.hash, "\(word)")
                #expect(plain.last?.stem == slow.last?.stem, "\(word)")
                #expect(plain.last?.flags == slow.last?.flags, "\(word)")
                #expect(words("\(word), and then")[0].stem == plain.last?.stem, "\(word)")
            }
        }
    }

    @Test func stemsAreLeftOutWhenNotWanted() {
        var scanner = WordScanner()
        scanner.scan(Array("strikes".utf8), .hashes)
        #expect(scanner.words.map(\.stem) == [0])
        #expect(scanner.words.map(\.hash) == words("strikes").map(\.hash))
    }

    @Test func foldTableCoversLatinExtendedA() {
        #expect(FoldTable.latin.count == 192)
    }
}
