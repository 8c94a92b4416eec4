import Archive
import ArgumentParser
import Captures
import Documents
import Glibc
import JSON
import Readings
import Sitrep
import Stories
import Texts

/// `sitrep add`: documents into the archive.
struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds documents to the archive, and keeps its stories current.",
        discussion: """
            sitrep add articles/ feed.xml                 into sitrep.db, made when missing
            sitrep add --archive flood.db page.html       into a file of your choice
            sitrep add https://outlet.example/flood.html  fetched, by sitrep-web; its --help lists more options
            sitrep add --backfill 2023-articles.jsonl     known since they were published, not since now

            A document that is there already is not added again; a new text under the same address or id is kept as its next version.
            What has been counted as added is on the disk, whatever happens next.

            Exit status: 0 done, 1 nothing found, 2 an error.
            """)

    @OptionGroup var inputs: InputArguments
    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Dated documents count as known since they were published, for files of the past.")
    var backfill = false

    @Flag(help: "With addresses: ask this machine and private networks too.")
    var allowPrivate = false

    @Flag(help: "Do not keep the bytes as they arrived, only the documents made from them.")
    var withoutCaptures = false

    @Flag(help: "Print a JSON object for each document instead of the counts.")
    var json = false

    @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor.")
    var jobs: Int?

    /// Documents that are read before looking at what waits.
    private static let batch = 64
    /// What goes to the disk together at most: documents, bytes of texts and captures, and for how long they have been gathered. Fewer
    /// and larger transactions cost less, and this is what is read again after a crash.
    private static let most = (documents: 2_048, bytes: 16 << 20, time: Duration.seconds(2))

    func run() async throws {
        let fetched = inputs.paths.filter(WebProgram.isAddress)
        if !fetched.isEmpty {
            guard fetched.count == inputs.paths.count else {
                throw ValidationError(
                    "Addresses are added apart from files: `sitrep add ADDRESS…`, then `sitrep add FILE…`.")
            }
            try WebProgram.become(CommandLine.arguments.dropFirst().map { $0 })
        }
        let store = try archive.open(create: true)
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        let readers = try ReaderPool(count: max(1, jobs ?? ReportRun.processors))
        var unread: [Document] = []
        var readings: [Reading] = []
        var captures: [Capture] = []
        // Documents that wait, and those that came again meanwhile.
        var (keys, again): (Set<[UInt8]>, [[UInt8]]) = ([], [])
        var size = 0
        var start = ContinuousClock.now
        var counts = (new: 0, versions: 0, known: 0)
        let shows = isatty(2) == 1
        func write() throws {
            let (new, kept, repeated) = (readings, captures, again)
            readings = []
            captures = []
            again = []
            keys = []
            size = 0
            let added = try ArchiveArguments.telling { () throws(ArchiveError) in
                try store.add(new, arrived: ArchiveArguments.now, backfill: backfill, captures: kept)
            }
            for one in added { try tell(one, &counts) }
            for key in repeated {
                let known = try ArchiveArguments.telling { () throws(ArchiveError) in try store.id(withKey: key) }
                if let known { try tell(Archive.Added(id: known, outcome: .known), &counts) }
            }
            start = .now
        }
        func read() async throws {
            readings += try await readers.read(unread)
            unread.removeAll(keepingCapacity: true)
            if readings.count >= Self.most.documents || size >= Self.most.bytes || .now - start >= Self.most.time {
                try write()
            }
            if shows { progress(counts, readings.count) }
        }
        do {
            while let result = input.next() {
                guard let document = try tally.count(result) else { continue }
                // Reading is the dear part; what is there already is not read again.
                let key = Archive.key(of: document)
                let known = try ArchiveArguments.telling { () throws(ArchiveError) in try store.id(withKey: key) }
                if let known {
                    try tell(Archive.Added(id: known, outcome: .known), &counts)
                    continue
                }
                guard keys.insert(key).inserted else {
                    again.append(key)
                    continue
                }
                unread.append(document)
                size += document.text.count
                if !withoutCaptures, let capture = input.capture {
                    captures.append(capture)
                    size += capture.bytes.count
                }
                if unread.count == Self.batch { try await read() }
            }
            try await read()
            try write()
        } catch {
            // What came before is kept all the same; nothing is gathered any more where the archive is what cannot go on.
            try? await read()
            try? write()
            let kept = counts.new + counts.versions
            if kept > 0 { Self.note("sitrep: \(kept) documents had been added before, and are kept.\n") }
            throw error
        }
        let builder = try StoryBuilder()
        let changes = try ArchiveArguments.telling { () throws(ArchiveError) in
            try store.updateStories(at: ArchiveArguments.now, builder: builder)
        }
        try WatchRun.run(store, builder: builder)
        if shows { Self.note("\r\u{1B}[K") }
        if !json {
            let opened = changes.count { $0.kind == .opened }
            let grown = changes.count { $0.kind == .grew }
            try Output.write(
                "\(archive.path): \(counts.new) added, \(counts.versions) new versions, \(counts.known) there already; "
                    + "\(opened) stories opened, \(grown) grown\n", to: nil)
        }
        try tally.finish()
    }

    private func tell(_ added: Archive.Added, _ counts: inout (new: Int, versions: Int, known: Int)) throws {
        var outcome = "new"
        var of: String?
        switch added.outcome {
        case .new: counts.new += 1
        case .known:
            counts.known += 1
            outcome = "known"
        case .version(let old):
            counts.versions += 1
            outcome = "version"
            of = old
        }
        guard json else { return }
        var line = JSONWriter()
        line.object { json in
            json.member("id", added.id)
            json.member("outcome", outcome)
            if let of { json.member("of", of) }
        }
        line.newline()
        try Output.write(line.bytes, to: nil)
    }

    private func progress(_ counts: (new: Int, versions: Int, known: Int), _ read: Int) {
        Self.note(
            "\rsitrep: \(counts.new + counts.versions) added, \(counts.known) there already, \(read) read and not added yet\u{1B}[K"
        )
    }

    private static func note(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
