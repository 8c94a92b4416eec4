import Documents
import Testing
import Texts

@testable @_spi(Lab) import Readings

@Suite("Sentences and words of hostile input")
struct SegmenterHostileTests {
    private func read(_ text: Text, blocks: [Block]? = nil) throws -> Reading {
        var reading = Reading(Document(id: "t", text: text, blocks: blocks))
        try Segmenter().read(&reading)
        return reading
    }

    /// What must hold for any input: order, bounds, and every byte that is no white space in exactly one word.
    private func check(_ reading: Reading) {
        var covered = 0
        var problems = 0
        for token in reading.tokens {
            if token.extent.start < covered || token.extent.isEmpty || token.extent.end > reading.text.count {
                problems += 1
            }
            if !token.surface.contains(token.extent) { problems += 1 }
            for i in covered..<max(covered, min(token.extent.start, reading.text.count))
            where reading.text.utf8[i] > 0x20 && reading.text.utf8[i] < 0x7F { problems += 1 }
            covered = token.extent.end
        }
        var next = 0
        for sentence in reading.sentences {
            if sentence.tokens.lowerBound != next || sentence.tokens.isEmpty { problems += 1 }
            next = sentence.tokens.upperBound
            for i in sentence.tokens where !sentence.extent.contains(reading.tokens[i].surface) { problems += 1 }
        }
        #expect(next == reading.tokens.count)
        #expect(problems == 0)
    }

    @Test(
        "Any mixture of marks and letters is read to its end",
        arguments: [
            "", " ", "\n\n\n", ".", "...", "....................", "'", "''''", "n't", "'s", "don't'", "s'", "@", "@@a",
            "a@", "a@b",
            "http://", "https://.", "www.", "www. ", "(((((", ")))))", "\"\"\"", "“”‘’", "a.b.c.d.e.", "-", "--a--",
            "$$$",
            "<div><p>Broken <b>markup</p", "&amp;&nbsp;&#8217;", "\u{FEFF}Start", "\u{200B}\u{200B}",
            "e\u{301}\u{301}x",
            "👩‍👩‍👧‍👦🇺🇦 👍🏽!", "日本語。テスト", "ﬁ ½ ² €5 £3m", "مرحبا، كيف؟", "1,2,3.4.5:6/7", "\u{0}\u{1}\u{7F}a",
            "x.pdf.", "x.com..", ".com", "a.com.example.", "\u{2028}a\u{2029}b\u{85}c",
        ])
    func marks(_ text: String) throws {
        check(try read(Text(text)))
        check(try read(Text(String(repeating: text, count: 40))))
        check(try read(Text(String(repeating: text + " ", count: 40))))
    }

    @Test("Random bytes, decoded, are read to their end")
    func random() throws {
        var state: UInt64 = 88_172_645_463_325_252
        for _ in 0..<60 {
            var bytes: [UInt8] = []
            for _ in 0..<700 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                let choice = state >> 60
                bytes.append(choice < 9 ? UInt8(0x20 + (state >> 20) % 0x5F) : UInt8(truncatingIfNeeded: state >> 33))
            }
            check(try read(Text.decoding(bytes).text))
        }
    }

    @Test("Blocks outside the text, upside down, or in the middle of a character do no harm")
    func positions() throws {
        let text = Text("Élan and “order”.")
        let blocks = [
            Block(Extent(1, 3), .paragraph), Block(Extent(9, 4), .paragraph), Block(Extent(10, 11), .paragraph),
            Block(Extent(12, 900), .paragraph), Block(Extent(800, 900), .paragraph),
        ]
        let reading = try read(text, blocks: blocks)
        for token in reading.tokens { #expect(token.extent.end <= text.count && !token.extent.isEmpty) }
    }

    @Test("A long line without white space or stops stays bounded: words, sentences, time")
    func longLines() throws {
        for unit in ["a", "a.", "é", "1", "-a", "'", "ab ", "Ab ", "🙂", ") "] {
            let text = Text(String(repeating: unit, count: 400_000 / unit.utf8.count))
            let reading = try read(text)
            let longest = reading.tokens.map(\.extent.count).max() ?? 0
            let widest = reading.sentences.map(\.tokens.count).max() ?? 0
            #expect(longest <= 2048, "\(unit)")
            #expect(widest <= 900, "\(unit)")
            #expect(reading.sentences.last?.extent.end == reading.tokens.last?.extent.end)
        }
    }
}
