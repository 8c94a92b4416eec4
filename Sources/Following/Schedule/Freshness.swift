import Documents
import Moments

/// What an answer's header says about when to ask again (RFC 9111, 5.2 and 5.3; RFC 9110, 10.2.3).
public struct Freshness: Sendable, Hashable {
    /// Seconds for which the answer holds; nil when it does not say or must be asked for anew each time.
    public var maxAge: Int?
    /// Seconds the server asks to be left alone.
    public var retryAfter: Int?

    /// Longest time that a header may ask for, in seconds.
    static let limit = 31_536_000

    /// Reads an answer's header.
    ///
    /// - Parameter now: seconds since 1970, for dates; the server's own `Date` is preferred.
    public init(_ answer: WebAnswer, now: Int64) {
        let server = answer["Date"].flatMap(Self.date) ?? now
        var isUncached = false
        for directive in answer.all("Cache-Control").split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1)
            let name = parts.first.map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            switch name {
            case "no-cache", "no-store": isUncached = true
            case "max-age" where parts.count > 1:
                let digits = parts[1].utf8.filter { (0x30...0x39).contains($0) }
                if maxAge == nil { maxAge = Self.number(digits[...]) }
            default: break
            }
        }
        if isUncached {
            maxAge = nil
        } else if maxAge == nil, let expires = answer["Expires"].flatMap(Self.date), expires > server {
            maxAge = Int(min(expires - server, Int64(Self.limit)))
        }
        if let text = answer["Retry-After"] {
            let digits = Array(text.utf8)
            if !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
                retryAfter = Self.number(digits[...])
            } else if let date = Self.date(text) {
                retryAfter = Int(min(max(date - server, 0), Int64(Self.limit)))
            }
        }
    }

    /// A number of seconds, a very long one cut.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty else { return nil }
        guard digits.count < 10, let number = Int(String(decoding: digits, as: UTF8.self)) else { return limit }
        return min(number, limit)
    }

    /// Seconds since 1970 of an HTTP date.
    private static func date(_ text: String) -> Int64? {
        guard let dated = StatedDate.read(text, rule: "http"), dated.precision == .second || dated.precision == .minute
        else {
            return nil
        }
        return dated.moment.seconds
    }
}
