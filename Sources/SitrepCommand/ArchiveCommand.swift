import Archive
import ArgumentParser
import Documents
import Glibc
import JSON
import Readings
import Sitrep
import Stories

/// `sitrep archive`: looking after the file.
struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Checks, copies, compacts, prunes the archive, or reads it again.",
        subcommands: [Check.self, Backup.self, Compact.self, Prune.self, Reread.self])

    /// `sitrep archive check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks the file's structure, the search index, every document and every kept reading.")

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Print a JSON object.")
        var json = false

        func run() throws {
            let store = try archive.open(looking: true)
            let (faults, sizes) = try ArchiveArguments.telling { () throws(ArchiveError) in
                (try store.check(), try store.sizes())
            }
            for fault in faults { InputTally.say("sitrep: \(fault)") }
            if store.isReadOnly {
                InputTally.say(
                    "sitrep: the search indexes were not checked, as \(archive.path) cannot be written. Check a copy of it for that."
                )
            }
            if json {
                var out = JSONWriter()
                out.object { json in
                    json.member("documents", sizes.documents)
                    json.member("stories", sizes.stories)
                    json.member("readings", sizes.readings)
                    json.member("bytes", sizes.bytes)
                    json.member("faults", faults)
                }
                out.newline()
                try Output.write(out.bytes, to: nil)
                if !faults.isEmpty { throw ExitCode(2) }
                return
            }
            try Output.write(
                "\(archive.path): \(sizes.documents) documents (\(sizes.readings) with their reading), "
                    + "\(sizes.stories) stories, \(sizes.bytes) bytes; "
                    + (faults.isEmpty
                        ? "all is well\n" : "\(faults.count) \(faults.count == 1 ? "fault" : "faults")\n"),
                to: nil)
            if !faults.isEmpty { throw ExitCode(2) }
        }
    }

    /// `sitrep archive backup FILE`
    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a whole copy to a new file, while others may go on adding.")

        @Argument(help: "The new file.")
        var file: String

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Print a JSON object.")
        var json = false

        func run() throws {
            let store = try archive.open(looking: true)
            // Whether the new file can be made is known before: afterwards an error names the archive.
            let new = Glibc.open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if new >= 0 {
                close(new)
                unlink(file)
            } else if errno != EEXIST || file.hasSuffix("/") {
                InputTally.say(
                    "sitrep: cannot write \(file): \(String(cString: strerror(errno))). Check the folder and its rights."
                )
                throw ExitCode(2)
            }
            try ArchiveArguments.telling { () throws(ArchiveError) in try store.backup(to: file) }
            guard json else {
                try Output.write("\(file): a copy of \(archive.path)\n", to: nil)
                return
            }
            try Output.json { json in
                json.member("file", file)
                json.member("of", archive.path)
            }
        }
    }

    /// `sitrep archive compact`
    struct Compact: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives unused space back and merges the search index.")

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Print a JSON object.")
        var json = false

        func run() throws {
            let store = try archive.open()
            let (before, after) = try ArchiveArguments.telling { () throws(ArchiveError) in
                let before = try store.sizes().bytes
                try store.compact()
                return (before, try store.sizes().bytes)
            }
            try Output.write(
                json
                    ? "{\"before\":\(before),\"after\":\(after)}\n"
                    : "\(archive.path): \(before) bytes before, \(after) now\n", to: nil)
        }
    }

    /// `sitrep archive prune`
    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forgets captured bytes or kept readings; documents and what they can be found by stay.",
            discussion: """
                sitrep archive prune --before 2024-01-01 --dry-run
                sitrep archive prune --before 90d --uncited
                sitrep archive prune --readings

                Uncited are captures whose document is alone in its story and that no correction and no news of a watch names.
                `sitrep archive compact` gives the space back.
                """)

        @Option(help: ArgumentHelp("Only what was captured before a time, or 90d ago.", valueName: "time"))
        var before: String?

        @Flag(help: "Only what was never cited.")
        var uncited = false

        @Flag(help: "Kept readings: reports read their documents again, until `sitrep archive reread` keeps them anew.")
        var readings = false

        @Flag(help: "Say what would go, and take nothing away.")
        var dryRun = false

        @Flag(help: "Print a JSON object.")
        var json = false

        @OptionGroup var archive: ArchiveArguments

        func validate() throws {
            if before == nil, !uncited, !readings {
                throw ValidationError("Say which: --before TIME, --uncited, both, or --readings.")
            }
            _ = try before.map { try SinceTime($0) }
        }

        func run() throws {
            let moment = try before.map { try SinceTime($0) }?.moment(before: ArchiveArguments.now)
            let store = try archive.open()
            let pruned = try ArchiveArguments.telling { () throws(ArchiveError) in
                var pruned = Archive.Pruned()
                if before != nil || uncited {
                    pruned += try store.prune(before: moment, uncited: uncited, dryRun: dryRun)
                }
                if readings { pruned += try store.pruneReadings(dryRun: dryRun) }
                return pruned
            }
            guard json else {
                try Output.write(
                    "\(pruned.captures) captures, \(pruned.readings) readings, \(pruned.bytes) bytes "
                        + (dryRun ? "would be forgotten\n" : "forgotten\n"), to: nil)
                return
            }
            try Output.json { json in
                json.member("captures", pruned.captures)
                json.member("readings", pruned.readings)
                json.member("bytes", pruned.bytes)
                json.member("dryRun", dryRun)
            }
        }
    }

    /// `sitrep archive reread`
    struct Reread: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads what this version and its models have not read yet, as a run of its own.",
            discussion: """
                Earlier runs stay on record, and corrections by people hold as before. What documents can be found by (places,
                people, event types, figures) follows the new readings, which are kept in place of the earlier ones.
                With --all the documents are put into stories anew as well, as this version does.
                """)

        @OptionGroup var archive: ArchiveArguments

        @Flag(help: "Read all documents, also those that this version has read.")
        var all = false

        @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor.")
        var jobs: Int?

        @Flag(help: "Print a JSON object.")
        var json = false

        func run() async throws {
            let store = try archive.open()
            let ids = try ArchiveArguments.telling { () throws(ArchiveError) in try store.unread(all: all) }
            let readers = try ReaderPool(count: max(1, jobs ?? ReportRun.processors))
            var changed = 0
            for start in stride(from: 0, to: ids.count, by: 64) {
                let documents = try ArchiveArguments.telling { () throws(ArchiveError) in
                    var documents: [Document] = []
                    for id in ids[start..<min(start + 64, ids.count)] {
                        if let document = try store.document(id) { documents.append(document) }
                    }
                    return documents
                }
                let readings = try await readers.read(documents)
                changed += try ArchiveArguments.telling { () throws(ArchiveError) in
                    try store.record(readings, at: ArchiveArguments.now)
                }
            }
            var stories = 0
            if all {
                let builder = try StoryBuilder()
                stories = try ArchiveArguments.telling { () throws(ArchiveError) in
                    try store.regroupStories(at: ArchiveArguments.now, builder: builder).count
                }
            }
            try Output.write(
                json
                    ? "{\"read\":\(ids.count),\"changed\":\(changed),\"storiesChanged\":\(stories)}\n"
                    : "\(archive.path): \(ids.count) read again, \(changed) differently than before"
                        + (all ? "; \(stories) stories changed\n" : "\n"), to: nil)
        }
    }
}
