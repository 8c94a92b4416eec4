#if Web
    import Archive
    import Following
    import Glibc
    import Site
    import Testing

    @testable import Fetching

    /// The site speaks TLS itself when it has a certificate: a client that checks it reads a page, one that does not speak TLS gets none.
    @Suite("The site over TLS", .enabled(if: TestCertificate.canBeMade)) struct SiteOverTLSTests {
        private static func serve(_ certificate: SiteCertificate) async throws -> (
            port: Int, work: Task<Void, any Error>
        ) {
            var template = Array("/tmp/sitrep-tls-XXXXXX".utf8CString)
            guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
                throw TestCertificate.Failure()
            }
            let file = String(cString: made) + "/sitrep.db"
            _ = try Archive(path: file, create: true)
            var options = SiteHandler.Options(archive: file, access: Access(onlyLocalHost: false))
            options.isEncrypted = true
            let server = SiteServer(
                try SiteHandler(options), address: SiteAddress(port: 0), certificate: certificate, log: nil)
            let (ports, found) = AsyncStream<Int>.makeStream()
            let work = Task {
                do {
                    try await server.run { found.yield($0) }
                } catch {
                    found.finish()
                    throw error
                }
            }
            for await port in ports { return (port, work) }
            return (0, work)
        }

        @Test func aCheckedCertificateOpensIt() async throws {
            let made = try TestCertificate()
            let (port, work) = try await Self.serve(SiteCertificate(chain: made.certificate, key: made.key))
            defer { work.cancel() }
            let visitor = Visitor(
                transport: try HTTPTransport(trustedPEM: made.certificate), resolver: LoopbackResolver(),
                policy: AddressPolicy(allowsPrivate: true), gate: HostGate(gap: 0), agent: "sitrep/test")
            let page = try await visitor.get(try WebAddress("https://outlet.example:\(port)/health"), wanted: .page)
            #expect(page.answer.body == Array("ok\n".utf8))
            let wrong: FetchFailure? = await {
                do throws(FetchFailure) {
                    _ = try await visitor.get(try WebAddress("https://other.example:\(port)/health"), wanted: .page)
                    return nil
                } catch {
                    return error
                }
            }()
            #expect(wrong?.kind == .encryption)
            let plain: FetchFailure? = await {
                do throws(FetchFailure) {
                    _ = try await visitor.get(try WebAddress("http://outlet.example:\(port)/health"), wanted: .page)
                    return nil
                } catch {
                    return error
                }
            }()
            #expect(plain != nil)
        }

        @Test func whatIsNoCertificateIsSaid() async throws {
            let (port, work) = try await Self.serve(SiteCertificate(chain: Array("no".utf8), key: Array("no".utf8)))
            #expect(port == 0)
            await #expect(throws: SiteCertificate.Fault.self) { try await work.value }
        }
    }
#endif
