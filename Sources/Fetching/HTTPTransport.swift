#if Web
    import AsyncHTTPClient
    public import Following
    import NIOCore
    import NIOHTTP1
    import NIOPosix
    import NIOSSL

    /// Asks servers over the network, by async-http-client. One connection a question: politeness leaves a pause between two
    /// questions to a host that no server would keep a connection open for.
    ///
    /// The host's name goes into the request and is what its certificate is checked for; the connection goes to the numeric
    /// address that was checked.
    public struct HTTPTransport: Transport {
        private let group: any EventLoopGroup
        /// Certificates that are trusted besides the system's, for tests.
        private let trusted: [NIOSSLCertificate]

        /// Makes a transport.
        ///
        /// - Parameter trustedPEM: certificates that are trusted instead of the system's, in PEM; for tests.
        public init(trustedPEM: [UInt8]? = nil) throws {
            group = MultiThreadedEventLoopGroup.singleton
            trusted = try trustedPEM.map { try NIOSSLCertificate.fromPEMBytes($0) } ?? []
        }

        /// Asks.
        public func exchange(
            _ request: WebRequest, at address: IPAddress, limits: FetchLimits
        ) async throws(FetchFailure) -> WebAnswer {
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            configuration.decompression = .disabled
            configuration.httpVersion = .http1Only
            configuration.timeout = .init(connect: Self.span(limits.connect), read: Self.span(limits.idle))
            configuration.connectionPool.retryConnectionEstablishment = false
            configuration.connectionPool.idleTimeout = .seconds(1)
            configuration.dnsOverride = [request.address.host: address.description]
            if !trusted.isEmpty {
                var tls = TLSConfiguration.makeClientConfiguration()
                tls.trustRoots = .certificates(trusted)
                configuration.tlsConfiguration = tls
            }
            let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
            let result: Result<WebAnswer, FetchFailure>
            do {
                result = .success(try await Self.exchange(request, client, limits))
            } catch let failure as FetchFailure {
                result = .failure(failure)
            } catch {
                result = .failure(Self.failure(error, request.address, address))
            }
            try? await client.shutdown()
            return try result.get()
        }

        private static func exchange(
            _ request: WebRequest, _ client: HTTPClient, _ limits: FetchLimits
        ) async throws -> WebAnswer {
            var question = HTTPClientRequest(url: request.address.description)
            question.method = HTTPMethod(rawValue: request.method.rawValue)
            for field in request.fields { question.headers.add(name: field.name, value: field.value) }
            question.headers.replaceOrAdd(name: "Connection", value: "close")
            if request.method == .post { question.body = .bytes(ByteBuffer(bytes: request.body)) }
            let answer = try await client.execute(question, timeout: span(limits.total))
            var taken = WebAnswer(
                status: Int(answer.status.code), fields: answer.headers.map { WebField($0.name, $0.value) })
            if let length = answer.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > limits.body {
                throw tooLarge(limits)
            }
            // Bodies of redirects and of unchanged things are of no use.
            if (300..<400).contains(taken.status) { return taken }
            for try await part in answer.body {
                guard taken.body.count + part.readableBytes <= limits.body else { throw tooLarge(limits) }
                taken.body.append(contentsOf: part.readableBytesView)
            }
            return taken
        }

        /// Seconds, with their parts.
        private static func span(_ seconds: Double) -> TimeAmount { .nanoseconds(Int64(seconds * 1e9)) }

        private static func tooLarge(_ limits: FetchLimits) -> FetchFailure {
            FetchFailure(.size, "more than \(limits.body >> 20) MiB; that much is not taken")
        }

        /// What went wrong, in words.
        private static func failure(_ error: any Error, _ place: WebAddress, _ address: IPAddress) -> FetchFailure {
            if error is CancellationError { return FetchFailure(.cancelled, "the program is ending") }
            if let error = error as? HTTPClientError {
                switch error {
                case .cancelled: return FetchFailure(.cancelled, "the program is ending")
                case .connectTimeout:
                    return FetchFailure(.connection, "\(place.host) does not take connections in time")
                case .tlsHandshakeTimeout:
                    return FetchFailure(.encryption, "\(place.host) does not agree on encryption in time")
                case .readTimeout, .writeTimeout: return FetchFailure(.time, "\(place.host) stopped answering")
                case .deadlineExceeded, .getConnectionFromPoolTimeout:
                    return FetchFailure(.time, "no whole answer from \(place.host) in time")
                case .remoteConnectionClosed:
                    return FetchFailure(.answer, "\(place.host) closed the connection before its answer was whole")
                default: return FetchFailure(.answer, "\(place.host): \(error.shortDescription)")
                }
            }
            if let error = error as? NIOConnectionError, let first = error.connectionErrors.first {
                return failure(first.error, place, address)
            }
            if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError {
                return FetchFailure(.encryption, "no trusted encryption with \(place.host): \(error)")
            }
            if error is HTTPParserError {
                return FetchFailure(.answer, "\(place.host) does not speak HTTP as it should: \(error)")
            }
            if let error = error as? IOError {
                let why =
                    switch error.errnoCode {
                    case 111: "refuses connections"
                    case 113, 101: "cannot be reached from here"
                    case 104: "broke the connection off"
                    case 110: "does not take connections in time"
                    default: "fails (error \(error.errnoCode))"
                    }
                return FetchFailure(.connection, "\(place.host) (\(address)) \(why)")
            }
            return FetchFailure(.connection, "\(place.host): \(error)")
        }
    }
#endif
