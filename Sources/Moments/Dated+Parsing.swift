extension Dated {
    /// Reads RFC 3339 and the ISO 8601 forms that data files use.
    ///
    /// `2025`, `2025-03`, `2025-03-02`, `20250302`, `2025-03-02T18:00`, `2025-03-02 18:00:05.123+02:00`,
    /// `2025-03-02T18:00:00Z`, `+0200`. Anything else, or a day the calendar lacks, is nil.
    public init?(iso text: String, rule: String = "") {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4) else { return nil }
        var month = 1
        var day = 1
        var precision = Precision.year
        let dashed = scanner.skip("-")
        if let value = scanner.number(2) {
            month = value
            precision = .month
            if !dashed || scanner.skip("-") {
                guard let value = scanner.number(2) else { return nil }
                day = value
                precision = .day
            }
        } else if dashed {
            return nil
        }
        guard let date = CivilDay(year, month, day) else { return nil }
        if scanner.isAtEnd {
            self.init(moment: Moment(date), precision: precision, rule: rule)
            return
        }
        guard precision == .day, scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") else { return nil }
        guard let hour = scanner.number(2), hour <= 24 else { return nil }
        var minute = 0
        var second = 0
        precision = .hour
        let colon = scanner.skip(":")
        if let value = scanner.number(2), value < 60 {
            minute = value
            precision = .minute
            if colon ? scanner.skip(":") : scanner.isAtDigit, let value = scanner.number(2), value <= 60 {
                second = min(value, 59)
                precision = .second
                if scanner.skip(".") || scanner.skip(",") { scanner.skipDigits() }
            }
        }
        while scanner.skip(" ") {}
        var offset: Int?
        if scanner.skip("Z") || scanner.skip("z") || scanner.skip("UTC") || scanner.skip("GMT") {
            offset = 0
        } else if let sign = scanner.sign() {
            guard let hours = scanner.number(2), hours <= 18 else { return nil }
            _ = scanner.skip(":")
            offset = sign * (hours * 60 + (scanner.number(2) ?? 0))
        }
        guard scanner.isAtEnd else { return nil }
        let moment = Moment(date, hour: hour, minute: minute, second: second, offset: offset ?? 0)
        self.init(moment: moment, offset: offset, precision: precision, rule: rule)
    }
}

/// Reads fixed-width numbers and literals from ASCII text.
struct DigitScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var isAtDigit: Bool { position < bytes.count && (48...57).contains(bytes[position]) }

    mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + width)] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        position += width
        return value
    }

    mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for i in 0..<count where bytes[position + i] != literal.utf8Start[i] { return false }
        position += count
        return true
    }

    mutating func skipDigits() {
        while isAtDigit { position += 1 }
    }

    mutating func sign() -> Int? {
        guard position < bytes.count, bytes[position] == 43 || bytes[position] == 45 else { return nil }
        position += 1
        return bytes[position - 1] == 43 ? 1 : -1
    }
}
