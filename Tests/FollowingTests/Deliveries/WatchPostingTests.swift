import Archive
import Following
import Moments
import Testing

@Suite("News of watches, posted") struct WatchPostingTests {
    private static let url = "https://ellan.example/feed.xml"
    private static let hook = "https://desk.example/hook"

    private static func posts(_ folder: PollFolder) -> [WebRequest] {
        folder.web.requests.filter { $0.method == .post }
    }

    @Test func goOutOnce() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        let watch = try Archive(path: folder.file).addWatch(
            .query("bridge"), delivery: .webhook(Self.hook), at: Moment(seconds: 1_740_000_000), secret: "s3cret")
        folder.web.at(Self.hook, 200)
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "The bridge at Ellan was closed."), (2, "Rain fell.")]))
        try await folder.poll()
        let request = try #require(Self.posts(folder).first)
        let body = String(decoding: request.body, as: UTF8.self)
        #expect(body.contains("\"watch\":\"\(watch.id)\""))
        #expect(body.contains("\"document\":\"g1\""))
        #expect(request.fields.contains { $0.name == MessageSignature.field && $0.value.hasPrefix("t=17400") })
        folder.time.advance(10_000)
        try await folder.poll()
        #expect(Self.posts(folder).count == 1)
    }

    @Test func areTriedAgainLaterUnderTheSameNumber() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        _ = try Archive(path: folder.file).addWatch(
            .query("bridge"), delivery: .webhook(Self.hook), at: Moment(seconds: 1_740_000_000))
        folder.web.at(Self.hook) { (_, times) throws(FetchFailure) in WebAnswer(status: times == 1 ? 500 : 200) }
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "The bridge at Ellan was closed.")]))
        try await folder.poll()
        #expect(Self.posts(folder).count == 1)
        // Too early.
        folder.time.advance(5)
        try await folder.poll()
        #expect(Self.posts(folder).count == 1)
        folder.time.advance(600)
        try await folder.poll()
        let posts = Self.posts(folder)
        #expect(posts.count == 2)
        let numbers = posts.map { request in request.fields.first { $0.name == "Sitrep-Delivery" }?.value }
        #expect(numbers[0] != nil && numbers[0] == numbers[1])
        folder.time.advance(100_000)
        try await folder.poll()
        #expect(Self.posts(folder).count == 2)
    }

    @Test func neverLeadIntoOwnNetworks() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        _ = try Archive(path: folder.file).addWatch(
            .query("bridge"), delivery: .webhook("http://169.254.169.254/"), at: Moment(seconds: 1_740_000_000))
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "The bridge at Ellan was closed.")]))
        try await folder.poll()
        #expect(Self.posts(folder).isEmpty)
        #expect(try Archive(path: folder.file).deliveryFault(of: "w1")?.contains("link-local") == true)
    }
}
