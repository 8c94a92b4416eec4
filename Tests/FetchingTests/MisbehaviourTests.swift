#if Web
    import Following
    import Glibc
    import Testing

    @testable import Fetching

    /// Every way in which a server may misbehave, with a real one on loopback.
    @Suite("Servers that misbehave", .serialized) struct MisbehaviourTests {
        private static func limits(_ change: (inout FetchLimits) -> Void = { _ in }) -> FetchLimits {
            var limits = FetchLimits()
            limits.connect = 2
            limits.idle = 1
            limits.total = 3
            limits.body = 1 << 20
            limits.unpacked = 2 << 20
            change(&limits)
            return limits
        }

        private static func fetch(
            _ url: String, limits: FetchLimits = limits(), policy: AddressPolicy = AddressPolicy(allowsPrivate: true),
            resolver: any Following.Resolver = SystemResolver()
        ) async throws -> Result<Arrival, FetchFailure> {
            let visitor = Visitor(
                transport: try HTTPTransport(), resolver: resolver, policy: policy, gate: HostGate(gap: 0),
                agent: "sitrep/test", limits: limits)
            do throws(FetchFailure) {
                return .success(try await visitor.get(try WebAddress(url), wanted: .feed))
            } catch {
                return .failure(error)
            }
        }

        @Test func aSoundAnswerComesThrough() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/feed?x=1") { connection in
                let agent = connection.field("User-Agent") ?? "none"
                connection.answer(
                    200,
                    "\(agent)|\(connection.field("Host") ?? "none")|\(connection.field("Accept-Encoding") ?? "none")",
                    ["ETag: \"a\"", "X-Long: " + String(repeating: "y", count: 2_000)])
            }
            let arrival = try await Self.fetch(server.url("/feed?x=1")).get()
            let body = String(decoding: arrival.answer.body, as: UTF8.self)
            #expect(body == "sitrep/test|127.0.0.1:\(server.port)|zstd, gzip, deflate")
            #expect(arrival.answer["etag"] == "\"a\"")
        }

        @Test func aSlowHeaderIsNotWaitedFor() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/") { connection in
                for byte in "HTTP/1.1 200 OK\r\nX-Slow: yes".utf8 {
                    guard connection.send([byte]) else { return }
                    usleep(300_000)
                }
            }
            let started = ContinuousClock.now
            #expect(try await Self.fetch(server.url("/")).failure?.kind == .time)
            #expect(started.duration(to: .now) < .seconds(10))
        }

        @Test func silenceIsNotWaitedFor() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/") { _ in sleep(4) }
            #expect(try await Self.fetch(server.url("/")).failure?.kind == .time)
        }

        @Test func aSlowBodyIsNotWaitedFor() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/") { connection in
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                for _ in 0..<30 {
                    guard connection.send("slowly ") else { return }
                    usleep(300_000)
                }
            }
            #expect(try await Self.fetch(server.url("/")).failure?.kind == .time)
        }

        @Test func anEndlessBodyIsCutOff() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
            server.at("/") { connection in
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                while connection.send(Array("10000\r\n".utf8) + piece + Array("\r\n".utf8)) {}
            }
            #expect(try await Self.fetch(server.url("/")).failure?.kind == .size)
            server.at("/stated") { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc") }
            #expect(try await Self.fetch(server.url("/stated")).failure?.kind == .size)
        }

        @Test func aWrongLengthAndAResetAreFailures() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/long") { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort") }
            #expect(try await Self.fetch(server.url("/long")).failure?.kind == .answer)
            server.at("/chunk") { $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n") }
            #expect(try await Self.fetch(server.url("/chunk")).failure?.kind == .answer)
            server.at("/reset") { connection in
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nsome")
                usleep(50_000)
                connection.reset()
            }
            let reset = try await Self.fetch(server.url("/reset")).failure
            #expect([.connection, .answer].contains(reset?.kind))
            server.at("/short") { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabcdef") }
            let short = try await Self.fetch(server.url("/short"))
            #expect(try short.failure != nil || short.get().answer.body == Array("abc".utf8))
        }

        @Test func whatIsNoHTTPIsAFailure() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/") { $0.send("220 mail.example ESMTP\r\n") }
            #expect(try await Self.fetch(server.url("/")).failure?.kind == .answer)
            server.at("/empty") { _ in }
            #expect([.answer, .connection].contains(try await Self.fetch(server.url("/empty")).failure?.kind))
            server.at("/both") {
                $0.send(
                    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
            }
            _ = try await Self.fetch(server.url("/both"))
            server.at("/headers") { connection in
                connection.send("HTTP/1.1 200 OK\r\n")
                for i in 0..<100_000 { guard connection.send("X-\(i): \(i)\r\n") else { return } }
            }
            #expect(try await Self.fetch(server.url("/headers")).failure != nil)
        }

        @Test func redirectsInCirclesAndIntoOwnNetworksAreFailures() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/a") { $0.answer(302, "", ["Location: /b"]) }
            server.at("/b") { $0.answer(302, "", ["Location: /a"]) }
            #expect(try await Self.fetch(server.url("/a")).failure?.kind == .redirect)
            // Only 127.0.0.1 counts as the Internet here; the redirect goes to another own address.
            let policy = AddressPolicy(exceptions: Set([IPAddress("127.0.0.1")].compactMap { $0 }))
            let inside = try MisbehavingServer(address: "127.0.0.2")
            defer { inside.stop() }
            inside.at("/") { $0.answer(200, "secret") }
            let target = inside.url("/", host: "127.0.0.2")
            server.at("/in") { $0.answer(302, "", ["Location: \(target)"]) }
            #expect(try await Self.fetch(server.url("/in"), policy: policy).failure?.kind == .refused)
            #expect(inside.asked.isEmpty)
        }

        /// A name that is at an allowed address when it is looked up, and at a private one a moment later.
        @Test func rebindingReachesNothing() async throws {
            let open = try MisbehavingServer(address: "127.0.0.1")
            let inside = try MisbehavingServer(address: "127.0.0.3")
            defer {
                open.stop()
                inside.stop()
            }
            open.at("/") { $0.answer(200, "public") }
            inside.at("/") { $0.answer(200, "secret") }
            let policy = AddressPolicy(exceptions: Set([IPAddress("127.0.0.1")].compactMap { $0 }))
            let resolver = TurningResolver(["127.0.0.1", "127.0.0.3"])
            let result = try await Self.fetch(
                "http://turning.example:\(open.port)/", policy: policy, resolver: resolver)
            #expect(try result.get().answer.body == Array("public".utf8))
            #expect(await resolver.count == 1)
            let later = try await Self.fetch(
                "http://turning.example:\(inside.port)/", policy: policy, resolver: resolver)
            #expect(later.failure?.kind == .refused)
            #expect(inside.asked.isEmpty)
        }

        @Test func noServerAndNoNameAreFailures() async throws {
            let server = try MisbehavingServer()
            server.stop()
            let refused = try await Self.fetch(server.url("/")).failure
            #expect(refused?.kind == .connection)
            #expect(refused?.reason.contains("refuses connections") == true, "\(refused?.reason ?? "")")
            // A label of 64 letters cannot be a name, so no name server is asked.
            let name = String(repeating: "a", count: 64) + ".invalid"
            #expect(try await Self.fetch("http://\(name)/").failure?.kind == .name)
        }

        @Test func bombsAreNotUnpacked() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            let bomb = Gzip.packed([UInt8](repeating: 0x20, count: 64 << 20))
            #expect(bomb.count < 128 << 10)
            server.at("/gzip") { $0.answer(200, bomb, ["Content-Encoding: gzip"]) }
            #expect(try await Self.fetch(server.url("/gzip")).failure?.kind == .size)
            let twice = Gzip.packed(bomb)
            server.at("/twice") { $0.answer(200, twice, ["Content-Encoding: gzip, gzip"]) }
            #expect(try await Self.fetch(server.url("/twice")).failure?.kind == .size)
            server.at("/many") { $0.answer(200, twice, ["Content-Encoding: gzip, gzip, gzip"]) }
            #expect(try await Self.fetch(server.url("/many")).failure?.kind == .answer)
            let sound = Gzip.packed(Array("hello".utf8))
            server.at("/sound") { $0.answer(200, sound, ["Content-Encoding: gzip"]) }
            #expect(try await Self.fetch(server.url("/sound")).get().answer.body == Array("hello".utf8))
            server.at("/damaged") { $0.answer(200, Array(sound.dropLast(6)), ["Content-Encoding: gzip"]) }
            #expect(try await Self.fetch(server.url("/damaged")).failure?.kind == .answer)
        }

        @Test func endingTheTaskEndsTheWait() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/") { _ in sleep(5) }
            let url = server.url("/")
            let started = ContinuousClock.now
            let work = Task {
                try await Self.fetch(
                    url,
                    limits: Self.limits {
                        $0.idle = 30
                        $0.total = 30
                    })
            }
            try await Task.sleep(for: .milliseconds(200))
            work.cancel()
            #expect(try await work.value.failure?.kind == .cancelled)
            #expect(started.duration(to: .now) < .seconds(3))
        }
    }

    /// Answers with another address each time.
    actor TurningResolver: Following.Resolver {
        private let answers: [String]
        private(set) var count = 0

        init(_ answers: [String]) { self.answers = answers }

        func addresses(of host: String) async throws(FetchFailure) -> [IPAddress] {
            defer { count += 1 }
            return [IPAddress(answers[min(count, answers.count - 1)])].compactMap { $0 }
        }
    }
#endif
