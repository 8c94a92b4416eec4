/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Moment: Hashable, Sendable, Comparable {
    /// Seconds since the epoch, UTC.
    public var seconds: Int64

    /// Makes a moment from seconds since the epoch.
    public init(seconds: Int64) { self.seconds = seconds }

    /// Makes a moment from a day and a time of day in a zone.
    ///
    /// - Parameter offset: minutes east of UTC.
    public init(_ day: CivilDay, hour: Int = 0, minute: Int = 0, second: Int = 0, offset: Int = 0) {
        let days = Int64(day.daysSinceEpoch) * 86_400
        seconds = days + Int64(hour * 3600 + minute * 60 + second) - Int64(offset * 60)
    }

    /// The calendar day in a zone `offset` minutes east of UTC.
    public func day(offset: Int = 0) -> CivilDay {
        CivilDay(daysSinceEpoch: Int((seconds + Int64(offset * 60)).flooredQuotient(86_400)))
    }

    /// Hour, minute and second in a zone `offset` minutes east of UTC.
    public func time(offset: Int = 0) -> (hour: Int, minute: Int, second: Int) {
        let local = seconds + Int64(offset * 60)
        let inDay = Int(local - local.flooredQuotient(86_400) * 86_400)
        return (inDay / 3600, inDay / 60 % 60, inDay % 60)
    }

    /// The moment `count` seconds later.
    public func adding(seconds count: Int64) -> Moment { Moment(seconds: seconds + count) }

    /// RFC 3339: `2025-03-02T18:00:00Z`, or with the zone's offset when one is given and not zero.
    public func rfc3339(offset: Int = 0) -> String {
        StampWriter.string { stamp in
            let (hour, minute, second) = time(offset: offset)
            stamp.add(day(offset: offset))
            stamp.add(UInt8(ascii: "T"))
            stamp.add(hour, 2)
            stamp.add(UInt8(ascii: ":"))
            stamp.add(minute, 2)
            stamp.add(UInt8(ascii: ":"))
            stamp.add(second, 2)
            guard offset != 0 else { return stamp.add(UInt8(ascii: "Z")) }
            stamp.add(UInt8(ascii: offset < 0 ? "-" : "+"))
            stamp.add(abs(offset) / 60, 2)
            stamp.add(UInt8(ascii: ":"))
            stamp.add(abs(offset) % 60, 2)
        }
    }

    /// Order in time.
    public static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
}

extension Int64 {
    /// Division that rounds towards minus infinity.
    func flooredQuotient(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
