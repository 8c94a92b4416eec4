#if Web
    import Glibc
    import Testing

    @testable import Site

    @Suite("Hostile clients", .serialized)
    struct HostileClientTests {
        /// The site still answers whoever behaves.
        private func isWell(_ server: TestServer) async throws -> Bool {
            TestServer.status(try await server.answer(TestServer.request("GET", "/health"))) == 200
        }

        @Test("A head that comes byte by byte is cut off, however steadily it comes")
        func slowHead() async throws {
            let server = try await TestServer()
            let socket = try server.connect()
            let lasted = await Task.detached { () -> Double in
                defer { close(socket) }
                let start = ContinuousClock.now
                _ = TestServer.send(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
                for _ in 0..<100 {
                    usleep(50_000)
                    if !TestServer.send(socket, "a") { break }
                }
                let (seconds, atto) = (ContinuousClock.now - start).components
                return Double(seconds) + Double(atto) / 1e18
            }.value
            #expect(lasted < 4)
            #expect(try await isWell(server))
            server.stop()
        }

        @Test("A body that comes byte by byte is cut off, and nothing is done with it")
        func slowBody() async throws {
            let server = try await TestServer()
            let socket = try server.connect()
            let lasted = await Task.detached { () -> Double in
                defer { close(socket) }
                let start = ContinuousClock.now
                _ = TestServer.send(
                    socket,
                    "POST /corrections HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"
                )
                for _ in 0..<100 {
                    usleep(50_000)
                    if !TestServer.send(socket, " ") { break }
                }
                let (seconds, atto) = (ContinuousClock.now - start).components
                return Double(seconds) + Double(atto) / 1e18
            }.value
            #expect(lasted < 4)
            #expect(try await isWell(server))
            #expect(
                String(decoding: await server.site.get("/corrections.json").body, as: UTF8.self).contains("\"total\":0")
            )
            server.stop()
        }

        @Test("A connection that says nothing is closed")
        func silence() async throws {
            let server = try await TestServer()
            #expect(try await server.answer("").isEmpty)
            #expect(try await server.answer("GET / HTTP/1.1\r\n").isEmpty)
            server.stop()
        }

        @Test("A reader who takes nothing of a stream is let go")
        func slowReader() async throws {
            let server = try await TestServer()
            let story = try await server.site.story()
            let sockets = try (0..<4).map { _ in try server.connect() }
            await Task.detached {
                for socket in sockets {
                    var small: Int32 = 2048
                    setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &small, socklen_t(MemoryLayout<Int32>.size))
                    // More answers than the kernel keeps for somebody who does not take them.
                    for _ in 0..<300 {
                        let target = "/stories/\(story)?as-of=\(TestSite.asOf)"
                        if !TestServer.send(socket, "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") { break }
                    }
                }
                usleep(3_000_000)
            }.value
            #expect(try await isWell(server))
            let gone = await Task.detached {
                sockets.allSatisfy { socket in
                    defer { close(socket) }
                    // Closed before all 300 answers were written.
                    guard let rest = TestServer.rest(socket) else { return false }
                    return rest.ranges(of: "HTTP/1.1 200").count < 300
                }
            }.value
            #expect(gone)
            server.stop()
        }

        @Test("Floods of fields, long fields and broken requests get no page")
        func floods() async throws {
            let server = try await TestServer()
            let many = (0..<5000).map { "X-\($0): y\r\n" }.joined()
            let long = "X-Long: " + String(repeating: "a", count: 200_000) + "\r\n"
            for fields in [
                many, long, "X-Bad\u{01}: y\r\n", "Content-Length: -5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", " folded: x\r\n",
            ] {
                let text = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\(fields)\r\n"
                let answer = try await server.answer(text)
                #expect(
                    [0, 400, 413, 431].contains(TestServer.status(answer)), "\(fields.prefix(40)): \(answer.prefix(60))"
                )
            }
            for text in [
                "\u{16}\u{03}\u{01}\u{02}\u{00}", "HELO x\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                "\r\n\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            ] {
                let answer = try await server.answer(text)
                #expect([0, 400, 404, 501, 505].contains(TestServer.status(answer)), "\(text): \(answer.prefix(60))")
            }
            #expect(try await isWell(server))
            server.stop()
        }

        @Test("Bodies that are too large are refused, whether they say so or not")
        func oversized() async throws {
            let server = try await TestServer()
            let type = "Content-Type: application/x-www-form-urlencoded"
            let big = String(repeating: "a", count: SiteLimits.body + 1)
            let said = try await server.answer(TestServer.request("POST", "/corrections", [type], body: big))
            #expect(TestServer.status(said) == 413)
            let claimed = try await server.answer(
                "POST /corrections HTTP/1.1\r\nHost: 127.0.0.1\r\n\(type)\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\nabc"
            )
            #expect(TestServer.status(claimed) == 413)
            let chunk = "10000\r\n" + String(repeating: "b", count: 0x10000) + "\r\n"
            let chunked = try await server.answer(
                "POST /corrections HTTP/1.1\r\nHost: 127.0.0.1\r\n\(type)\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk + chunk + "0\r\n\r\n")
            #expect(TestServer.status(chunked) == 413)
            // Without end: cut off, whatever the method.
            for method in ["GET", "POST", "DELETE"] {
                let endless = try await server.answer(
                    "\(method) /health HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + String(repeating: chunk, count: 64))
                #expect([0, 200, 405, 413].contains(TestServer.status(endless)))
            }
            #expect(try await isWell(server))
            server.stop()
        }

        @Test(
            "HEAD tells the length and sends nothing, also of a stream; 304 tells none; without a host there is no page"
        )
        func heads() async throws {
            let server = try await TestServer()
            let address = "/about?as-of=\(TestSite.asOf)"
            func parts(_ answer: String) -> (head: String, body: String) {
                let cut = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
                return (cut.first?.lowercased() ?? "", cut.count > 1 ? String(cut[1]) : "")
            }
            let full = parts(try await server.answer(TestServer.request("GET", address)))
            let head = parts(try await server.answer(TestServer.request("HEAD", address)))
            let length = "content-length: \(full.body.utf8.count)"
            #expect(full.head.contains(length) && full.body.utf8.count > 1000)
            #expect(head.head.contains(length) && head.body.isEmpty)
            let stream = parts(try await server.answer(TestServer.request("HEAD", "/changes.events")))
            #expect(stream.head.contains("text/event-stream") && stream.body.isEmpty)
            let tag = try #require(full.head.split(separator: "\r\n").first { $0.hasPrefix("etag: ") }?.dropFirst(6))
            let same = parts(
                try await server.answer(TestServer.request("GET", address, ["If-None-Match: W/\(tag.dropFirst(2))"])))
            #expect(same.head.hasPrefix("http/1.1 304") && !same.head.contains("content-length") && same.body.isEmpty)
            let nobody = try await server.answer("GET /stories HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(TestServer.status(nobody) == 421)
            let probe = try await server.answer("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(TestServer.status(probe) == 200)
            server.stop()
        }

        @Test("Tricks with paths lead nowhere")
        func paths() async throws {
            let server = try await TestServer()
            for path in [
                "/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
                "/stories/../../etc/passwd",
                "/assets/../sitrep.db", "/assets/..%5c..%5cetc", "/documents/%00", "/documents/..%2f..%2fetc%2fpasswd",
                "/stories/%c0%ae%c0%ae/", "/;/stories", "/stories%20", "/stories\u{7f}",
                "/documents/%0d%0aSet-Cookie:%20a=b",
                "http://evil.example/stories", "*", "stories", "/\(String(repeating: "../", count: 500))etc/passwd",
                "/documents/{{7*7}}", "/documents/${7*7}", "/documents/<script>alert(1)</script>",
            ] {
                let answer = try await server.answer(TestServer.request("GET", path))
                let status = TestServer.status(answer)
                if status == 302 {
                    // On to the same page at its moment, on this host, with everything in its name written as letters of it.
                    #expect(answer.contains("\r\nLocation: /") && !answer.contains("\r\nLocation: //"), "\(path)")
                    #expect(!answer.contains("evil") && !answer.contains("/../") && !answer.contains("{{"), "\(path)")
                } else {
                    #expect([0, 400, 404, 421].contains(status), "\(path): \(status)")
                }
                #expect(
                    !answer.contains("root:") && !answer.contains("\r\nSet-Cookie: a=b") && !answer.contains("<script>")
                )
            }
            for method in ["TRACE", "CONNECT", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"] {
                let answer = try await server.answer(TestServer.request(method, "/stories"))
                #expect([0, 400, 405, 501].contains(TestServer.status(answer)), "\(method)")
                #expect(!answer.contains("Access-Control-Allow"))
            }
            #expect(try await isWell(server))
            server.stop()
        }

        @Test("More connections than allowed wait until those that say nothing are gone")
        func crowd() async throws {
            let server = try await TestServer { $0.connections = 16 }
            let sockets = try (0..<64).map { _ in try server.connect() }
            #expect(try await isWell(server))
            for socket in sockets { close(socket) }
            server.stop()
        }

        @Test("What is logged holds no token, cookie, query or address of a reader")
        func log() async throws {
            let access = Access(readerToken: "reader-token-0001", editorToken: "editor-token-0001")
            let server = try await TestServer(access: access)
            let fields = ["Authorization: Bearer editor-token-0001", "Cookie: sitrep-token=editor-token-0001"]
            _ = try await server.answer(TestServer.request("GET", "/search.json?q=secret-words", fields))
            _ = try await server.answer(
                TestServer.request(
                    "POST", "/login", ["Content-Type: application/x-www-form-urlencoded"],
                    body: "token=reader-token-0001"))
            _ = try await server.answer(TestServer.request("GET", "/documents/secret-id?token=reader-token-0001"))
            let log = server.log
            #expect(log.count == 3 && log.allSatisfy { $0.hasPrefix("{\"at\":\"2025-") && $0.contains("\"status\"") })
            for line in log {
                for secret in ["token-0001", "secret", "127.0.0.1", "Bearer"] {
                    #expect(!line.contains(secret), "\(line)")
                }
            }
            server.stop()
        }
    }
#endif
