import ArgumentParser
import Documents
import Moments

/// The value of `--since`: a moment, or a length of time before the end.
enum SinceTime {
    case moment(Moment)
    case before(seconds: Int64)

    /// Reads `24h`, `2d`, a day or an RFC 3339 time.
    init(_ text: String) throws {
        if let unit = text.utf8.last, let count = Int64(text.dropLast()), count > 0, count < 100_000 {
            if unit == UInt8(ascii: "h") {
                self = .before(seconds: count * 3600)
                return
            }
            if unit == UInt8(ascii: "d") {
                self = .before(seconds: count * 86_400)
                return
            }
        }
        guard let dated = StatedDate.read(text, rule: "") else {
            throw ValidationError("'\(text)' is no time. Write 24h, 2d, 2025-02-11 or 2025-02-11T18:00:00Z.")
        }
        self = .moment(dated.moment)
    }

    /// The moment; nil for a length of time before an end that nobody knows.
    func moment(before end: Moment?) -> Moment? {
        switch self {
        case .moment(let moment): moment
        case .before(let seconds): end?.adding(seconds: -seconds)
        }
    }
}
