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

    // MARK: Grouping again

    /// Sentences of `words` words each, of which `shared` are the same in all texts of a kind.
    private static func texts(_ kind: String, _ count: Int, from first: Int) -> [String] {
        (0..<count).map { i in
            let core = ["pellor", "marrish", "ostavan", "kelbin", "drumley", "vastrel"].map { $0 + kind }
            let own = (0..<36).map { "word\(kind)\(first + i)x\($0)" }
            return (core + core + own).joined(separator: " ")
        }
    }

    private func revised(_ texts: [String]) throws -> ClusterStream {
        var limits = ClusterLimits()
        limits.bits = 10
        var stream = try ClusterStream(limits: limits)
        for text in texts { _ = stream.add(title: [], text: Array(text.utf8), published: nil) }
        stream.finish()
        return stream
    }

    @Test func aStoryThatGrewWronglyIsSplit() throws {
        // One document that holds both situations lies between them, so that the one pass may join them.
        let (a, b) = (Self.texts("a", 6, from: 0), Self.texts("b", 6, from: 10))
        var limits = ClusterLimits()
        limits.bits = 10
        limits.join = 0.001
        var stream = try ClusterStream(limits: limits)
        let texts = [a[0] + " " + b[0]] + zip(a.dropFirst(), b.dropFirst()).flatMap { [$0, $1] }
        for text in texts { _ = stream.add(title: [], text: Array(text.utf8), published: nil) }
        #expect(stream.story(of: 1) == stream.story(of: 2))
        stream.finish()
        #expect(stream.story(of: 1) != stream.story(of: 2))
        #expect(stream.story(of: 1) == stream.story(of: 3))
        #expect(stream.story(of: 2) == stream.story(of: 4))
        let split = try #require(stream.changes.first { $0.kind == .split })
        #expect([stream.story(of: 1), stream.story(of: 2)].contains(split.story))
        #expect(stream.story(of: split.document) == split.story)
        #expect(!split.why.isEmpty)
    }

    @Test func storiesThatBelongTogetherAreMergedAndTheOlderOrLargerGoesOn() throws {
        var limits = ClusterLimits()
        limits.bits = 10
        limits.join = 2
        var stream = try ClusterStream(limits: limits)
        for text in Self.texts("a", 5, from: 0) + Self.texts("b", 5, from: 10) {
            _ = stream.add(title: [], text: Array(text.utf8), published: nil)
        }
        #expect(Set((0..<10).map { stream.story(of: $0) }).count == 10)
        stream.finish()
        #expect(Set((0..<5).map { stream.story(of: $0) }).count == 1)
        #expect(Set((5..<10).map { stream.story(of: $0) }).count == 1)
        #expect(stream.story(of: 0) == 0 && stream.story(of: 5) == 5)
        #expect(stream.changes.filter { $0.kind == .merged }.count == 8)
        // Merged numbers lead to the story that goes on.
        #expect((0..<5).allSatisfy { stream.settled($0) == 0 })
    }

    @Test func groupingAgainTwiceChangesNothing() throws {
        let texts = zip(Self.texts("a", 6, from: 0), Self.texts("b", 6, from: 10)).flatMap { [$0, $1] }
        var stream = try revised(texts)
        let stories = texts.indices.map { stream.story(of: $0) }
        let told = stream.changes.count
        stream.revise()
        #expect(texts.indices.map { stream.story(of: $0) } == stories)
        #expect(stream.changes.count == told)
    }
}
