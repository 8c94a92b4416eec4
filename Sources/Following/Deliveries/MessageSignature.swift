public import Moments
import Texts

/// Signs what is posted to a webhook, so that its receiver can tell who sent it and when: HMAC-SHA256 (RFC 2104) over the
/// time and the body, in a header field.
public enum MessageSignature {
    /// The field's name.
    public static let field = "Sitrep-Signature"

    /// The field's value: `t=1740000000,v1=…`, the time in seconds since 1970 and 64 hexadecimal digits over
    /// `1740000000.` and the body. A receiver computes the same and refuses times that lie more than a few minutes off.
    public static func value(key: [UInt8], time: Moment, body: [UInt8]) -> String {
        let code = hmac(key: key, Array("\(time.seconds).".utf8) + body)
        return "t=\(time.seconds),v1=" + hex(code)
    }

    /// HMAC-SHA256 of a message.
    public static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Fingerprint.keyed(by: key, message).bytes
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
