import Following
import Moments
import Testing

@Suite("When a feed is asked again") struct ScheduleTests {
    private let schedule = Schedule()

    @Test(
        arguments: [
            (nil, nil, 1_800), (nil, 3_600, 3_600), (600, nil, 600), (600, 7_200, 7_200), (10, nil, 60),
            (nil, 10, 1_800),
            (nil, 10_000_000, 86_400), (200_000, nil, 200_000),
        ] as [(Int?, Int?, Int)])
    func theLongestWishIsKept(_ wanted: Int?, _ ttl: Int?, _ least: Int) {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<50 {
            let wait = schedule.wait(wanted: wanted, ttl: ttl, using: &generator)
            #expect((least...least + least / 10).contains(wait))
        }
    }

    @Test func retriesDoubleAndSpread() {
        var generator = SeededGenerator(seed: 2)
        for failures in 1...12 {
            let full = min(300 * (1 << (failures - 1)), 86_400)
            let waits = (0..<50).map { _ in schedule.retry(failures: failures, retryAfter: nil, using: &generator) }
            #expect(waits.allSatisfy { (full / 2...full).contains($0) })
            #expect(Set(waits).count > 10)
        }
        #expect(schedule.retry(failures: .max, retryAfter: nil, using: &generator) <= 86_400)
    }

    @Test func aServerThatNamesATimeIsObeyed() {
        var generator = SeededGenerator(seed: 3)
        #expect(schedule.retry(failures: 1, retryAfter: 90_000, using: &generator) == 90_000)
        #expect(schedule.retry(failures: 1, retryAfter: 5, using: &generator) >= 150)
        #expect(schedule.retry(failures: 1, retryAfter: .max, using: &generator) == 7 * 86_400)
    }

    @Test func theSameSeedGivesTheSameTimes() {
        var a = SeededGenerator(seed: 7)
        var b = SeededGenerator(seed: 7)
        var c = SeededGenerator(seed: 8)
        func waits(_ generator: inout SeededGenerator) -> [Int] {
            (1...10).map { schedule.retry(failures: $0, retryAfter: nil, using: &generator) }
        }
        let first = waits(&a)
        #expect(first == waits(&b))
        #expect(first != waits(&c))
    }

    /// The generator's first numbers for seed 0, as its authors' C program prints them.
    @Test func theGeneratorIsSplitMix() {
        var generator = SeededGenerator(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    }

    @Test(
        arguments: [
            (nil, nil, 500, 0), (100, 400, 300, 100), (100, 400, 400, 0), (100, 400, 900, 0),
            // Set back by days: due. Set back by a second: as planned.
            (1_000_000, 1_001_800, 0, 0), (1_000_000, 1_001_800, 999_999, 1_800), (nil, 700, 500, 200),
            // A try that lies after its next one cannot be.
            (900, 400, 300, 0),
        ] as [(Int64?, Int64?, Int64, Int)])
    func aClockThatJumpsDelaysNothing(_ tried: Int64?, _ next: Int64?, _ now: Int64, _ left: Int) {
        let moment = { (seconds: Int64) in Moment(seconds: seconds) }
        #expect(Schedule.remaining(tried: tried.map(moment), nextTry: next.map(moment), now: moment(now)) == left)
    }

    @Test(
        arguments: [
            ("90", 90), ("90s", 90), ("15m", 900), ("15min", 900), ("2h", 7_200), ("1D", 86_400), ("", nil), ("h", nil),
            ("1.5h", nil), ("-5", nil), ("99999999999", nil), ("3 weeks", nil),
        ] as [(String, Int?)])
    func timesAreReadAsWritten(_ text: String, _ seconds: Int?) { #expect(TimeSpan.seconds(text) == seconds) }
}
