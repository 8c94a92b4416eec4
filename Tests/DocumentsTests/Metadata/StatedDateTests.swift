import Moments
import Testing

@testable import Documents

@Suite struct StatedDateTests {
    @Test(arguments: [
        ("Sun, 02 Mar 2025 18:00:05 GMT", "2025-03-02T18:00:05Z"),
        ("Sun, 02 Mar 2025 18:00:05 +0200", "2025-03-02T18:00:05+02:00"),
        ("Sunday, 02-Mar-25 18:00:05 EST", "2025-03-02T18:00:05-05:00"),
        ("Sun Mar  2 18:00:05 2025", "2025-03-02T18:00:05Z"),
        ("2 Mar 2025", "2025-03-02"),
        ("March 2, 2025", "2025-03-02"),
        ("March 2, 2025 at 6:05 p.m. EST", "2025-03-02T18:05:00-05:00"),
        ("Updated 2nd March 2025, 12:30am", "2025-03-02T00:30:00Z"),
        ("2. März 2025, 18:05 Uhr", "2025-03-02T18:05:00Z"),
        ("2 de marzo de 2025", "2025-03-02"),
        ("2 марта 2025", "2025-03-02"),
        ("02.03.2025 18:05", "2025-03-02T18:05:00Z"),
        ("2025/03/02 18:05:06", "2025-03-02T18:05:06Z"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("1740938400", "2025-03-02T18:00:00Z"),
        ("1740938400123", "2025-03-02T18:00:00Z"),
        ("March 2025", "2025-03"),
        ("2023-02-06 01:34:46+00:00", "2023-02-06T01:34:46Z"),
    ])
    func read(_ text: String, _ iso: String) { #expect(StatedDate.read(text, rule: "r")?.iso == iso) }

    @Test(arguments: [
        "03/02/2025", "today", "", "2 hours ago", "30 February 2025", "999", "32.01.2025", "May", "9999-01-01",
    ])
    func refused(_ text: String) { #expect(StatedDate.read(text, rule: "r") == nil) }

    @Test func zoneIsKeptApartFromNone() {
        #expect(StatedDate.read("Sun, 02 Mar 2025 18:00 GMT", rule: "r")?.offset == 0)
        #expect(StatedDate.read("2 March 2025 18:00", rule: "r")?.offset == nil)
    }
}
