import Moments

/// Reads the dates of mail and RSS as their standard writes them (RFC 5322, 3.3): "Sun, 02 Mar 2025 18:00:00 +0100".
///
/// Most feeds keep to it. Anything else, down to a name in another case, is nil here and left to `DateWords`.
enum MailDate {
    static func read(_ text: String, rule: String) -> Dated? {
        var text = text
        return text.withUTF8 { read($0, rule) }
    }

    private static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ rule: String) -> Dated? {
        // "Sun, " or nothing, then "02 Mar 2025 18:00:00 GMT" or "… +0100".
        guard bytes.count >= 24, bytes.count <= 31, bytes[3] == UInt8(ascii: ","), bytes[4] == 0x20 else { return nil }
        func digits(_ at: Int, _ count: Int) -> Int? {
            guard at + count <= bytes.count else { return nil }
            var value = 0
            for i in at..<(at + count) {
                guard (48...57).contains(bytes[i]) else { return nil }
                value = value * 10 + Int(bytes[i] - 48)
            }
            return value
        }
        let width = bytes[6] == 0x20 ? 1 : 2
        let at = 5 + width
        guard let day = digits(5, width), bytes[at] == 0x20,
            let month = (0..<12).first(where: { m in
                (0..<3).allSatisfy { at + 1 + $0 < bytes.count && bytes[at + 1 + $0] == months[3 * m + $0] }
            }), bytes[at + 4] == 0x20, let year = digits(at + 5, 4), bytes.count >= at + 22, bytes[at + 9] == 0x20,
            let hour = digits(at + 10, 2), bytes[at + 12] == 0x3A, let minute = digits(at + 13, 2),
            bytes[at + 15] == 0x3A, let second = digits(at + 16, 2), bytes[at + 18] == 0x20,
            hour < 24, minute < 60, second <= 60, let date = CivilDay(year, month + 1, day)
        else { return nil }
        let zone = at + 19
        let offset: Int
        if bytes.count == zone + 3, bytes[zone] == 0x47, bytes[zone + 1] == 0x4D, bytes[zone + 2] == 0x54 {
            offset = 0
        } else if bytes.count == zone + 5, bytes[zone] == 0x2B || bytes[zone] == 0x2D, let hours = digits(zone + 1, 2),
            let minutes = digits(zone + 3, 2), hours <= 18, minutes < 60
        {
            offset = (bytes[zone] == 0x2B ? 1 : -1) * (hours * 60 + minutes)
        } else {
            return nil
        }
        return Dated(
            moment: Moment(date, hour: hour, minute: minute, second: min(second, 59), offset: offset), offset: offset,
            precision: .second, rule: rule)
    }
}
