#if Web
    import ArgumentParser
    import Archive
    import Glibc
    import Site

    /// `sitrep serve`: the archive in a browser.
    struct ServeCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Shows the archive as web pages, on this machine only unless told otherwise.",
            discussion: """
                sitrep serve                                  http://127.0.0.1:8750
                sitrep serve --archive flood.db --port 0      a port that is free
                SITREP_TOKEN=… sitrep serve --listen 0.0.0.0  for other machines; readers send the token

                sitrep serve --listen 0.0.0.0 --certificate desk.pem --key desk.key
                sitrep serve --public-address https://desk.example --user-header X-User --editor ana

                Wider than this machine it needs a token (SITREP_TOKEN, and SITREP_EDITOR_TOKEN for those who may change things), and
                should speak TLS, itself (--certificate) or behind a proxy. A proxy on this machine may say who asks
                (--user-header); it must set that field on every request. Ends on Ctrl-C after the requests it is answering.
                """)

        @Option(help: "The archive's file. Default: SITREP_ARCHIVE, else sitrep.db in the working folder.")
        var archive: String?

        @Option(help: "Address to listen on.")
        var listen = "127.0.0.1"

        @Option(name: .shortAndLong, help: "Port; 0 takes a free one.")
        var port = 8750

        @Option(help: ArgumentHelp("Speak TLS with this certificate and its chain (PEM).", valueName: "file"))
        var certificate: String?

        @Option(help: ArgumentHelp("The certificate's key (PEM, without a passphrase).", valueName: "file"))
        var key: String?

        @Option(help: "The site as browsers see it behind a proxy: https://desk.example")
        var publicAddress: String?

        @Option(help: ArgumentHelp("A proxy on this machine says in this field who asks.", valueName: "field"))
        var userHeader: String?

        @Option(
            help: ArgumentHelp(
                "Of those whom the proxy names, one that may correct and manage; may be repeated.", valueName: "name"))
        var editor: [String] = []

        @Option(
            help: ArgumentHelp(
                "Pages of this site (https://desk.example) may read JSON, feeds and exports; may be repeated.",
                valueName: "origin"))
        var allowOrigin: [String] = []

        @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor.")
        var jobs: Int?

        @Flag(help: "No line a request on standard error.")
        var quiet = false

        private var isLocal: Bool { ["127.0.0.1", "::1", "localhost"].contains(listen) }

        func validate() throws {
            let parts = listen.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count == 2, let other = Int(parts[1]) {
                throw ValidationError("--listen takes an address alone: write --listen \(parts[0]) --port \(other).")
            }
            guard (0...65_535).contains(port) else { throw ValidationError("--port is between 0 and 65535.") }
            guard (certificate == nil) == (key == nil) else {
                throw ValidationError("--certificate and --key go together.")
            }
            guard publicAddress.map({ $0.hasPrefix("https://") || $0.hasPrefix("http://") }) ?? true else {
                throw ValidationError("--public-address begins with https:// or http://.")
            }
            for origin in allowOrigin {
                let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
                guard parts.count == 3, ["https:", "http:"].contains(parts[0]), parts[1].isEmpty, !parts[2].isEmpty
                else {
                    throw ValidationError(
                        "--allow-origin '\(origin)' is not an origin: scheme and host, a port where it is not the usual one, nothing after them."
                    )
                }
            }
            guard editor.isEmpty || userHeader != nil else {
                throw ValidationError("--editor names whom the proxy names: give --user-header too.")
            }
            guard userHeader == nil || isLocal else {
                throw ValidationError(
                    "--user-header is believed from a proxy on this machine only: leave --listen out.")
            }
            if publicAddress != nil {
                for name in ["SITREP_TOKEN", "SITREP_EDITOR_TOKEN"] {
                    guard Self.variable(name).map({ $0.utf8.count >= 16 }) ?? true else {
                        throw ValidationError("\(name) has 16 characters or more where others reach the site.")
                    }
                }
            }
            guard isLocal || Self.variable("SITREP_TOKEN").map({ $0.utf8.count >= 16 }) ?? false else {
                throw ValidationError(
                    "--listen \(listen) reaches further than this machine and needs a token of 16 characters or more in SITREP_TOKEN."
                )
            }
        }

        func run() async throws {
            Heap.givesBackLargeBuffers()
            var access = Access(
                readerToken: Self.variable("SITREP_TOKEN"), editorToken: Self.variable("SITREP_EDITOR_TOKEN"),
                onlyLocalHost: isLocal)
            access.publicAddress = publicAddress
            access.userHeader = userHeader
            access.editors = Set(editor)
            var options = SiteHandler.Options(
                archive: Archive.path(named: archive), access: access,
                jobs: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
            if !isLocal { (options.burst, options.perSecond) = (60, 10) }
            options.isEncrypted = certificate != nil
            options.sharedOrigins = Set(allowOrigin.map { $0.lowercased() })
            let identity: SiteCertificate?
            if let certificate, let key {
                identity = SiteCertificate(chain: try Self.contents(certificate), key: try Self.contents(key))
            } else {
                identity = nil
            }
            let handler: SiteHandler
            do {
                handler = try SiteHandler(options)
            } catch let error as ArchiveError {
                Self.say("sitrep: \(error)")
                throw ExitCode(2)
            }
            let (listen, shown) = (listen, options.archive)
            let scheme = identity == nil ? "http" : "https"
            let log: (@Sendable (String) -> Void)?
            if quiet { log = nil } else { log = { line in Self.say(line) } }
            let server = SiteServer(
                handler, address: SiteAddress(host: listen, port: port), certificate: identity, log: log)
            do {
                try await server.run { port in
                    let host = listen.contains(":") ? "[\(listen)]" : listen
                    Self.say("sitrep: \(scheme)://\(host):\(port)/ shows \(shown). Ctrl-C ends it.")
                }
            } catch let fault as SiteCertificate.Fault {
                Self.say("sitrep: \(fault)")
                throw ExitCode(2)
            } catch {
                Self.say("sitrep: cannot listen on \(listen), port \(port): \(error)")
                throw ExitCode(2)
            }
        }

        /// A file of up to 1 MiB; ends the program when it is larger or cannot be read.
        private static func contents(_ path: String) throws -> [UInt8] {
            func refused(_ reason: String) -> ExitCode {
                say("sitrep: \(path): \(reason)")
                return ExitCode(2)
            }
            guard let file = fopen(path, "r") else { throw refused(String(cString: strerror(errno))) }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 20 + 1)
            let count = fread(&bytes, 1, bytes.count, file)
            guard ferror(file) == 0 else { throw refused(String(cString: strerror(errno))) }
            guard count < bytes.count else { throw refused("larger than 1 MiB, so no certificate or key") }
            return Array(bytes[..<count])
        }

        private static func variable(_ name: String) -> String? {
            guard let value = getenv(name), value.pointee != 0 else { return nil }
            return String(cString: value)
        }

        private static func say(_ line: String) {
            let bytes = Array((line + "\n").utf8)
            _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
        }
    }
#endif
