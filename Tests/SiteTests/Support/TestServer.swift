#if Web
    import Glibc
    import Synchronization

    @testable import Site

    /// A site on a socket of this machine, with little patience.
    final class TestServer: Sendable {
        let site: TestSite
        let port: Int
        private let work: Task<Void, any Error>
        private let lines: Lines

        /// Lines of the log.
        final class Lines: Sendable {
            private let kept = Mutex<[String]>([])
            func add(_ line: String) { kept.withLock { $0.append(line) } }
            var all: [String] { kept.withLock { $0 } }
        }

        var log: [String] { lines.all }

        init(access: Access = Access(), _ change: (inout ServerLimits) -> Void = { _ in }) async throws {
            let site = try await TestSite(access: access)
            var limits = ServerLimits()
            (limits.head, limits.body, limits.stall, limits.tick) = (900, 900, 900, 100)
            change(&limits)
            let lines = Lines()
            let server = SiteServer(
                site.handler, address: SiteAddress(port: 0), limits: limits, log: { lines.add($0) })
            let (ports, found) = AsyncStream<Int>.makeStream()
            work = Task { try await server.run { found.yield($0) } }
            var port = 0
            for await one in ports {
                port = one
                break
            }
            (self.site, self.port, self.lines) = (site, port, lines)
        }

        deinit { work.cancel() }

        /// Ends the server.
        func stop() { work.cancel() }

        /// A connection; blocking calls stand in a task of their own.
        func connect() throws -> Int32 {
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let done = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard socket >= 0, done == 0 else { throw Failure() }
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            return socket
        }

        struct Failure: Error {}

        /// Sends bytes; false when the other side has gone.
        static func send(_ socket: Int32, _ text: String) -> Bool {
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                bytes = bytes.dropFirst(count)
            }
            return true
        }

        /// All that comes until the other side closes; nil when it does not within ten seconds.
        static func rest(_ socket: Int32) -> String? {
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(socket, &buffer, buffer.count, 0)
                if count > 0 {
                    all += buffer[..<count]
                } else if count == 0 || errno == ECONNRESET {
                    return String(decoding: all, as: UTF8.self)
                } else if errno != EINTR {
                    return nil
                }
            }
        }

        /// What is answered to bytes on a connection of their own, until the server closes it.
        func answer(_ text: String) async throws -> String {
            let socket = try connect()
            return try await Task.detached {
                defer { close(socket) }
                _ = Self.send(socket, text)
                guard let answer = Self.rest(socket) else { throw Failure() }
                return answer
            }.value
        }

        /// The status of an answer; 0 when there is none.
        static func status(_ answer: String) -> Int {
            guard answer.hasPrefix("HTTP/1.1 ") else { return 0 }
            return Int(answer.dropFirst(9).prefix(3)) ?? 0
        }

        /// A whole request that closes after its answer.
        static func request(_ method: String, _ target: String, _ fields: [String] = [], body: String = "") -> String {
            var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:1", "Connection: close"] + fields
            if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
            return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
        }
    }
#endif
