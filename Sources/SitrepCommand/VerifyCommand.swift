import Archive
import ArgumentParser
import Captures
import Documents
import JSON
import Reports
import Sitrep

/// `sitrep verify`: re-checks every citation of a report.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Re-checks every citation of a JSON report against the files or the archive it was made from.",
        discussion: """
            sitrep report --format json -o report.json articles/
            sitrep verify report.json articles/
            sitrep verify report.json --archive flood.db

            Exit status: 0 everything holds, 1 a citation fails, 2 an error.
            """)

    @Argument(help: "The report, as written by `sitrep report --format json`.")
    var report: String

    @OptionGroup var inputs: InputArguments
    @OptionGroup var archive: ArchiveArguments

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws {
        if archive.archive != nil, !inputs.paths.isEmpty {
            throw ValidationError("Name the files or the archive that the report was made from, not both.")
        }
    }

    func run() throws {
        let written = try ReportFile.read(report)
        var documents: [Document] = []
        if archive.archive != nil {
            let store = try archive.open(looking: true)
            let cited = (written["stories"]?.array ?? []).flatMap { $0["documents"]?.array ?? [] }
            documents = try ArchiveArguments.telling { () throws(ArchiveError) in
                var documents: [Document] = []
                for id in cited.compactMap({ $0["id"]?.string }) {
                    if let document = try store.document(id) { documents.append(document) }
                }
                return documents
            }
        } else {
            var tally = InputTally(strict: inputs.strict)
            var input = try inputs.open()
            while let result = input.next() {
                if let document = try tally.count(result) { documents.append(document) }
            }
        }
        if documents.isEmpty {
            InputTally.say(
                "sitrep: no document to check the report against. Name the files it was made from, or --archive FILE.")
            throw ExitCode(2)
        }
        let check = Sitrep.verify(written, against: documents)
        for failure in check.failures { InputTally.say("sitrep: \(failure)") }
        let failed = check.failures.count
        if json {
            try Output.json { json in
                json.member("citations", check.citations)
                json.member("statements", check.statements)
                json.member("failures", check.failures.map { "\($0)" })
            }
        } else {
            let words = "\(check.citations) citations and \(check.statements) statements checked, "
            try Output.write(
                words + (failed == 0 ? "all hold\n" : "\(failed) \(failed == 1 ? "failure" : "failures")\n"), to: nil)
        }
        if failed > 0 { throw ExitCode(1) }
    }
}
