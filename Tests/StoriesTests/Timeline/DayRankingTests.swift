import Moments
import Readings
import Testing
import Texts

@testable import Stories

@Suite struct DayRankingTests {
    private func reading(_ id: String, published: String, naming values: [String]) -> Reading {
        let text = values.map { "It happened on \($0)." }.joined(separator: " ")
        var hand = HandReading(id, text, published: published)
        for value in values {
            hand.reading.times.append(
                TimeExpression(
                    extent: hand.extent(value), kind: .date, value: value, precision: .day, rule: "test",
                    anchor: "test"))
        }
        return hand.reading
    }

    @Test func aDayNamedByManyAndLongAfterComesFirst() throws {
        let readings = [
            reading("a", published: "2031-03-02", naming: ["2031-03-01"]),
            reading("b", published: "2031-03-05", naming: ["2031-03-01", "2031-03-04"]),
            reading("c", published: "2031-03-20", naming: ["2031-03-01", "2031-03-19"]),
        ]
        let ranking = try DayRanking(readings)
        let first = try #require(ranking.days.first)
        #expect(first.day == CivilDay(2031, 3, 1))
        #expect(first.documents == 3 && first.lately == 1 && first.later == 1 && first.published == 0)
        #expect(ranking.days.map(\.score) == ranking.days.map(\.score).sorted(by: >))
    }

    @Test(arguments: [
        "2031", "2031-03", "2031-W12", "2031-03-1", "2031-02-30", "2031-03-011", "PT5H", "20x1-03-01", "",
    ])
    func whatNamesNoDayIsNoDay(_ value: String) {
        #expect(DayRanking.day(value) == nil)
    }

    @Test func aTimeOfDayNamesItsDay() {
        #expect(DayRanking.day("2031-03-01T18:00") == CivilDay(2031, 3, 1))
    }
}
