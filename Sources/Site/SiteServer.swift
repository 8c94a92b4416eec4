#if Web
    import HTTPTypes
    import Hummingbird
    import HummingbirdCore
    import Logging
    import NIOCore
    import ServiceLifecycle
    import Sitrep

    /// The site on a socket: passes requests to the handler, within limits, until it is told to stop.
    public struct SiteServer: Sendable {
        let handler: SiteHandler
        let address: SiteAddress
        /// Takes a line of the log: JSON, one object a request, without queries, tokens and cookies.
        let log: @Sendable (String) -> Void

        /// Most connections at once.
        static let connections = 512
        /// How often a stream of changes looks for new ones, seconds.
        static let pulse = 3

        /// A server. `log` is called from several threads.
        public init(_ handler: SiteHandler, address: SiteAddress, log: @escaping @Sendable (String) -> Void) {
            self.handler = handler
            self.address = address
            self.log = log
        }

        /// Serves until SIGINT or SIGTERM; requests that are being answered are answered still.
        ///
        /// - Parameter ready: called with the port once it listens.
        public func run(ready: @escaping @Sendable (Int) -> Void) async throws {
            let limits = HTTP1Channel.Configuration(
                additionalChannelHandlers: [PaceHandler()], idleTimeout: .seconds(75),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
            var logger = Logger(label: "sitrep-web") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .error
            let application = Application(
                responder: SiteResponder(handler: handler, log: log),
                server: .http1(configuration: limits),
                configuration: .init(
                    address: .hostname(address.host, port: address.port),
                    availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
                onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) },
                logger: logger)
            try await application.runService()
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
        let log: @Sendable (String) -> Void

        func respond(to request: Request, context: PeerContext) async throws -> Response {
            let began = ContinuousClock.now
            let asked = await translated(request, peer: context.peer)
            let answer = await handler.respond(asked)
            let (seconds, atto) = (ContinuousClock.now - began).components
            let microseconds = seconds * 1_000_000 + atto / 1_000_000_000_000
            log(LogLine.text(asked, answer, microseconds: microseconds))
            var fields = HTTPFields()
            for (name, value) in answer.headers {
                guard let name = HTTPField.Name(name) else { continue }
                fields.append(HTTPField(name: name, value: value))
            }
            return Response(status: .init(code: answer.status), headers: fields, body: body(answer))
        }

        private func translated(_ request: Request, peer: String) async -> SiteRequest {
            var headers: [String: String] = [:]
            for field in request.headers where headers[field.name.canonicalName] == nil {
                headers[field.name.canonicalName] = field.value
            }
            if headers["host"] == nil { headers["host"] = request.head.authority }
            var body: [UInt8] = []
            if request.method == .post, let buffer = try? await request.body.collect(upTo: SiteLimits.body + 1) {
                body = Array(buffer.readableBytesView)
            }
            var asked = SiteRequest(
                method: request.method.rawValue, target: request.head.path ?? "/", headers: headers, peer: peer)
            asked.body = body
            return asked
        }

        private func body(_ answer: SiteResponse) -> ResponseBody {
            guard let events = answer.events else { return ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) }
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

    /// Closes connections whose requests do not come: a head or body that is sent byte by byte counts as silence until it is whole.
    final class PaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = NIOAny
        typealias InboundOut = NIOAny
        typealias OutboundIn = NIOAny
        typealias OutboundOut = NIOAny

        private var read = NIODeadline.uptimeNanoseconds(0)
        private var wrote = NIODeadline.now()
        private var timer: RepeatedTask?

        /// How long a request may take to come.
        static let patience = TimeAmount.seconds(20)
        /// How long an answer may take to begin.
        static let work = TimeAmount.seconds(180)

        func handlerAdded(context: ChannelHandlerContext) {
            let channel = context.channel
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            timer = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
                let pace = bound.value
                let isWorking = pace.read > pace.wrote
                if NIODeadline.now() - max(pace.read, pace.wrote) > (isWorking ? Self.work : Self.patience) {
                    channel.close(promise: nil)
                }
            }
        }

        func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            read = .now()
            context.fireChannelRead(data)
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            wrote = .now()
            context.write(data, promise: promise)
        }
    }
#endif
