import Moments
import Testing

@Suite("Moments")
struct MomentsTests {
    @Test("Days count both ways over four centuries, weekdays follow one another")
    func days() {
        var weekday = CivilDay(daysSinceEpoch: -100_000).weekday
        for days in -99_999...60_000 {
            let day = CivilDay(daysSinceEpoch: days)
            #expect(day.daysSinceEpoch == days)
            #expect(CivilDay(day.year, day.month, day.day) == day)
            weekday = weekday % 7 + 1
            guard day.weekday == weekday else {
                Issue.record("weekday of \(day.iso)")
                return
            }
        }
        #expect(CivilDay(2026, 11, 26)?.weekday == 4)
        #expect(CivilDay(2023, 2, 29) == nil)
        #expect(CivilDay(2024, 2, 29)?.adding(months: 12).iso == "2025-02-28")
        #expect(CivilDay(2021, 1, 3)?.isoWeek.week == 53)
        #expect(CivilDay(2025, 12, 29)?.isoWeek.year == 2026)
    }

    @Test("Times are written with their zeros, signs and zones")
    func written() {
        #expect(CivilDay(-44, 3, 15)?.iso == "-0044-03-15")
        #expect(CivilDay(7, 1, 2)?.iso == "0007-01-02")
        #expect(CivilDay(9999, 12, 31)?.iso == "9999-12-31")
        let moment = Moment(seconds: 1_740_938_405)
        #expect(moment.rfc3339() == "2025-03-02T18:00:05Z")
        #expect(moment.rfc3339(offset: 90) == "2025-03-02T19:30:05+01:30")
        #expect(moment.rfc3339(offset: -210) == "2025-03-02T14:30:05-03:30")
    }

    @Test(
        "Stated times keep their zone and precision",
        arguments: [
            ("2025-03-02", "2025-03-02", Precision.day), ("20250302", "2025-03-02", .day),
            ("2025-03", "2025-03", .month),
            ("2025", "2025", .year), ("2025-03-02T18:00:00Z", "2025-03-02T18:00:00Z", .second),
            ("2025-03-02 18:00", "2025-03-02T18:00:00Z", .minute),
            ("2025-03-02T18:00:05.123+0530", "2025-03-02T18:00:05+05:30", .second),
            ("2025-03-02T01:30:00-05:00", "2025-03-02T01:30:00-05:00", .second),
        ])
    func stated(_ text: String, _ iso: String, _ precision: Precision) throws {
        let dated = try #require(Dated(iso: text))
        #expect(dated.iso == iso)
        #expect(dated.precision == precision)
    }

    @Test(
        "What is no time stays nil",
        arguments: [
            "", "yesterday", "2025-02-30", "2025-13-01", "2025-3-2", "2025-03-02T", "2025-03-02T25:00",
            "2025-03-02T18:00Q", "2025-",
        ])
    func unstated(_ text: String) {
        #expect(Dated(iso: text) == nil)
    }

    @Test("A moment names its day by zone")
    func zones() throws {
        let moment = try #require(Dated(iso: "2025-03-01T23:30:00Z")).moment
        #expect(moment.day().iso == "2025-03-01")
        #expect(moment.day(offset: 120).iso == "2025-03-02")
        #expect(moment.rfc3339(offset: -330) == "2025-03-01T18:00:00-05:30")
    }
}
