#if Web
    import Following
    import NIOCore
    import NIOPosix
    import NIOSSL
    import Testing

    @testable import Fetching

    @Suite("Encryption", .enabled(if: TestCertificate.canBeMade)) struct EncryptionTests {
        /// Answers every connection with one page, encrypted.
        private final class Page: ChannelInboundHandler {
            typealias InboundIn = ByteBuffer
            typealias OutboundOut = ByteBuffer

            func channelRead(context: ChannelHandlerContext, data: NIOAny) {
                let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                let channel = context.channel
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text))).whenComplete { _ in
                    channel.close(promise: nil)
                }
            }
        }

        private static func server(_ made: TestCertificate) async throws -> any Channel {
            let chain = try NIOSSLCertificate.fromPEMBytes(made.certificate)
            let key = try NIOSSLPrivateKey(bytes: made.key, format: .pem)
            let tls = try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
            return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                        try channel.pipeline.syncOperations.addHandler(Page())
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
        }

        private static func fetch(
            _ url: String, trusting trusted: [UInt8]? = nil
        ) async throws -> Result<Arrival, FetchFailure> {
            let visitor = Visitor(
                transport: try HTTPTransport(trustedPEM: trusted), resolver: LoopbackResolver(),
                policy: AddressPolicy(allowsPrivate: true), gate: HostGate(gap: 0), agent: "sitrep/test")
            do throws(FetchFailure) {
                return .success(try await visitor.get(try WebAddress(url), wanted: .page))
            } catch {
                return .failure(error)
            }
        }

        /// The connection goes to the checked number, the certificate is checked for the name.
        @Test func theNameIsCheckedAndTheNumberConnectedTo() async throws {
            let made = try TestCertificate()
            let server = try await Self.server(made)
            let port = try #require(server.localAddress?.port)
            let right = try await Self.fetch("https://outlet.example:\(port)/", trusting: made.certificate)
            #expect(try right.get().answer.body == Array("hello".utf8))
            let wrong = try await Self.fetch("https://other.example:\(port)/", trusting: made.certificate)
            #expect(wrong.failure?.kind == .encryption)
            let number = try await Self.fetch("https://127.0.0.1:\(port)/", trusting: made.certificate)
            #expect(number.failure?.kind == .encryption)
            // Nobody vouches for it.
            let untrusted = try await Self.fetch("https://outlet.example:\(port)/")
            #expect(untrusted.failure?.kind == .encryption)
            try await server.close()
        }

        @Test func aServerWithoutEncryptionIsNotTalkedTo() async throws {
            let server = try MisbehavingServer()
            defer { server.stop() }
            server.at("/") { $0.answer(200, "hello") }
            let result = try await Self.fetch("https://outlet.example:\(server.port)/")
            #expect(result.failure != nil)
            #expect([.encryption, .connection, .answer].contains(result.failure?.kind))
            #expect(server.asked.isEmpty)
        }
    }

    /// Every name is this machine.
    struct LoopbackResolver: Following.Resolver {
        func addresses(of host: String) async throws(FetchFailure) -> [IPAddress] {
            [IPAddress(host) ?? IPAddress("127.0.0.1")].compactMap { $0 }
        }
    }

    extension Result {
        /// What went wrong.
        var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
    }
#endif
