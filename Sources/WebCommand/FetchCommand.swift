#if Web
    import Archive
    import ArgumentParser
    import Captures
    import Documents
    import Following
    import Glibc
    import JSON
    import Moments

    /// `sitrep add ADDRESS…`: pages and feeds by their addresses, once.
    struct FetchCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Fetches pages or feeds by their addresses and adds them to the archive.",
            usage: "sitrep add ADDRESS… [--archive file] [options]",
            discussion: """
                sitrep add https://outlet.example/2025/02/flood.html

                Like a browser asked by a person, it does not ask robots.txt for an address that you name.

                Exit status: 0 done, 1 nothing found, 2 an error.
                """)

        @Argument(help: "http or https addresses.")
        var addresses: [String]

        @OptionGroup var archive: ArchiveOption
        @OptionGroup var network: NetworkOptions

        @Flag(help: "Print a JSON object for each document instead of the counts.")
        var json = false

        @Flag(help: "Stop at the first address that cannot be fetched.")
        var strict = false

        func run() async throws {
            signal(SIGPIPE, SIG_IGN)
            try await ArchiveOption.telling {
                let desk = try Desk(
                    path: archive.path, create: true, jobs: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
                let visitor = try network.visitor()
                let reader = try FetchedDocuments()
                var counts = AddressCounts()
                for address in addresses {
                    do throws(FetchFailure) {
                        let arrival = try await visitor.get(try WebAddress(address), wanted: .page)
                        guard (200..<300).contains(arrival.answer.status) else {
                            throw FetchFailure(.status, WebAnswer.words(arrival.answer.status))
                        }
                        try await counts.take(arrival, desk, reader, json: json)
                    } catch {
                        counts.failed += 1
                        Talk.say("sitrep: \(address): \(error.reason)")
                        if strict { throw ExitCode(2) }
                    }
                }
                if counts.new + counts.versions > 0 {
                    _ = try await desk.updateStories(at: Moment(seconds: Int64(time(nil))))
                }
                if !json {
                    let text =
                        "\(archive.path): \(counts.new) added, \(counts.versions) new versions, \(counts.known) there already"
                    Talk.print(Array((text + "\n").utf8))
                }
                if counts.new + counts.versions + counts.known == 0 { throw ExitCode(counts.failed > 0 ? 2 : 1) }
            }
        }
    }

    /// What became of addresses.
    struct AddressCounts {
        var new = 0
        var versions = 0
        var known = 0
        var failed = 0

        /// Adds what was fetched.
        mutating func take(
            _ arrival: Arrival, _ desk: Desk, _ reader: FetchedDocuments, json: Bool
        ) async throws(FetchFailure) {
            var documents: [Document] = []
            let now = Moment(seconds: Int64(time(nil)))
            reader.read(arrival, now: now) { result in
                switch result {
                case .success(let document): documents.append(document)
                case .failure(let fault): Talk.say("sitrep: \(fault)")
                }
            }
            let added: [Archive.Added]
            do {
                added = try await desk.take(documents, at: now)
            } catch {
                throw FetchFailure(.content, "\(error)")
            }
            for one in added {
                var of: String?
                var outcome = "new"
                switch one.outcome {
                case .new: new += 1
                case .version(let old):
                    versions += 1
                    (outcome, of) = ("version", old)
                case .known:
                    known += 1
                    outcome = "known"
                }
                guard json else { continue }
                var line = JSONWriter()
                line.object { json in
                    json.member("id", one.id)
                    json.member("outcome", outcome)
                    if let of { json.member("of", of) }
                }
                line.newline()
                Talk.print(line.bytes)
            }
        }
    }
#endif
