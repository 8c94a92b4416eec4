import Captures
import Documents
import Glibc
import Lexicons
import Readings
import Reports
import Sitrep
import Stories
import Synchronization

/// What `report` and `explain` share: inputs to documents to a report, with progress for people who wait.
struct ReportRun {
    let inputs: InputArguments
    let jobs: Int?
    /// Places of the user's own.
    var gazetteer: Gazetteer?

    /// Documents in the order of the input; faults are named on standard error as they are met.
    func documents() throws -> (documents: [Document], tally: InputTally) {
        var tally = InputTally(strict: inputs.strict, keepsFaults: true)
        var documents: [Document] = []
        var input = try inputs.open()
        while let result = input.next() {
            if let document = try tally.count(result) { documents.append(document) }
        }
        return (documents, tally)
    }

    /// The report.
    func report(
        _ documents: [Document], skipped: [Skipped], options: ReportBuilder.Options, asOne: Bool = false,
        title: String? = nil, amendments: [Amendment] = [], kept: [Reading] = []
    ) async throws -> Report {
        let total = documents.count - kept.count
        let shows = isatty(2) == 1 && total >= 50
        let report = try await Sitrep.report(
            on: documents, skipped: skipped, options: options, asOne: asOne, title: title,
            jobs: jobs ?? Self.processors,
            gazetteer: gazetteer, amendments: amendments, kept: kept
        ) { done in
            guard shows, done % 10 == 0 || done == total else { return }
            Self.say("\rsitrep: read \(done) of \(total)" + (done == total ? "\r\u{1B}[K" : ""))
        }
        return report
    }

    private static func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }

    /// Processors this process may use.
    static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
