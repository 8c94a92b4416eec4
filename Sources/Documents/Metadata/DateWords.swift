import Moments

/// A date written in words and numbers, cut into pieces.
struct DateWords {
    private enum Piece {
        case number(Int, digits: Int)
        case month(Int)
        case word(String)
        case mark(UInt8)
    }

    private var pieces: [Piece] = []

    init(_ text: String) {
        let bytes = Array(text.utf8.prefix(200))
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            var end = i + 1
            if (48...57).contains(byte) {
                while end < bytes.count, (48...57).contains(bytes[end]) { end += 1 }
                let digits = String(decoding: bytes[i..<min(end, i + 9)], as: UTF8.self)
                pieces.append(.number(Int(digits) ?? 0, digits: end - i))
            } else if Self.isLetter(byte) {
                while end < bytes.count, Self.isLetter(bytes[end]) { end += 1 }
                let word = String(decoding: bytes[i..<end], as: UTF8.self).lowercased()
                pieces.append(Self.months[word].map { .month($0) } ?? .word(word))
            } else if byte > 0x20, byte != UInt8(ascii: ",") {
                pieces.append(.mark(byte))
            }
            i = end
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte) || byte >= 0x80
    }

    /// Finds the date, then a time of day, then a zone.
    mutating func read(rule: String) -> Dated? {
        guard let (day, precision) = date() else { return nil }
        guard precision == .day, let (hour, minute, second) = time() else {
            return Dated(moment: Moment(day), precision: precision, rule: rule)
        }
        let offset = zone()
        return Dated(
            moment: Moment(day, hour: hour, minute: minute, second: second ?? 0, offset: offset ?? 0), offset: offset,
            precision: second == nil ? .minute : .second, rule: rule)
    }

    private mutating func date() -> (CivilDay, Precision)? {
        if let at = pieces.firstIndex(where: { if case .month = $0 { true } else { false } }) {
            return worded(at)
        }
        // 02.03.2025, 2025/03/02, 25/12/2025
        for i in pieces.indices where i + 4 < pieces.count {
            guard case .number(let a, let digits) = pieces[i], case .mark(let mark) = pieces[i + 1],
                case .number(let b, _) = pieces[i + 2], case .mark(mark) = pieces[i + 3],
                case .number(let c, let last) = pieces[i + 4], mark != UInt8(ascii: ":")
            else { continue }
            var day: CivilDay?
            if digits == 4 {
                day = CivilDay(a, b, c)
            } else if last == 4 {
                switch mark {
                case UInt8(ascii: "."): day = CivilDay(c, b, a)
                case UInt8(ascii: "/"), UInt8(ascii: "-"):
                    if a > 12 || a == b { day = CivilDay(c, b, a) } else if b > 12 { day = CivilDay(c, a, b) }
                default: break
                }
            }
            guard let day else { continue }
            pieces.removeSubrange(...(i + 4))
            return (day, .day)
        }
        return nil
    }

    /// "2 March 2025", "2. März 2025", "2-Mar-25", "March 2, 2025", "2 de marzo de 2025", "Mar 2 18:00:00 2025".
    private mutating func worded(_ at: Int) -> (CivilDay, Precision)? {
        guard case .month(let month) = pieces[at] else { return nil }
        var day: Int?
        var year: Int?
        var used: [Int] = [at]
        var before = at - 1
        while before >= 0, at - before <= 3, day == nil {
            if case .number(let value, let digits) = pieces[before], digits <= 2, !isTime(before) {
                day = value
                used.append(before)
            } else if case .month = pieces[before] {
                break
            }
            before -= 1
        }
        var after = at + 1
        while after < pieces.count, year == nil {
            if case .number(let value, let digits) = pieces[after], !isTime(after) {
                if digits == 4 {
                    year = value
                    used.append(after)
                } else if digits <= 2, day == nil, after - at <= 2 {
                    day = value
                    used.append(after)
                } else if digits == 2, after - at <= 3 {
                    year = value < 70 ? 2000 + value : 1900 + value
                    used.append(after)
                }
            }
            after += 1
        }
        if year == nil, let first = pieces.firstIndex(where: { if case .number(_, 4) = $0 { true } else { false } }),
            case .number(let value, _) = pieces[first]
        {
            year = value
            used.append(first)
        }
        guard let year else { return nil }
        guard let date = CivilDay(year, month, day ?? 1) else { return nil }
        pieces = pieces.indices.filter { !used.contains($0) }.map { pieces[$0] }
        return (date, day == nil ? .month : .day)
    }

    /// Whether a number belongs to a time of day.
    private func isTime(_ i: Int) -> Bool {
        if i + 1 < pieces.count, case .mark(0x3A) = pieces[i + 1] { return true }
        if i > 0, case .mark(0x3A) = pieces[i - 1] { return true }
        return false
    }

    private mutating func time() -> (Int, Int, Int?)? {
        for i in pieces.indices where i + 2 < pieces.count {
            guard case .number(var hour, let width) = pieces[i], width <= 2, case .mark(let mark) = pieces[i + 1],
                mark == 0x3A || mark == UInt8(ascii: "."), case .number(let minute, 2) = pieces[i + 2], hour < 24,
                minute < 60
            else { continue }
            var second: Int?
            var end = i + 3
            if end + 1 < pieces.count, case .mark(0x3A) = pieces[end], case .number(let value, 2) = pieces[end + 1],
                value <= 60
            {
                second = min(value, 59)
                end += 2
            }
            if end < pieces.count, case .word(let half) = pieces[end] {
                if half == "pm" || half == "p", hour < 12 { hour += 12 }
                if half == "am" || half == "a", hour == 12 { hour = 0 }
                if ["pm", "am", "p", "a", "uhr", "h"].contains(half) { end += 1 }
            }
            pieces.removeSubrange(..<end)
            return (hour, minute, second)
        }
        return nil
    }

    /// Minutes east of UTC, when a zone stands behind the time.
    private func zone() -> Int? {
        for (i, piece) in pieces.prefix(4).enumerated() {
            if case .word(let name) = piece, let minutes = Self.zones[name] {
                guard minutes == 0, let offset = numericZone(at: i + 1) else { return minutes }
                return offset
            }
            if let offset = numericZone(at: i) { return offset }
        }
        return nil
    }

    private func numericZone(at i: Int) -> Int? {
        guard i + 1 < pieces.count, case .mark(let sign) = pieces[i], sign == 0x2B || sign == 0x2D,
            case .number(let value, let width) = pieces[i + 1]
        else { return nil }
        var minutes = width == 4 ? value / 100 * 60 + value % 100 : value * 60
        if width <= 2, i + 3 < pieces.count, case .mark(0x3A) = pieces[i + 2], case .number(let rest, 2) = pieces[i + 3]
        {
            minutes += rest
        }
        guard minutes <= 18 * 60 else { return nil }
        return sign == 0x2B ? minutes : -minutes
    }

    /// RFC 822 zones and the European ones that pages print. Ambiguous abbreviations (IST, CST of China) are left out.
    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
        "mdt": -360, "pst": -480, "pdt": -420, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120,
        "eest": 180, "msk": 180, "wet": 0, "west": 60,
    ]

    /// Month names: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Ukrainian.
    private static let months: [String: Int] = {
        let rows = [
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia января січня",
            "february feb februar feber février févr fevrier febrero febbraio febr fevereiro fev februari lutego февраля лютого",
            "march mar märz mär mrz mars marzo março marco maart mrt marca марта березня",
            "april apr avril avr abril abr aprile kwietnia апреля квітня",
            "may mai mayo maggio mag maio mei maja мая травня",
            "june jun juni juin junio giugno giu junho czerwca июня червня",
            "july jul juli juillet juil julio luglio lug julho lipca июля липня",
            "august aug août aout agosto ago augustus sierpnia августа серпня",
            "september sep sept septembre septiembre settembre set setembro września сентября вересня",
            "october oct oktober okt octobre octubre ottobre ott outubro out października октября жовтня",
            "november nov novembre noviembre novembro listopada ноября листопада",
            "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudnia декабря грудня",
        ]
        var months: [String: Int] = [:]
        for (i, row) in rows.enumerated() {
            for word in row.split(separator: " ") { months[String(word)] = i + 1 }
        }
        return months
    }()
}
