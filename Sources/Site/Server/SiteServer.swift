#if Web
    import HTTPTypes
    import Hummingbird
    import HummingbirdCore
    import HummingbirdTLS
    import Logging
    import Moments
    import NIOCore
    import NIOSSL
    import ServiceLifecycle
    import Sitrep

    /// The site on a socket: passes requests to the handler, within limits, until it is told to stop.
    public struct SiteServer: Sendable {
        let handler: SiteHandler
        let address: SiteAddress
        let certificate: SiteCertificate?
        let limits: ServerLimits
        /// Takes a line of the log: JSON, one object a request, without queries, tokens and cookies; nil for none.
        let log: (@Sendable (String) -> Void)?

        /// Longest piece of an answer that is handed to the socket at once, bytes: a slow client holds no more than that besides the answer,
        /// which it shares with others, and each piece may take it `ServerLimits.stall`.
        static let piece = 256 << 10

        /// How often a stream of changes looks for new ones, seconds.
        static let pulse = 3

        /// A server. `log` is called from several threads.
        ///
        /// - Parameter certificate: with one the site speaks TLS (1.2 or later) and nothing else.
        public init(
            _ handler: SiteHandler, address: SiteAddress, certificate: SiteCertificate? = nil,
            limits: ServerLimits = ServerLimits(), log: (@Sendable (String) -> Void)?
        ) {
            self.handler = handler
            self.address = address
            self.certificate = certificate
            self.limits = limits
            self.log = log
        }

        /// Serves until SIGINT or SIGTERM; requests that are being answered are answered still.
        ///
        /// - Parameter ready: called with the port once it listens.
        public func run(ready: @escaping @Sendable (Int) -> Void) async throws {
            let limits = self.limits
            let channel = HTTP1Channel.Configuration(
                additionalChannelHandlers: [PaceHandler(limits)], idleTimeout: .milliseconds(limits.head),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
            var builder = HTTPServerBuilder.http1(configuration: channel)
            if let certificate {
                builder = try .tls(builder, tlsConfiguration: Self.encryption(certificate))
            }
            var logger = Logger(label: "sitrep-web") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .error
            let application = Application(
                responder: SiteResponder(handler: handler, log: log),
                server: builder,
                configuration: .init(
                    address: .hostname(address.host, port: address.port),
                    availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
                onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) },
                logger: logger)
            try await application.runService()
        }

        private static func encryption(_ certificate: SiteCertificate) throws -> TLSConfiguration {
            let chain: [NIOSSLCertificate]
            let key: NIOSSLPrivateKey
            do {
                chain = try NIOSSLCertificate.fromPEMBytes(certificate.chain)
            } catch {
                throw SiteCertificate.Fault(description: "the certificate is no PEM that can be read")
            }
            do {
                key = try NIOSSLPrivateKey(bytes: certificate.key, format: .pem)
            } catch {
                throw SiteCertificate.Fault(description: "the key is no PEM that can be read without a passphrase")
            }
            guard !chain.isEmpty else { throw SiteCertificate.Fault(description: "the certificate file holds none") }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        }
    }

    /// What is known of a connection.
    struct PeerContext: RequestContext {
        var coreContext: CoreRequestContextStorage
        let peer: String

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            peer = source.channel.remoteAddress?.ipAddress ?? "local"
        }
    }

    /// Translates between the server's requests and answers and the site's.
    struct SiteResponder: HTTPResponder {
        let handler: SiteHandler
        let log: (@Sendable (String) -> Void)?
        private let bodies = SharedBodies()

        init(handler: SiteHandler, log: (@Sendable (String) -> Void)?) {
            self.handler = handler
            self.log = log
        }

        func respond(to request: Request, context: PeerContext) async throws -> Response {
            let began = ContinuousClock.now
            let asked = await translated(request, peer: context.peer)
            let answer = await handler.respond(asked)
            if let log {
                let (seconds, atto) = (ContinuousClock.now - began).components
                let microseconds = seconds * 1_000_000 + atto / 1_000_000_000_000
                log(LogLine.text(asked, answer, at: handler.options.now(), microseconds: microseconds))
            }
            var fields = HTTPFields()
            for (name, value) in answer.headers {
                guard let name = HTTPField.Name(name) else { continue }
                fields.append(HTTPField(name: name, value: value))
            }
            var response = Response(status: .init(code: answer.status), headers: fields, body: body(answer))
            // The length of an answer that is not sent again is not 0.
            if answer.status == 304 { response.headers[.contentLength] = nil }
            return response
        }

        private func translated(_ request: Request, peer: String) async -> SiteRequest {
            var headers: [String: String] = [:]
            for field in request.headers {
                let name = field.name.canonicalName
                if let before = headers[name] {
                    headers[name] = before + (name == "cookie" ? "; " : ", ") + field.value
                } else {
                    headers[name] = field.value
                }
            }
            // Whoever names no host is no browser of this machine.
            if headers["host"] == nil { headers["host"] = request.head.authority ?? "" }
            var body: [UInt8] = []
            if request.method == .post {
                let length = headers["content-length"].flatMap { Int($0) }
                let tooMuch = [UInt8](repeating: 0, count: SiteLimits.body + 1)
                if let length, length > SiteLimits.body {
                    body = tooMuch
                } else if let buffer = try? await request.body.collect(upTo: SiteLimits.body),
                    length ?? buffer.readableBytes == buffer.readableBytes
                {
                    body = Array(buffer.readableBytesView)
                } else {
                    // Too much, or broken off: nothing is done with a part.
                    body = tooMuch
                }
            }
            var asked = SiteRequest(
                method: request.method.rawValue, target: request.head.path ?? "/", headers: headers, peer: peer)
            asked.body = body
            return asked
        }

        private func whole(_ answer: SiteResponse) -> ResponseBody {
            let body = answer.body
            guard body.count > SiteServer.piece else { return ResponseBody(byteBuffer: ByteBuffer(bytes: body)) }
            // What is kept as it is for everybody is sent from one copy.
            let shared = answer["Content-Encoding"] == nil ? nil : bodies.buffer(body)
            return ResponseBody(contentLength: body.count) { writer in
                for start in stride(from: 0, to: body.count, by: SiteServer.piece) {
                    let end = min(start + SiteServer.piece, body.count)
                    let piece = shared?.getSlice(at: start, length: end - start)
                    try await writer.write(piece ?? ByteBuffer(bytes: body[start..<end]))
                }
                try await writer.finish(nil)
            }
        }

        private func body(_ answer: SiteResponse) -> ResponseBody {
            guard let events = answer.events else { return whole(answer) }
            let handler = self.handler
            return ResponseBody { writer in
                var stream = events
                try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
                while !Task.isShuttingDownGracefully {
                    let (text, next) = handler.events(stream)
                    stream = next
                    // A comment keeps proxies from closing, and tells when nobody reads any more.
                    try await writer.write(ByteBuffer(string: text.isEmpty ? ":\n\n" : text))
                    try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(SiteServer.pulse)) }
                }
                try await writer.finish(nil)
            }
        }
    }
#endif
