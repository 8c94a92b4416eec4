import DigestKernel
import Testing

/// The processor's instructions and plain arithmetic must give the same state.
@Suite struct DigestTests {
    private static func blocks(_ count: Int) -> [UInt8] {
        (0..<(count * 64)).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 5) }
    }

    @Test(arguments: [0, 1, 2, 7])
    func bothWaysAgree(_ count: Int) {
        let blocks = Self.blocks(count)
        var (fast, plain): ([UInt32], [UInt32]) = ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
        digest_sha1(&fast, blocks, count)
        digest_sha1_plain(&plain, blocks, count)
        #expect(fast == plain)
        (fast, plain) = (Array(1...8), Array(1...8))
        digest_sha256(&fast, blocks, count)
        digest_sha256_plain(&plain, blocks, count)
        #expect(fast == plain)
        #expect(count == 0 || fast != Array(1...8))
    }
}
