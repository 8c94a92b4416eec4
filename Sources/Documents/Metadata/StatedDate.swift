public import Moments

/// Reads the dates that pages, feeds and records state about themselves.
///
/// ISO 8601 and RFC 3339; RFC 822, 850 and asctime; Unix seconds and milliseconds; dates with a month's name in
/// English and the larger European languages; day.month.year; year/month/day. `03/02/2025` could be two days and is
/// read only when one of the numbers is over 12.
public enum StatedDate {
    /// Reads a stated date; nil when it is none, or could be two.
    public static func read(_ text: String, rule: String) -> Dated? {
        let trimmed = text.withoutEdges
        if let first = trimmed.utf8.first, (48...57).contains(first) || first == 0x2D {
            if let dated = Dated(iso: trimmed, rule: rule) { return plausible(dated) }
            if let dated = unix(trimmed, rule: rule) { return plausible(dated) }
        } else if let dated = MailDate.read(trimmed, rule: rule) {
            return plausible(dated)
        }
        var words = DateWords(trimmed)
        return words.read(rule: rule).flatMap(plausible)
    }

    /// No news is older than print or younger than this century's end.
    private static func plausible(_ dated: Dated) -> Dated? {
        (1500...2199).contains(dated.day.year) ? dated : nil
    }

    private static func unix(_ text: String, rule: String) -> Dated? {
        var whole = text.utf8.prefix { $0 != UInt8(ascii: ".") }
        guard whole.allSatisfy({ (48...57).contains($0) }) else { return nil }
        if whole.count == 13 { whole = whole.dropLast(3) }
        guard whole.count == 9 || whole.count == 10, let seconds = Int64(String(whole) ?? "") else { return nil }
        return Dated(moment: Moment(seconds: seconds), offset: 0, precision: .second, rule: rule + " (unix time)")
    }
}
