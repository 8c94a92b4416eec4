import Following
import Moments
import Testing

@Suite("Signatures of messages") struct MessageSignatureTests {
    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// Test cases 1, 2, 3 and 6 of RFC 4231: short, ordinary and overlong keys.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func areHMAC(_ key: [UInt8], _ message: [UInt8], _ code: String) {
        #expect(Self.hex(MessageSignature.hmac(key: key, message)) == code)
    }

    @Test func holdTheTime() {
        let body = Array("{}".utf8)
        let key = Array("secret".utf8)
        let first = MessageSignature.value(key: key, time: Moment(seconds: 1_740_000_000), body: body)
        let second = MessageSignature.value(key: key, time: Moment(seconds: 1_740_000_001), body: body)
        #expect(first.hasPrefix("t=1740000000,v1="))
        #expect(first.dropFirst(16).count == 64)
        #expect(first.dropFirst(16) != second.dropFirst(16))
        let code = MessageSignature.hmac(key: key, Array("1740000000.{}".utf8))
        #expect(first.hasSuffix(Self.hex(code)))
    }
}
