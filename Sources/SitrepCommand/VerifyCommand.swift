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
        abstract: "Re-checks every citation of a JSON report against the files it was made from.",
        discussion: """
            sitrep report --format json -o report.json articles/
            sitrep verify report.json articles/

            Exit status: 0 everything holds, 1 a citation fails, 2 an error.
            """)

    @Argument(help: "The report, as written by `sitrep report --format json`.")
    var report: String

    @OptionGroup var inputs: InputArguments

    func run() throws {
        let json = try ReportFile.read(report)
        var documents: [Document] = []
        var tally = InputTally(strict: inputs.strict)
        var input = try inputs.open()
        while let result = input.next() {
            if let document = try tally.count(result) { documents.append(document) }
        }
        let check = Sitrep.verify(json, against: documents)
        for failure in check.failures { InputTally.say("sitrep: \(failure)") }
        let failed = check.failures.count
        let words = "\(check.citations) citations and \(check.statements) statements checked, "
        try Output.write(
            words + (failed == 0 ? "all hold\n" : "\(failed) \(failed == 1 ? "failure" : "failures")\n"), to: nil)
        if failed > 0 { throw ExitCode(1) }
    }
}
