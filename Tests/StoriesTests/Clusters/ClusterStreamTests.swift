import Documents
import Texts
import Moments
import Testing

@testable import Stories

@Suite struct ClusterStreamTests {
    static let bridge = [
        "Ash Bridge over the Moren collapses at Pellin, ministry counts nine dead after span falls into river",
        "Rescue boats search the Moren at Pellin after Ash Bridge collapse, engineers had closed a lane",
        "Pellin mourns victims of Ash Bridge collapse as engineers examine the pier in the Moren",
    ]
    static let strike = [
        "Railway drivers in Ostravelm walk out over pay, union Gleis calls second stoppage for Thursday",
        "Union Gleis and railway management in Ostravelm resume pay talks after drivers' stoppage",
        "Ostravelm commuters stranded as railway drivers of union Gleis extend stoppage over pay",
    ]

    func run(_ texts: [String], days: [Int?] = []) throws -> (stories: [Int], stream: ClusterStream) {
        var limits = ClusterLimits()
        limits.bits = 10
        var stream = try ClusterStream(limits: limits)
        let placed = texts.enumerated().map { i, text in
            let day = i < days.count ? days[i] : nil
            return stream.add(
                title: [], text: Array(text.utf8),
                published: day.map { Moment(seconds: Int64($0) * 86_400) }
            ).story
        }
        return (placed.map { stream.settled($0) }, stream)
    }

    @Test func twoSituationsStayTwo() throws {
        let texts = zip(Self.bridge, Self.strike).flatMap { [$0, $1] }
        let stories = try run(texts).stories
        #expect(Set(stories).count == 2)
        #expect(stories[0] == stories[2] && stories[1] == stories[3])
    }

    @Test func timeKeepsLookalikesApart() throws {
        let near = try run([Self.bridge[0], Self.bridge[1]], days: [20_000, 20_001]).stories
        let far = try run([Self.bridge[0], Self.bridge[1]], days: [20_000, 20_400]).stories
        #expect(near[0] == near[1])
        #expect(far[0] != far[1])
    }

    @Test func lateDocumentsFindTheirStory() throws {
        let stories = try run([Self.bridge[1], Self.strike[0], Self.bridge[0]], days: [20_003, 20_002, 20_001]).stories
        #expect(stories[0] == stories[2])
    }

    @Test func emptyTextsOpenStoriesOfTheirOwn() throws {
        let stories = try run(["", "", "…"]).stories
        #expect(Set(stories).count == 3)
    }

    @Test func memoryStaysBounded() throws {
        var limits = ClusterLimits()
        limits.bits = 8
        limits.idle = 50
        limits.window = 40
        var stream = try ClusterStream(limits: limits)
        for i in 0..<400 {
            _ = stream.add(
                title: [], text: Array("Vork\(i) blent\(i * 7) crail\(i * 13) dusk\(i)".utf8), published: nil)
        }
        #expect(stream.live <= 60)
    }
}
