import Testing

@testable import Documents

/// What is told eight bytes at a time must be what is told byte by byte.
@Suite struct EightBytesTests {
    /// Made-up texts of every length to 40 over the bytes that matter.
    private static func texts() -> [[UInt8]] {
        let pieces: [[UInt8]] = [
            [0x61], [0x62], [0x63], [0x20], [0x2C], [0x2E], [0x0A], [0x09], [0x21], [0x1F], [0x7F], [0xC3, 0xA9],
            [0xE4, 0xB8, 0xAD],
            [0xF0, 0x9F, 0x98, 0x80],
        ]
        var state: UInt64 = 7
        return (0..<4000).map { n in
            var text: [UInt8] = []
            while text.count < n % 41 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let kinds = n % 3 == 0 ? pieces.count : n % 3 == 1 ? 6 : 3
                text.append(contentsOf: pieces[Int(state >> 33) % kinds])
            }
            return text
        }
    }

    @Test func textsAreMeasuredAlike() {
        for text in Self.texts() {
            let (plain, any) = text.withUnsafeBufferPointer { (PageLayout.plainMeasure($0), PageLayout.anyMeasure($0)) }
            guard let plain else {
                Issue.record("\(text)")
                return
            }
            guard plain.2 == any.2, plain.1 == any.1, !plain.2 || plain.0 == any.0 else {
                Issue.record("\(text): \(plain) \(any)")
                return
            }
        }
        for odd in [[0xC2, 0xA0], [0xD8, 0x8C], [0xEF, 0xBC, 0x8C]] as [[UInt8]] {
            for place in 0..<17 {
                let text = [UInt8](repeating: 0x61, count: place) + odd + [0x62]
                let isPlain = text.withUnsafeBufferPointer { PageLayout.plainMeasure($0) != nil }
                #expect(!isPlain, "\(text)")
            }
        }
    }

    @Test func plainTextsAreThoseThatCollapseToThemselves() {
        for text in Self.texts() where !text.isEmpty {
            let isPlain = text.withUnsafeBufferPointer { Collapse.isPlain($0) }
            // By the words of the rule: no control, no two spaces.
            var expected = !text.contains { $0 < 0x20 }
            for i in text.indices.dropFirst() where text[i] == 0x20 && text[i - 1] == 0x20 { expected = false }
            if isPlain != expected, !text.contains(where: { [0xC2, 0xE2, 0xEF].contains($0) }) {
                Issue.record("\(text)")
                return
            }
        }
    }
}
