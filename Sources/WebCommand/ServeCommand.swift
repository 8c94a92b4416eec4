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

                Wider than this machine it needs a token (SITREP_TOKEN, and SITREP_EDITOR_TOKEN for those who may change things), and
                should stand behind a proxy that speaks TLS. Ends on Ctrl-C after the requests it is answering.
                """)

        @Option(help: "The archive's file. Default: SITREP_ARCHIVE, else sitrep.db in the working folder.")
        var archive: String?

        @Option(help: "Address to listen on.")
        var listen = "127.0.0.1"

        @Option(name: .shortAndLong, help: "Port; 0 takes a free one.")
        var port = 8750

        @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor.")
        var jobs: Int?

        @Flag(help: "No line a request on standard error.")
        var quiet = false

        private var isLocal: Bool { ["127.0.0.1", "::1", "localhost"].contains(listen) }

        func validate() throws {
            guard (0...65_535).contains(port) else { throw ValidationError("--port is between 0 and 65535.") }
            guard isLocal || Self.variable("SITREP_TOKEN").map({ $0.utf8.count >= 16 }) ?? false else {
                throw ValidationError(
                    "--listen \(listen) reaches further than this machine and needs a token of 16 characters or more in SITREP_TOKEN."
                )
            }
        }

        func run() async throws {
            let access = Access(
                readerToken: Self.variable("SITREP_TOKEN"), editorToken: Self.variable("SITREP_EDITOR_TOKEN"),
                onlyLocalHost: isLocal)
            var options = SiteHandler.Options(
                archive: Archive.path(named: archive), access: access,
                jobs: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
            if !isLocal { (options.burst, options.perSecond) = (60, 10) }
            let handler: SiteHandler
            do {
                handler = try SiteHandler(options)
            } catch let error as ArchiveError {
                Self.say("sitrep: \(error)")
                throw ExitCode(2)
            }
            let (listen, quiet, shown) = (listen, quiet, options.archive)
            let server = SiteServer(handler, address: SiteAddress(host: listen, port: port)) { line in
                if !quiet { Self.say(line) }
            }
            do {
                try await server.run { port in
                    let host = listen.contains(":") ? "[\(listen)]" : listen
                    Self.say("sitrep: http://\(host):\(port)/ shows \(shown). Ctrl-C ends it.")
                }
            } catch {
                Self.say("sitrep: cannot listen on \(listen), port \(port): \(error)")
                throw ExitCode(2)
            }
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
