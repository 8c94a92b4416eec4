import Archive
import ArgumentParser

/// `sitrep archive`: looking after the file.
struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Checks, copies or compacts the archive.",
        subcommands: [Check.self, Backup.self, Compact.self])

    /// `sitrep archive check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks the file's structure, the search index, and every document against its hash.")

        @OptionGroup var archive: ArchiveArguments

        func run() throws {
            let store = try archive.open()
            let (faults, sizes) = try ArchiveArguments.telling { () throws(ArchiveError) in
                (try store.check(), try store.sizes())
            }
            for fault in faults { InputTally.say("sitrep: \(fault)") }
            try Output.write(
                "\(archive.path): \(sizes.documents) documents, \(sizes.stories) stories, \(sizes.bytes) bytes; "
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

        func run() throws {
            let store = try archive.open()
            try ArchiveArguments.telling { () throws(ArchiveError) in try store.backup(to: file) }
            try Output.write("\(file): a copy of \(archive.path)\n", to: nil)
        }
    }

    /// `sitrep archive compact`
    struct Compact: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives unused space back and merges the search index.")

        @OptionGroup var archive: ArchiveArguments

        func run() throws {
            let store = try archive.open()
            let (before, after) = try ArchiveArguments.telling { () throws(ArchiveError) in
                let before = try store.sizes().bytes
                try store.compact()
                return (before, try store.sizes().bytes)
            }
            try Output.write("\(archive.path): \(before) bytes before, \(after) now\n", to: nil)
        }
    }
}
