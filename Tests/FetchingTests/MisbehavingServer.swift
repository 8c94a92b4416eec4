import Dispatch
import Glibc
import Synchronization

/// A server on this machine's loopback that answers byte for byte what a test wants, also what no sane server would.
///
/// Each connection has a thread of its own; nothing leaves the machine.
final class MisbehavingServer: Sendable {
    /// One connection, as a test's server sees it.
    struct Connection: Sendable {
        fileprivate let socket: Int32
        /// The request as it came: its first line and its fields.
        let request: String
        /// How many requests came before this one, for the same path.
        let times: Int
        /// What was handed over (POST).
        let body: [UInt8]

        /// Sends bytes; false when the other side is gone.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes {
                    Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                start += count
            }
            return true
        }

        /// Sends a text.
        @discardableResult
        func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        /// Sends a whole answer with its length.
        func answer(_ status: Int, _ body: [UInt8] = [], _ fields: [String] = []) {
            let head = ["HTTP/1.1 \(status) Status"] + fields + ["Content-Length: \(body.count)", "Connection: close"]
            send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }

        /// Sends a whole answer with its length.
        func answer(_ status: Int, _ body: String, _ fields: [String] = []) { answer(status, Array(body.utf8), fields) }

        /// Breaks the connection off with a reset instead of an orderly end.
        func reset() {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }

        /// A field of the request.
        func field(_ name: String) -> String? {
            for line in request.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                    return String(parts[1].drop { $0 == " " })
                }
            }
            return nil
        }
    }

    typealias Handler = @Sendable (Connection) -> Void

    private let listener: Int32
    /// The port it listens on.
    let port: Int
    private let handlers = Mutex<[String: Handler]>([:])
    private let seen = Mutex<[String]>([])
    private let stopping = Mutex(false)

    /// Starts a server.
    ///
    /// - Parameter address: of the loopback network.
    init(address: String = "127.0.0.1") throws {
        listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, address, &place.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let bound = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && listen(descriptor, 128) == 0
                    && getsockname(descriptor, pointer, &size) == 0
            }
        }
        guard bound else { throw StartError() }
        port = Int(UInt16(bigEndian: place.sin_port))
        let queue = DispatchQueue(label: "misbehaving", attributes: .concurrent)
        queue.async { [self] in
            while true {
                let socket = accept(descriptor, nil, nil)
                guard socket >= 0 else { return }
                queue.async { self.serve(socket) }
            }
        }
    }

    struct StartError: Error {}

    /// Sets what happens at a path.
    func at(_ path: String, _ handler: @escaping Handler) { handlers.withLock { $0[path] = handler } }

    /// Paths asked for so far.
    var asked: [String] { seen.withLock { $0 } }

    /// An address on this server.
    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    private func serve(_ socket: Int32) {
        defer { close(socket) }
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let text = String(decoding: head, as: UTF8.self)
            if let end = text.position(of: "\r\n\r\n") {
                let request = String(text[..<end])
                var body = Array(head.dropFirst(request.utf8.count + 4))
                let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? "?"
                let times = seen.withLock { seen in
                    defer { seen.append(path) }
                    return seen.count { $0 == path }
                }
                let early = Connection(socket: socket, request: request, times: times, body: [])
                let length = early.field("Content-Length").flatMap { Int($0) } ?? 0
                while body.count < length {
                    let count = recv(socket, &buffer, buffer.count, 0)
                    guard count > 0 else { return }
                    body += buffer[..<count]
                }
                let connection = Connection(socket: socket, request: request, times: times, body: body)
                if let handler = handlers.withLock({ $0[path] }) {
                    handler(connection)
                } else {
                    connection.answer(404, "nothing here")
                }
                return
            }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0, head.count < 65_536 else { return }
            head += buffer[..<count]
        }
    }

    /// Takes no more connections.
    func stop() {
        let isFirst = stopping.withLock { stopping in
            defer { stopping = true }
            return !stopping
        }
        if isFirst {
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
        }
    }
}

extension String {
    /// Where a text stands first.
    fileprivate func position(of text: String) -> Index? {
        let (all, part) = (Array(utf8), Array(text.utf8))
        guard all.count >= part.count else { return nil }
        for start in 0...(all.count - part.count) where all[start...].starts(with: part) {
            return utf8.index(startIndex, offsetBy: start)
        }
        return nil
    }
}
