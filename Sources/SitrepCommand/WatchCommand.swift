import Archive
import ArgumentParser
import Glibc
import JSON
import Moments
import Reports

/// `sitrep watch`: questions that every arrival is put to.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Keeps questions that every arrival is put to, and tells when one is answered.",
        discussion: """
            sitrep watch add near:56.1,-3.2,25km                        a place, to standard output
            sitrep watch add 'entity:"Mara Holt"' --to file:holt.jsonl  a person
            sitrep watch add flood* --to mailto:desk@herald.example     any search
            sitrep watch add --measure killed --at-least 20             a figure that reaches a value
            sitrep watch add --contradiction --story s-4f1c09           two claims that cannot both be so
            sitrep watch add --quiet 24                                 a story gone quiet for 24 hours
            sitrep watch list · sitrep watch remove w2 · sitrep watch run

            A watch fires once for each cause. `sitrep add` and `sitrep follow` run all watches; news for a web address is
            posted by `sitrep follow`, signed with the watch's secret (HMAC-SHA256).
            """,
        subcommands: [Add.self, List.self, Remove.self, Run.self])

    /// `sitrep watch add`
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds a watch, for what arrives from now on.")

        @Argument(parsing: .allUnrecognized, help: "A search, as for `sitrep search`.")
        var words: [String] = []

        @Option(help: "Fire when a figure of this measure reaches a value: killed, injured, …")
        var measure: String?

        @Option(help: "That value.")
        var atLeast: Double?

        @Flag(help: "Fire when two claims of a story cannot both be so.")
        var contradiction = false

        @Option(help: ArgumentHelp("Fire when nothing has come to a story for so long.", valueName: "hours"))
        var quiet: Int?

        @Option(help: "Only in this story.")
        var story: String?

        @Option(help: "Where to: - (standard output), feed (pages of `serve`), file:PATH, mailto:ADDRESS, https:…")
        var to = "-"

        @Option(help: "Signs what is posted to a web address. Default: 32 random bytes.")
        var secret: String?

        @Flag(help: "Print a JSON object.")
        var json = false

        @OptionGroup var archive: ArchiveArguments

        func validate() throws {
            try SearchCommand.check(words)
            let asked = [!words.isEmpty, measure != nil, contradiction, quiet != nil].filter { $0 }.count
            guard asked == 1 else {
                throw ValidationError("Give one thing to watch for: a search, --measure, --contradiction or --quiet.")
            }
            if (measure == nil) != (atLeast == nil) { throw ValidationError("--measure and --at-least go together.") }
            if let quiet, quiet < 1 { throw ValidationError("--quiet \(quiet): write 1 hour or more.") }
            if story != nil, !words.isEmpty {
                throw ValidationError("A search names its story itself: write story:\(story ?? "").")
            }
            if let atLeast, !atLeast.isFinite { throw ValidationError("--at-least \(atLeast): write a number.") }
            if Watch.Delivery(to) == nil {
                throw ValidationError(
                    "--to '\(to)': write -, feed, file:PATH, mailto:PERSON@HOST or an http(s) address.")
            }
        }

        func run() throws {
            guard var delivery = Watch.Delivery(to) else { return }
            // News goes to this file from wherever `sitrep follow` will be started.
            if case .file(let path) = delivery, !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
                delivery = .file(String(cString: folder) + "/" + path)
                free(folder)
            }
            let store = try archive.open(create: true)
            let watch = try ArchiveArguments.telling { () throws(ArchiveError) in
                let home = try story.map { name throws(ArchiveError) in
                    guard let home = try store.story(named: name) else {
                        throw ArchiveError(
                            file: store.path, reason: "no one story has an id that begins with '\(name)'",
                            advice: "List them with `sitrep stories`.")
                    }
                    return home
                }
                let condition: Watch.Condition
                if let measure {
                    condition = .measure(measure, atLeast: atLeast ?? 0, story: home)
                } else if contradiction {
                    condition = .contradiction(story: home)
                } else if let quiet {
                    condition = .quiet(hours: quiet, story: home)
                } else {
                    condition = .query(SearchCommand.query(words))
                }
                return try store.addWatch(condition, delivery: delivery, at: ArchiveArguments.now, secret: secret)
            }
            var text =
                json ? WatchCommand.line(watch, fault: nil, withSecret: true) : "\(watch.id): \(watch.condition.line)\n"
            if !json, case .webhook = watch.delivery { text += "secret: \(watch.secret)\n" }
            try Output.write(text, to: nil)
        }
    }

    /// `sitrep watch list`
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the watches.")

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Print a JSON object a line.")
        var json = false

        func run() throws {
            let store = try archive.open(looking: true)
            let watches = try ArchiveArguments.telling { () throws(ArchiveError) -> [(Watch, String?)] in
                try store.watches().map { watch throws(ArchiveError) in (watch, try store.deliveryFault(of: watch.id)) }
            }
            guard !watches.isEmpty else {
                InputTally.say("sitrep: nothing is watched in \(archive.path)")
                throw ExitCode(1)
            }
            var text = ""
            for (watch, fault) in watches {
                if json {
                    text += WatchCommand.line(watch, fault: fault)
                    continue
                }
                let address = watch.delivery.address.isEmpty ? "" : " " + OneLine.text(watch.delivery.address)
                text += "\(watch.id)  \(OneLine.text(watch.condition.line))  → \(watch.delivery.kind)\(address)\n"
                if let fault { text += "    not delivered: \(OneLine.text(fault))\n" }
            }
            try Output.write(text, to: nil)
        }
    }

    /// `sitrep watch remove`
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ends a watch.")

        @Argument(help: "The watch's id.")
        var id: String

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Print a JSON object.")
        var json = false

        func run() throws {
            let store = try archive.open()
            let done = try ArchiveArguments.telling { () throws(ArchiveError) in
                try store.removeWatch(id, at: ArchiveArguments.now)
            }
            guard done else {
                InputTally.say("sitrep: there is no watch '\(id)'. List them with `sitrep watch list`.")
                throw ExitCode(1)
            }
            guard json else { return }
            try Output.json { json in
                json.member("id", id)
                json.member("removed", true)
            }
        }
    }

    /// `sitrep watch run`
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs all watches on what arrived since the last time, and delivers what is due.")

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Print a JSON object with what fired and what could not be delivered.")
        var json = false

        func run() throws {
            let (fired, faults) = try WatchRun.run(try archive.open(), builder: nil)
            guard json else { return }
            try Output.json { json in
                json.name("fired")
                json.array(fired) { json, firing in
                    json.object { json in
                        json.member("watch", firing.watch)
                        json.member("cause", firing.cause)
                        json.member("story", firing.story)
                        json.member("document", firing.document)
                        json.member("text", firing.text)
                    }
                }
                json.member("undelivered", faults)
            }
        }
    }

    /// A watch as a line of JSON; its secret is only shown when it is made.
    static func line(_ watch: Watch, fault: String?, withSecret: Bool = false) -> String {
        var out = JSONWriter()
        out.object { json in
            json.member("id", watch.id)
            json.member("condition", watch.condition.line)
            json.member("delivery", watch.delivery.kind)
            json.member("address", watch.delivery.address)
            json.member("made", watch.made.rfc3339())
            if withSecret { json.member("secret", watch.secret) }
            if let fault { json.member("fault", fault) }
        }
        out.newline()
        return out.string
    }
}
