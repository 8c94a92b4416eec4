import Testing

@testable import Readings

@Suite struct NameDecoderTests {
    static let labels = ["O"] + ["PER", "ORG", "LOC", "MISC"].flatMap { kind in "BIES".map { "\($0)-\(kind)" } }

    /// Decodes scores given as the wanted tag and its lead over 0 for each word.
    func decode(_ words: [(String, Int32)]) throws -> [NameDecoder.Span] {
        let decoder = try NameDecoder(labels: Self.labels)
        let stride = 24
        var scores = [Int32](repeating: 0, count: words.count * stride)
        for (i, word) in words.enumerated() {
            scores[i * stride + (Self.labels.firstIndex(of: word.0) ?? 0)] = word.1
        }
        var spans: [NameDecoder.Span] = []
        var scratch: [UInt8] = []
        decoder.decode(scores, stride: stride, count: words.count, scratch: &scratch, into: &spans)
        return spans
    }

    @Test func plain() throws {
        let spans = try decode([("B-PER", 5), ("E-PER", 5), ("O", 5), ("S-LOC", 5)])
        #expect(spans == [.init(words: 0..<2, kind: .person), .init(words: 3..<4, kind: .place)])
    }

    @Test func inside() throws {
        let spans = try decode([("O", 5), ("B-ORG", 5), ("I-ORG", 5), ("E-ORG", 5)])
        #expect(spans == [.init(words: 1..<4, kind: .organisation)])
    }

    @Test func nothing() throws {
        #expect(try decode([("O", 5), ("O", 5)]).isEmpty)
        #expect(try decode([]).isEmpty)
    }

    /// A begun name must end with its own class: the weaker of two clashing tags gives way.
    @Test func clash() throws {
        let spans = try decode([("B-PER", 9), ("E-LOC", 2), ("O", 5)])
        #expect(spans == [.init(words: 0..<2, kind: .person)])
    }

    @Test func noNameStartsInside() throws {
        #expect(try decode([("E-PER", 4), ("O", 9)]).isEmpty)
    }

    @Test func missingOutside() {
        #expect(throws: (any Error).self) { try NameDecoder(labels: ["B-PER"]) }
    }
}
