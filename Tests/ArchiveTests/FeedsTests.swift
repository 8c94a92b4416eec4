import Archive
import Moments
import Testing

@Suite("Feeds in the archive") struct FeedsTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    @Test func areKeptWithTheirState() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let feed = Feed(
            url: "https://ellan.example/f", title: "Post", folder: "Tarn", added: Self.noon, fetchesPages: true,
            interval: 900)
        #expect(
            try archive.addFeeds([feed, Feed(url: "https://a.example/", added: Self.noon), feed]) == [
                true, true, false,
            ])
        #expect(try archive.feeds().map(\.url) == ["https://a.example/", "https://ellan.example/f"])
        var kept = try #require(try archive.feed("https://ellan.example/f"))
        #expect(kept.title == "Post" && kept.folder == "Tarn" && kept.fetchesPages && kept.interval == 900)
        kept.state.etag = "\"x\""
        kept.state.lastModified = "Wed, 19 Feb 2025 08:00:00 GMT"
        kept.state.hash = [1, 2, 3]
        kept.state.ttl = 60
        kept.state.tried = Self.noon
        kept.state.nextTry = Self.noon.adding(seconds: 60)
        kept.state.succeeded = Self.noon
        kept.state.failures = 2
        kept.state.reason = "why"
        kept.state.items = 7
        kept.state.documents = 5
        try archive.noteFeed(kept.number, kept.state, title: "Another", seen: [[9], [8]], holding: 2)
        let again = try #require(try Archive(path: folder.file).feed("https://ellan.example/f"))
        #expect(again.state == kept.state)
        #expect(again.title == "Post")
        #expect(try archive.hasSeen([9], in: kept.number))
        #expect(try !archive.hasSeen([7], in: kept.number))
        #expect(try archive.removeFeed("https://ellan.example/f"))
        #expect(try !archive.removeFeed("https://ellan.example/f"))
        // Noting what was removed meanwhile does nothing.
        try archive.noteFeed(kept.number, kept.state, seen: [[5]])
        #expect(try archive.check() == [])
    }

    @Test func itemsSeenLongAgoAreForgotten() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.addFeeds([Feed(url: "https://a.example/", added: Self.noon)])
        let feed = try #require(try archive.feeds().first)
        func key(_ i: Int) -> [UInt8] { [UInt8(i >> 8), UInt8(i & 255)] }
        for batch in 0..<11 {
            var state = Feed.State()
            state.tried = Self.noon.adding(seconds: Int64(batch))
            try archive.noteFeed(
                feed.number, state, seen: (0..<1_000).map { key(batch * 1_000 + $0) }, holding: 1_000)
        }
        #expect(try !archive.hasSeen(key(0), in: feed.number))
        #expect(try archive.hasSeen(key(10_999), in: feed.number))
        #expect(try archive.hasSeen(key(7_000), in: feed.number))
    }
}
