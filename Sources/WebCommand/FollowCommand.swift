#if Web
    import Archive
    import ArgumentParser
    import Following
    import Glibc
    import Moments

    /// `sitrep follow`: feeds, polled.
    struct FollowCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "follow",
            abstract: "Polls the archive's feeds and keeps its stories current, until it is stopped.",
            usage: "sitrep follow [--once] [--archive file] [options]",
            discussion: """
                sitrep feeds add https://outlet.example/feed.xml
                sitrep follow                     until Ctrl-C
                sitrep follow --once              every feed that is due, then end (for cron)

                Feeds are asked when they and their servers want to be; one that fails is asked again later and later, and
                `sitrep feeds health` says why. What has been told as added is on the disk, whatever happens next.

                Exit status: 0 done, 1 no feeds or all of them failed (--once), 2 an error.
                """)

        @Flag(help: "Ask every feed that is due once, then end.")
        var once = false

        @Option(
            help: ArgumentHelp(
                "Time between two polls of a feed that says nothing itself. Default: 30m.", valueName: "time"),
            transform: NetworkOptions.span)
        var interval: Int?

        @OptionGroup var archive: ArchiveOption
        @OptionGroup var network: NetworkOptions

        @Option(help: "Feeds asked at once. Default: 16.")
        var width: Int = 16

        @Option(help: ArgumentHelp("Seed of the chance in waiting times, to repeat a run.", visibility: .hidden))
        var seed: UInt64?

        @Flag(help: "Print a JSON object for each document and each poll.")
        var json = false

        func validate() throws {
            if let interval, interval < 60 { throw ValidationError("--interval is at least 60s.") }
            if !(1...256).contains(width) { throw ValidationError("--width is 1 to 256.") }
        }

        func run() async throws {
            signal(SIGPIPE, SIG_IGN)
            let signals = EndSignals()
            defer { signals.end() }
            try await ArchiveOption.telling {
                let desk = try Desk(path: archive.path, jobs: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
                guard try await !desk.feeds().isEmpty else {
                    Talk.say("sitrep: \(archive.path) follows no feeds. Add one with `sitrep feeds add ADDRESS`.")
                    throw ExitCode(1)
                }
                var options = Poller.Options(seed: seed ?? UInt64.random(in: 0...UInt64.max))
                options.width = width
                if let interval { options.schedule.interval = interval }
                let lines = PollLines(json: json)
                let poller = try Poller(desk: desk, visitor: try network.visitor(), options: options) { event in
                    lines.tell(event)
                }
                let once = once
                let work = Task { try await poller.run(once: once) }
                signals.listen { work.cancel() }
                let counts = try await work.value
                if once, counts.asked == 0 {
                    let now = Moment(seconds: Int64(time(nil)))
                    let left = try await desk.feeds().filter { !$0.state.isGone }.map {
                        Schedule.remaining(tried: $0.state.tried, nextTry: $0.state.nextTry, now: now)
                    }.min()
                    Talk.say("sitrep: no feed is due\(left.map { "; the next in \(TimeSpan.text($0))" } ?? "")")
                } else if once {
                    Talk.say(
                        "sitrep: \(counts.asked) \(counts.asked == 1 ? "feed" : "feeds") asked, \(counts.failed) failed"
                    )
                    if counts.asked > 0, counts.failed == counts.asked { throw ExitCode(1) }
                }
            }
        }
    }
#endif
