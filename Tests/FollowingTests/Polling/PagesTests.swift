import Archive
import Documents
import Following
import Moments
import Testing
import Texts

@Suite("Pages of feeds with summaries") struct PagesTests {
    private static let url = "https://ellan.example/feed.xml"

    private static func page(_ number: Int) -> String {
        let sentence =
            "Water reached the quay at Ellan on Wednesday morning, and \(number) families left their houses. "
        return """
            <html><head><title>Flood report \(number)</title></head><body><article><h1>Flood report \(number)</h1>
            <p>\(String(repeating: sentence, count: 6))</p><p>Police said that nobody was hurt.</p></article></body></html>
            """
    }

    @Test func areFetchedWhenAskedFor() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, pages: true)
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "Water at the quay.")]))
        folder.web.at("https://ellan.example/story/1", 200, Self.page(1), ["Content-Type": "text/html; charset=utf-8"])
        #expect(try await folder.poll()?.new == 1)
        #expect(folder.events.pages == [])
        let id = try #require(folder.events.documents.first)
        let document = try #require(try Archive(path: folder.file).document(id))
        #expect(document.text.string.contains("nobody was hurt"))
        #expect(document.outlet?.value.name == "The Ellan Post")
        #expect(document.published?.iso.hasPrefix("2025-02-19") == true)
        #expect(folder.web.asked == [Self.url, "https://ellan.example/robots.txt", "https://ellan.example/story/1"])
        // The item is known now: its page is not fetched again, although the body differs.
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "Water at the quay.")], head: "<ttl>30</ttl>"))
        folder.time.advance(4_000)
        #expect(try await folder.poll()?.known == 1)
        #expect(folder.web.asked.count == 4)
    }

    @Test func areLeftAloneWhenRobotsTxtSaysSo() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, pages: true)
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "Water at the quay.")]))
        folder.web.at("https://ellan.example/robots.txt", 200, "User-agent: *\nDisallow: /story/\n")
        folder.web.at("https://ellan.example/story/1", 200, Self.page(1))
        #expect(try await folder.poll()?.new == 1)
        #expect(folder.events.pages.map(\.kind) == [.robots])
        #expect(!folder.web.asked.contains("https://ellan.example/story/1"))
    }

    /// RFC 9309, 2.3.1.4: a site that cannot say what it wants is left alone.
    @Test func areLeftAloneWhenRobotsTxtFails() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, pages: true)
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "Water at the quay.")]))
        folder.web.at("https://ellan.example/robots.txt", 503)
        folder.web.at("https://ellan.example/story/1", 200, Self.page(1))
        #expect(try await folder.poll()?.new == 1)
        #expect(folder.events.pages.map(\.kind) == [.robots])
    }

    /// A redirect is asked for like a first address.
    @Test func robotsTxtHoldsForRedirectsToo() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, pages: true)
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "Water at the quay.")]))
        folder.web.at("https://ellan.example/story/1", 302, "", ["Location": "https://other.example/secret"])
        folder.web.at("https://other.example/robots.txt", 200, "User-agent: *\nDisallow: /\n")
        folder.web.at("https://other.example/secret", 200, Self.page(1))
        try await folder.poll()
        #expect(folder.events.pages.map(\.kind) == [.robots])
        #expect(!folder.web.asked.contains("https://other.example/secret"))
    }

    @Test func manyAreFetchedOverSeveralPolls() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, pages: true)
        let body = PollFolder.rss((1...5).map { ($0, "Water at quay \($0).") })
        folder.web.at(Self.url) { (request, _) throws(FetchFailure) in
            // A server that would answer "unchanged" if it were asked whether.
            if request.fields.contains(where: { $0.name == "If-None-Match" }) { return WebAnswer(status: 304) }
            return WebAnswer(status: 200, fields: [WebField("ETag", "\"1\"")], body: Array(body.utf8))
        }
        for number in 1...5 { folder.web.at("https://ellan.example/story/\(number)", 200, Self.page(number)) }
        var news: [Int] = []
        for _ in 0..<4 {
            news.append(try await folder.poll { $0.pages = 2 }?.new ?? -1)
            folder.time.advance(4_000)
        }
        #expect(news == [2, 2, 1, 0])
        #expect(folder.events.polls.last?.isUnchanged == true)
    }

    @Test func thatHoldLessThanTheFeedAreNotTaken() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, pages: true)
        folder.web.at(
            Self.url, 200, PollFolder.rss([(1, "The river Tarn rose two metres at Ellan, police said on Wednesday.")]))
        folder.web.at("https://ellan.example/story/1", 200, "<html><body><p>Accept cookies.</p></body></html>")
        #expect(try await folder.poll()?.new == 1)
        #expect(folder.events.pages.count == 1)
        #expect(try Archive(path: folder.file).document("g1")?.text.string.contains("two metres") == true)
    }
}
