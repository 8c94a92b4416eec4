import Testing

@testable import Readings

/// The same words and numbers as `Lab/train/network/test_features.py`: training and reading must agree on them.
@Suite struct WordFeaturesTests {
    @Test(arguments: [
        ("Kyiv", "kyiv", "Xxxx"), ("2,024th", "0,000th", "0,000xx"), ("Zelenskyy’s", "zelenskyy's", "Xxxx'x"),
        ("ÉRIC", "eric", "XXX"), ("Łódź", "lodz", "Xxxx"), ("—", "-", "-"), ("…", "...", "..."),
        ("Москва", "москва", "Xxxx"),
        ("aaa----", "aaa----", "xxx---"),
    ])
    func keyAndShape(word: String, key: String, shape: String) {
        var features = WordFeatures()
        Array(word.utf8).withUnsafeBufferPointer { features.read($0) }
        #expect(String(decoding: features.key, as: UTF8.self) == key)
        #expect(String(decoding: features.shape, as: UTF8.self) == shape)
    }

    @Test func hashes() {
        #expect(WordFeatures.hash(33, Array("kyiv".utf8)[...]) == 0xFC1C10AA76AF27E1)
        #expect(WordFeatures.hash(17, [][...]) == 0x8407D2D2B09852E2)
    }

    @Test func affixRows() {
        var features = WordFeatures()
        Array("Kyiv".utf8).withUnsafeBufferPointer { features.read($0) }
        var rows = [UInt32](repeating: 0, count: 32)
        let count = features.affixRows(into: &rows, tableRows: 12_288, firstHashed: 9)
        #expect(Set(rows.prefix(count)) == [1965, 2815, 3396, 3819, 5504, 5566, 9235, 9530, 10863, 11726])
    }

    @Test func capitalsOfSentences() {
        func mode(_ sentence: String) -> SentenceCase {
            var features = WordFeatures()
            let cases = sentence.split(separator: " ").map { word in
                Array(word.utf8).withUnsafeBufferPointer { features.read($0) }
                return features.cases.rawValue
            }
            return cases.withUnsafeBufferPointer { SentenceCase($0) }
        }
        #expect(mode("The river rose overnight .") == .ordinary)
        #expect(mode("RIVER ROSE OVERNIGHT") == .allCapitals)
        #expect(mode("River Rose Two Metres in Halden") == .titleCase)
        #expect(mode("the river rose") == .noCapital)
        #expect(mode("12 , 14") == .ordinary)
    }
}
