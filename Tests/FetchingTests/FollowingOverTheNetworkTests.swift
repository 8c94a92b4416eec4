#if Web
    import Archive
    import Documents
    import Following
    import Glibc
    import Moments
    import Synchronization
    import Testing
    import Texts

    @testable import Fetching

    /// Polling with the real client, a real server and a real archive.
    @Suite("Following over the network") struct FollowingOverTheNetworkTests {
        private final class Told: Sendable {
            let polls = Mutex<[PollResult]>([])
        }

        private static func poll(_ file: String, told: Told, after seconds: Int64 = 0) async throws {
            let visitor = Visitor(
                transport: try HTTPTransport(), policy: AddressPolicy(allowsPrivate: true), gate: HostGate(gap: 0),
                agent: "sitrep/test")
            var clock = PollClock.system
            clock.wall = { PollClock.system.wall() + seconds }
            let poller = try Poller(
                desk: Desk(path: file), visitor: visitor, clock: clock, options: Poller.Options(seed: 1)
            ) { event in
                if case .polled(_, let result) = event { told.polls.withLock { $0.append(result) } }
            }
            _ = try await poller.run(once: true)
        }

        private static func feed(_ text: [UInt8], charset: String) -> [UInt8] {
            Array(
                "<?xml version=\"1.0\" encoding=\"\(charset)\"?><rss version=\"2.0\"><channel><title>Post</title><item><title>"
                    .utf8)
                + text + Array("</title><guid>a</guid><description>".utf8) + text
                + Array("</description></item></channel></rss>".utf8)
        }

        @Test func conditionalRequestsAndChangedItems() async throws {
            let folder = try Folder()
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/feed") { connection in
                if connection.times == 1, connection.field("If-None-Match") == "\"one\"" {
                    connection.answer(304)
                } else {
                    let text = connection.times == 0 ? "Two bridges closed at Ellan." : "Three bridges closed at Ellan."
                    connection.answer(
                        200, Gzip.packed(Self.feed(Array(text.utf8), charset: "utf-8")),
                        ["ETag: \"one\"", "Content-Encoding: gzip"])
                }
            }
            let archive = try Archive(path: folder.file, create: true)
            let url = server.url("/feed")
            _ = try archive.addFeeds([Feed(url: url, added: Moment(seconds: 0))])
            let told = Told()
            for _ in 0..<3 {
                try await Self.poll(folder.file, told: told)
                // Due again at once.
                var feed = try #require(try archive.feed(url))
                feed.state.nextTry = nil
                try archive.noteFeed(feed.number, feed.state)
            }
            let polls = told.polls.withLock { $0 }
            #expect(polls.map(\.new) == [1, 0, 0])
            #expect(polls.map(\.isUnchanged) == [false, true, false])
            #expect(polls.map(\.versions) == [0, 0, 1])
            #expect(try archive.check() == [])
        }

        /// The header says one character set, the document another, and a third is right; nothing is lost.
        @Test(arguments: [
            ("iso-8859-1", "utf-8", Array("Z\u{FC}rich: Fl\u{FC}sse steigen.".utf8)),
            (
                "utf-8", "windows-1252",
                [UInt8](arrayLiteral: 0x5A, 0xFC) + Array("rich: Fl".utf8) + [0xFC] + Array("sse steigen.".utf8)
            ),
            (
                "utf-8", "utf-8",
                [UInt8](arrayLiteral: 0x5A, 0xFC) + Array("rich: Fl".utf8) + [0xFC] + Array("sse steigen.".utf8)
            ),
        ])
        func wrongCharacterSets(_ header: String, _ declared: String, _ text: [UInt8]) async throws {
            let folder = try Folder()
            let server = try MisbehavingServer()
            defer { server.stop() }
            let body = Self.feed(text, charset: declared)
            server.at("/feed") { $0.answer(200, body, ["Content-Type: application/rss+xml; charset=\(header)"]) }
            let archive = try Archive(path: folder.file, create: true)
            _ = try archive.addFeeds([Feed(url: server.url("/feed"), added: Moment(seconds: 0))])
            try await Self.poll(folder.file, told: Told())
            #expect(try archive.document("a")?.text.string.contains("Flüsse steigen") == true)
        }

        /// News of a watch, posted over a real socket: signed, and tried again under the same number when the receiver fails.
        @Test func newsIsPostedAndTriedAgain() async throws {
            let folder = try Folder()
            let server = try MisbehavingServer()
            defer { server.stop() }
            let posts = Mutex<[(delivery: String, signature: String, type: String, body: [UInt8])]>([])
            server.at("/hook") { connection in
                posts.withLock { posts in
                    posts.append(
                        (
                            connection.field("Sitrep-Delivery") ?? "", connection.field(MessageSignature.field) ?? "",
                            connection.field("Content-Type") ?? "", connection.body
                        ))
                }
                // Breaks off at first, then refuses, then takes it.
                if connection.times == 0 {
                    connection.reset()
                } else {
                    connection.answer(connection.times == 1 ? 503 : 204)
                }
            }
            server.at("/feed") {
                $0.answer(200, Self.feed(Array("The quay at Ellan gave way.".utf8), charset: "utf-8"))
            }
            let archive = try Archive(path: folder.file, create: true)
            let watch = try archive.addWatch(
                .query("quay"), delivery: .webhook(server.url("/hook")), at: Moment(seconds: 0), secret: "s3cret")
            _ = try archive.addFeeds([Feed(url: server.url("/feed"), added: Moment(seconds: 0))])
            let told = Told()
            // The last time nothing is due any more.
            for day in 0..<4 as Range<Int64> { try await Self.poll(folder.file, told: told, after: day * 86_400) }
            let taken = posts.withLock { $0 }
            try #require(taken.count == 3)
            #expect(Set(taken.map(\.delivery)).count == 1 && !taken[0].delivery.isEmpty)
            for post in taken {
                #expect(post.type == "application/json")
                #expect(post.body == taken[0].body)
                let time = try #require(Int64(post.signature.dropFirst(2).prefix { $0 != "," }))
                let expected = MessageSignature.value(
                    key: Array("s3cret".utf8), time: Moment(seconds: time), body: post.body)
                #expect(post.signature == expected)
            }
            #expect(String(decoding: taken[0].body, as: UTF8.self).contains("\"watch\":\"\(watch.id)\""))
            #expect(try archive.deliveryFault(of: watch.id) == nil)
            #expect(try archive.pendingDeliveries(now: Moment(seconds: 1 << 40), kind: "webhook").isEmpty)
        }

        private final class Folder {
            let path: String
            var file: String { path + "/sitrep.db" }

            init() throws {
                var template = Array("/tmp/sitrep-net-XXXXXX\u{0}".utf8CString.dropLast())
                let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
                path = made.map { String(cString: $0) } ?? "/tmp"
            }

            deinit {
                for name in ["", "-wal", "-shm"] { unlink(file + name) }
                rmdir(path)
            }
        }
    }
#endif
