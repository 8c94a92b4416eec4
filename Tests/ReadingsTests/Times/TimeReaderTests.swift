import Moments
import Testing
import Texts

@_spi(Lab) @testable import Readings

@Suite struct TimeReaderTests {
    @Test func withoutADateOfPublicationNothingIsToday() throws {
        let reader = try SurfaceReader()
        for (text, value) in [
            ("It fell on Sunday.", "XXXX-WXX-7"), ("It fell in January.", "XXXX-01"),
            ("It fell yesterday.", "XXXX-XX-XX"),
            ("It fell last week.", "XXXX-WXX"), ("It fell on March 3.", "XXXX-03-03"), ("It fell last year.", "XXXX"),
            ("It fell at 10 p.m. that Monday.", "XXXX-WXX-1"),
        ] {
            let times = reader.read(text).times
            let found = times.first { $0.value == value }
            #expect(found != nil, "\(text): \(times.map(\.value))")
            #expect(found?.earliest == nil && found?.latest == nil)
            #expect(found?.anchor.contains("undated") ?? false, "\(text): \(found?.anchor ?? "")")
        }
    }

    @Test(
        "A part of a weekday six days ago is tomorrow's where only the day of publication is known",
        arguments: [
            ("It fell early Thursday.", "2025-03-05", "2025-03-06"),
            ("It fell on Thursday night.", "2025-03-05", "2025-03-06"),
            ("It fell early Thursday.", "2025-03-05T12:00:00Z", "2025-02-27"),
            ("It fell on Thursday.", "2025-03-05", "2025-02-27"),
            ("It fell early on Friday.", "2025-03-05", "2025-02-28"),
        ])
    func partsOfTomorrow(text: String, published: String, day: String) throws {
        let time = try #require(SurfaceReader().read(text, published: published).times.first)
        #expect(time.value.hasPrefix(day), "\(time.value)")
    }

    @Test func boundsFollowThePublicationsZone() throws {
        let time = try #require(
            SurfaceReader().read("It fell on Sunday.", published: "2025-03-05T01:00:00+03:00").times.first)
        #expect(time.value == "2025-03-02")
        #expect(time.earliest?.rfc3339() == "2025-03-01T21:00:00Z")
        #expect(time.latest?.rfc3339() == "2025-03-02T21:00:00Z")
        #expect(time.precision == .day)
    }

    @Test func lengthsCountFromEventsThatTheDocumentDates() throws {
        let reading = try SurfaceReader().read(
            "Ostrel first sent troops across the border on 6 August 2024. Nearly six months after Ostrel first sent troops, talks began.",
            published: "2025-03-05")
        let time = try #require(reading.times.first { $0.value == "P6M" })
        #expect(time.anchor == "time 0")
        let earliest = try #require(time.earliest)
        let latest = try #require(time.latest)
        let february = Moment(try #require(CivilDay(2025, 2, 1)))
        let april = Moment(try #require(CivilDay(2025, 4, 1)))
        #expect(earliest < february)
        #expect(february < latest)
        #expect(latest < april)
    }

    @Test func lengthsFromUnknownEventsSayWhy() throws {
        let reading = try SurfaceReader().read(
            "Two weeks after the envoy vanished, talks began.", published: "2025-03-05")
        let time = try #require(reading.times.first)
        #expect(time.value == "P2W")
        #expect(time.anchor.contains("the envoy vanished"))
        #expect(time.precision == .range)
        #expect(time.latest != nil)
    }

    @Test func daysThatTheCalendarLacksAreNotRead() throws {
        let reader = try SurfaceReader()
        for text in ["On 30 February 2025 it fell.", "On 2025-13-40 it fell."] {
            #expect(
                !reader.read(text, published: "2025-03-05").times.contains {
                    $0.value.contains("02-30") || $0.value.contains("13-40")
                })
        }
    }

    @Test func hostileTextEndsInTime() throws {
        let reader = try SurfaceReader()
        for text in [
            String(repeating: "early late mid the end of the beginning of ", count: 1_000),
            String(repeating: "9999 0000 0001 ", count: 1_000), String(repeating: "a year a year ago ", count: 1_000),
            String(repeating: "two weeks after ", count: 1_000), String(repeating: "1", count: 1_000_000),
            "In 9999 and on December 31, 9999 and in the year 0, 400 years from now and 99999 centuries ago.",
        ] {
            let reading = reader.read(text, published: "2025-03-05")
            #expect(reading.times.allSatisfy { $0.extent.end <= reading.text.count })
        }
    }

    @Test func easterAndTheIslamicFeasts() {
        #expect(Festival.easter(2025)?.iso == "2025-04-20")
        #expect(Festival.easter(2024)?.iso == "2024-03-31")
        #expect(Festival.orthodoxEaster(2024)?.iso == "2024-05-05")
        #expect(Festival("nth:11-4-4")?.day(in: 1999)?.iso == "1999-11-25")
        // Eid al-Fitr 2024 was kept on 10 April, in 2023 on 21 April; the tabular calendar may differ by a day.
        for (year, day) in [(2024, CivilDay(2024, 4, 10)), (2023, CivilDay(2023, 4, 21))] {
            let found = Festival("islamic:10-1")?.day(in: year)
            #expect(abs((found?.daysSinceEpoch ?? 0) - (day?.daysSinceEpoch ?? 0)) <= 1)
        }
    }
}
