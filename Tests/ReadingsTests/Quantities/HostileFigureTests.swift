import Testing
import Texts

@testable import Readings

@Suite struct HostileFigureTests {
    @Test func aMillionDigitsAreNoNumber() throws {
        let reading = try SurfaceReader().read(
            "The toll rose to " + String(repeating: "7", count: 1_000_000) + " on Monday.")
        #expect(reading.quantities.allSatisfy { $0.low ?? 0 < 1e15 && $0.high ?? 0 < 1e15 })
    }

    @Test func numberWordsWithoutEndTakeLinearTime() throws {
        let reading = try SurfaceReader().read(
            "At least " + String(repeating: "one hundred hundred thousand ", count: 1_000) + "died.")
        #expect(reading.quantities.allSatisfy { $0.low ?? 0 < 1e15 })
    }

    @Test func agesClocksScoresAndNumbersOfThingsAreNoTolls() throws {
        let reader = try SurfaceReader()
        for text in [
            "The 43-year-old was killed at 10:43.", "Lorne beat Vesk 4-3.", "Call 555-0142.", "Article 14 applies.",
            "They live at 43 Mill Lane.", "COVID-19 and the T-72 and G7.", "On 30 February nobody came.",
        ] {
            let tolls = reader.read(text).quantities.filter { $0.counts != nil }
            #expect(tolls.isEmpty, "\(text): \(tolls.map(LabelledSentenceTests.describe))")
        }
    }

    /// Two figures that share a word ("a play about a man") once gave a range that ran backwards.
    @Test func figuresThatOverlapAreRead() throws {
        let reader = try SurfaceReader()
        for text in [
            "The school is staging The Harbour Wall, a play about a man killed for being late.",
            "A book about a girl killed and about a dog hurt and one wounded.",
        ] {
            #expect(reader.read(text).quantities.allSatisfy { $0.extent.lower < $0.extent.upper })
        }
    }
}
