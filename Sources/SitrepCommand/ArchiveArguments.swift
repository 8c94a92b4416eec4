import Archive
import ArgumentParser
import Glibc
import Moments
import Sitrep

/// What the commands that use an archive have in common.
struct ArchiveArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The archive's file. Default: the environment's SITREP_ARCHIVE, else sitrep.db in the working folder.",
            valueName: "file"))
    var archive: String?

    /// The file.
    var path: String { Archive.path(named: archive) }

    /// Opens it; errors are told and end the program with status 2.
    ///
    /// - Parameter looking: nothing is to be written: what cannot be written is read where possible.
    func open(create: Bool = false, looking: Bool = false) throws -> Archive {
        // A limit on the size of files is an error to be told, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        return try Self.telling {
            () throws(ArchiveError) in
            try Archive(
                path: path, create: create, version: Sitrep.version, models: Sitrep.readers, looking: looking)
        }
    }

    /// Runs `body` and tells its error.
    static func telling<Result>(_ body: () throws(ArchiveError) -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            InputTally.say("sitrep: \(error)")
            throw ExitCode(2)
        }
    }

    /// Now, by the system's clock.
    static var now: Moment { Moment(seconds: Int64(time(nil))) }

    /// `2025-02-11 18:04` in UTC.
    static func minute(_ moment: Moment?) -> String {
        guard let moment else { return "date unknown    " }
        let text = moment.rfc3339()
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }
}
