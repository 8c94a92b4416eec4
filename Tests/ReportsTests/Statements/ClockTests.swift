import Moments
import Testing

@testable import Reports

@Suite("Times for people")
struct ClockTests {
    private func moment(_ text: String) throws -> Moment { try #require(Dated(iso: text)).moment }

    @Test(
        "A span is printed no more exactly than it is known",
        arguments: [
            ("2025-02-10T06:48:00Z", "2025-02-10T06:49:00Z", Precision.minute, "Mon 10 Feb 2025, 06:48"),
            ("2025-02-10T00:00:00Z", "2025-02-11T00:00:00Z", .day, "Mon 10 Feb 2025"),
            ("2025-02-10T06:00:00Z", "2025-02-10T12:00:00Z", .partOfDay, "Mon 10 Feb 2025, 06:00–12:00"),
            ("2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z", .month, "Feb 2025"),
            ("2025-01-01T00:00:00Z", "2025-01-11T00:00:00Z", .partOfMonth, "1–10 Jan 2025"),
            ("2025-03-01T00:00:00Z", "2025-06-01T00:00:00Z", .season, "1 Mar–31 May 2025"),
            ("1953-01-01T00:00:00Z", "1954-01-01T00:00:00Z", .year, "1953"),
            ("2024-12-30T00:00:00Z", "2025-01-06T00:00:00Z", .week, "Mon 30 Dec 2024 to Sun 5 Jan 2025"),
        ])
    func span(_ start: String, _ end: String, _ precision: Precision, _ words: String) throws {
        #expect(Clock.span(try moment(start), try moment(end), precision) == words)
    }

    @Test("Open and unknown spans")
    func open() throws {
        #expect(Clock.span(nil, nil, .unknown) == "time unknown")
        #expect(Clock.span(nil, try moment("2025-02-10"), .day) == "before Mon 10 Feb 2025")
        #expect(Clock.span(try moment("2025-02-10"), nil, .range) == "from Mon 10 Feb 2025")
    }
}
