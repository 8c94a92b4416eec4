import Archive
import ArgumentParser
import Following
import Glibc
import Sitrep

/// What the commands that speak HTTP have in common.
struct ArchiveOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The archive's file. Default: the environment's SITREP_ARCHIVE, else sitrep.db in the working folder.",
            valueName: "file"))
    var archive: String?

    /// The file.
    var path: String { Archive.path(named: archive) }

    /// Runs `body` and tells its error, which ends the program with status 2.
    static func telling<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as ExitCode {
            throw error
        } catch {
            Talk.say("sitrep: \(error)")
            throw ExitCode(2)
        }
    }
}
