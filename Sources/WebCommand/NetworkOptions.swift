#if Web
    import ArgumentParser
    import Fetching
    import Following
    import Sitrep

    /// How the network is asked.
    struct NetworkOptions: ParsableArguments {
        @Flag(help: "Ask this machine and private networks too, which otherwise nothing may lead to.")
        var allowPrivate = false

        @Option(
            help: ArgumentHelp(
                "Time between two questions to one host (2s, 500 is seconds). Default: 1s.", valueName: "time"),
            transform: NetworkOptions.span)
        var hostPause: Int?

        @Option(
            help: ArgumentHelp("Time for one answer to be whole. Default: 60s.", valueName: "time"), transform: span)
        var timeout: Int?

        @Option(help: ArgumentHelp("Largest answer, in MiB. Default: 16.", valueName: "MiB"))
        var largest: Int?

        @Option(
            help: ArgumentHelp(
                "What the User-Agent says besides the program's name, such as your address.", valueName: "text"))
        var contact: String?

        /// Reads a length of time.
        static func span(_ text: String) throws -> Int {
            guard let seconds = TimeSpan.seconds(text) else {
                throw ValidationError("'\(text)' is no length of time. Write 30s, 15m, 2h or 1d.")
            }
            return seconds
        }

        func validate() throws {
            if let largest, !(1...1_024).contains(largest) { throw ValidationError("--largest is 1 to 1024.") }
            if let timeout, timeout < 1 { throw ValidationError("--timeout is at least 1s.") }
            if let contact, contact.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) || contact.utf8.count > 200 {
                throw ValidationError("--contact is plain ASCII of at most 200 letters.")
            }
        }

        /// Who goes and asks.
        func visitor() throws -> Visitor {
            var limits = FetchLimits()
            if let timeout { limits.total = Double(timeout) }
            if let largest {
                limits.body = largest << 20
                limits.unpacked = 2 * largest << 20
            }
            return Visitor(
                transport: try HTTPTransport(), policy: AddressPolicy(allowsPrivate: allowPrivate),
                gate: HostGate(gap: Double(hostPause ?? 1)),
                agent: UserAgent.text(version: Sitrep.version, contact: contact), limits: limits)
        }
    }
#endif
