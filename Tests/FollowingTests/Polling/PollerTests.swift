import Archive
import Captures
import Documents
import Following
import Moments
import Testing

@Suite("Polling") struct PollerTests {
    private static let url = "https://ellan.example/feed.xml"
    private static let item = (1, "The river Tarn rose two metres at Ellan, police said on Wednesday.")

    @Test func newItemsComeInAndTheSameAreNoOp() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        #expect(try await folder.poll()?.new == 1)
        #expect(folder.events.documents == ["g1"])
        let archive = try Archive(path: folder.file)
        let document = try #require(try archive.document("g1"))
        #expect(document.url == "https://ellan.example/story/1")
        #expect(document.outlet?.value.name == "The Ellan Post")
        #expect(try folder.feed(Self.url)?.title == "The Ellan Post")

        // Not due yet: not asked.
        folder.time.advance(60)
        try await folder.poll()
        #expect(folder.web.asked.count == 1)

        // Due, the same body: nothing is done.
        folder.time.advance(3_600)
        #expect(try await folder.poll()?.isUnchanged == true)
        // Another body with the same item, and one more.
        folder.web.at(Self.url, 200, PollFolder.rss([(2, "Rain stopped at Oldby, the mayor said."), Self.item]))
        folder.time.advance(3_600)
        let third = try await folder.poll()
        #expect(third?.new == 1)
        #expect(third?.known == 1)
        #expect(try folder.count() == 2)
        #expect(try folder.state(Self.url).items == 2)
        #expect(try folder.state(Self.url).documents == 2)
    }

    @Test func aChangedItemIsANewVersion() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        try await folder.poll()
        folder.web.at(Self.url, 200, PollFolder.rss([(1, "The river Tarn rose three metres at Ellan, police said.")]))
        folder.time.advance(3_600)
        let second = try await folder.poll()
        #expect(second?.versions == 1)
        #expect(second?.new == 0)
        #expect(try folder.count() == 2)
    }

    @Test func validatorsGoBackAndAnUnchangedFeedCostsNothing() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url) { (request, times) throws(FetchFailure) in
            let fields = Dictionary(request.fields.map { ($0.name, $0.value) }) { a, _ in a }
            if times > 1, fields["If-None-Match"] == "\"v1\"",
                fields["If-Modified-Since"] == "Wed, 19 Feb 2025 08:00:00 GMT"
            {
                return WebAnswer(status: 304, fields: [WebField("Cache-Control", "max-age=7200")])
            }
            return WebAnswer(
                status: 200,
                fields: [WebField("ETag", "\"v1\""), WebField("Last-Modified", "Wed, 19 Feb 2025 08:00:00 GMT")],
                body: Array(PollFolder.rss([Self.item]).utf8))
        }
        try await folder.poll()
        folder.time.advance(3_600)
        let second = try await folder.poll()
        #expect(second?.isUnchanged == true)
        #expect((7_200...7_920).contains(second?.wait ?? 0))
        #expect(try folder.state(Self.url).etag == "\"v1\"")
    }

    @Test func aFeedsOwnTTLIsKept() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item], head: "<ttl>180</ttl>"))
        let wait = try #require(try await folder.poll()?.wait)
        #expect((10_800...11_880).contains(wait))
    }

    @Test(arguments: [404, 403, 500, 503, 429, 204])
    func failuresAreKeptWithReasonAndNextTry(_ status: Int) async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, status, "", ["Retry-After": "4000"])
        let first = try await folder.poll()
        #expect(first?.failure != nil)
        let state = try folder.state(Self.url)
        #expect(state.failures == 1)
        #expect(state.reason?.isEmpty == false)
        let next = try #require(state.nextTry)
        let wait = next.seconds - folder.time.clock.wall()
        if status == 204 { #expect((150...300).contains(wait)) } else { #expect(wait == 4_000) }
        // It answers again: all is forgotten.
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        folder.time.advance(4_001)
        #expect(try await folder.poll()?.new == 1)
        #expect(try folder.state(Self.url).failures == 0)
        #expect(try folder.state(Self.url).reason == nil)
    }

    /// Where nobody was asked nobody has to be left in peace.
    @Test func aFeedThatWasNotAllowedIsAskedAsSoonAsItIs() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.name("ellan.example", ["10.0.0.7"])
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        #expect(try await folder.poll()?.failure?.kind == .refused)
        #expect(try folder.state(Self.url).failures == 1)
        #expect(folder.web.asked.isEmpty)
        #expect(try await folder.poll(policy: AddressPolicy(allowsPrivate: true))?.new == 1)
        #expect(try folder.state(Self.url).failures == 0)
    }

    @Test func failuresInARowAreAskedLaterAndLater() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 500)
        var waits: [Int] = []
        for _ in 0..<5 {
            let wait = try #require(try await folder.poll()?.wait)
            waits.append(wait)
            folder.time.advance(Double(wait) + 1)
        }
        for (i, wait) in waits.enumerated() { #expect((150 << i...300 << i).contains(wait)) }
        #expect(try folder.state(Self.url).failures == 5)
    }

    @Test func aFeedThatIsGoneIsLeftAlone() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 410)
        #expect(try await folder.poll()?.wait == nil)
        #expect(try folder.state(Self.url).isGone)
        folder.time.advance(1_000_000)
        try await folder.poll()
        #expect(folder.web.asked.count == 1)
        // Added again, it is asked again.
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        #expect(try await folder.poll()?.new == 1)
        #expect(try !folder.state(Self.url).isGone)
    }

    @Test(arguments: [
        (
            "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' href='/rss?a=1&amp;b=2'></head></html>",
            "https://ellan.example/rss?a=1&b=2"
        ),
        ("<html><body>Maintenance</body></html>", "a web page, no feed"), ("", "empty"), ("Hello.", "neither RSS"),
        ("{\"ok\":true}", "neither RSS"), ("<opml version='2.0'><body/></opml>", "neither RSS"),
        ("<rss><channel><item><title>A</title><description>Cut sh", "cut short"),
    ])
    func whatIsNoFeedIsSaidSo(_ body: String, _ reason: String) async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, body)
        let failure = try #require(try await folder.poll()?.failure)
        #expect(failure.reason.contains(reason), "\(failure.reason)")
        #expect(try folder.count() == 0)
    }

    @Test func aFeedWithoutItemsIsWell() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, PollFolder.rss([]))
        let result = try await folder.poll()
        #expect(result?.failure == nil)
        #expect(result?.skipped == 0)
    }

    @Test func aMoveForGoodIsKeptAndOneForNowIsNot() async throws {
        let folder = try PollFolder()
        let (first, second, third) = ("http://a.example/f", "https://b.example/f", "https://c.example/f")
        try folder.follow(first)
        folder.web.at(first, 301, "", ["Location": second])
        folder.web.at(second, 302, "", ["Location": third])
        folder.web.at(third, 200, PollFolder.rss([Self.item]))
        #expect(try await folder.poll()?.movedTo == second)
        #expect(try folder.feed(first) == nil)
        let moved = try #require(try folder.feed(second))
        #expect(moved.movedFrom == first)
        #expect(moved.state.failures == 0)
        // A move to what does not work is not kept.
        folder.web.at(second, 301, "", ["Location": "https://d.example/f"])
        folder.time.advance(10_000)
        #expect(try await folder.poll()?.failure?.status == 404)
        #expect(try folder.feed(second) != nil)
    }

    @Test func twoFeedsThatMoveTogetherBecomeOne() async throws {
        let folder = try PollFolder()
        try folder.follow("http://ellan.example/feed.xml", Self.url)
        folder.web.at("http://ellan.example/feed.xml", 308, "", ["Location": Self.url])
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        try await folder.poll()
        #expect(try Archive(path: folder.file).feeds().map(\.url) == [Self.url])
        #expect(try folder.count() == 1)
    }

    @Test func aClockSetBackStallsNothing() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url)
        folder.web.at(Self.url, 200, PollFolder.rss([Self.item]))
        try await folder.poll()
        // Ten years back, as after a flat battery; and a new process.
        folder.time.set(wall: 1_740_000_000 - 315_360_000)
        folder.web.at(Self.url, 200, PollFolder.rss([(2, "Rain stopped at Oldby."), Self.item]))
        #expect(try await folder.poll()?.new == 1)
        // From then on the plan goes by the new time.
        try await folder.poll()
        #expect(folder.web.asked.count == 2)
        folder.time.advance(2_000)
        try await folder.poll()
        #expect(folder.web.asked.count == 3)
    }

    @Test func theLoopKeepsAskingWhateverTheWallsClockDoes() async throws {
        let folder = try PollFolder()
        try folder.follow(Self.url, interval: 60)
        let time = folder.time
        folder.web.at(Self.url) { (_, times) throws(FetchFailure) in
            // Each answer sets the clock back by a year.
            time.set(wall: 1_740_000_000 - Int64(times) * 31_536_000)
            return WebAnswer(status: 200, body: Array(PollFolder.rss([(times, "Item \(times) of the flood.")]).utf8))
        }
        let events = folder.events
        let poller = try Poller(
            desk: Desk(path: folder.file, readers: PollFolder.readers.get()), visitor: folder.web.visitor(),
            clock: time.clock(sleepingMovesIt: true),
            options: Poller.Options(seed: 1)
        ) { events.add($0) }
        let work = Task { try await poller.run(once: false) }
        let started = ContinuousClock.now
        while events.polls.count < 5, started.duration(to: .now) < .seconds(300) {
            try await Task.sleep(for: .milliseconds(20))
        }
        work.cancel()
        _ = try await work.value
        #expect(events.polls.count >= 5)
        #expect(try folder.count() >= 5)
    }
}
