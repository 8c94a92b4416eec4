/// A length of time as people write it: `90`, `90s`, `15m`, `2h`, `1d`.
public enum TimeSpan {
    /// Seconds; nil for anything else.
    public static func seconds(_ text: String) -> Int? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, digits.count < 9, let number = Int(String(Substring(digits))) else { return nil }
        let units = ["": 1, "s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400]
        return units[String(text.dropFirst(digits.count)).lowercased()].map { $0 * number }
    }

    /// `45 s`, `12 min`, `3 h`, `2 d`: the largest unit that leaves a whole number over one.
    public static func text(_ seconds: Int) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
