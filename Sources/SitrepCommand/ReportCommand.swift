import ArgumentParser
import Captures
import Documents
import Moments
import Reports
import Sitrep

/// `sitrep report`: the main job.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes the situation report on what many outlets published.",
        discussion: """
            sitrep report articles/                              on the terminal
            sitrep report --format html -o report.html *.jsonl   one file to pass on
            sitrep report --as-of 2025-02-11T18:00Z --since 24h articles/
            curl … | sitrep report --published 2025-02-11 -
            sitrep report --story s-4f1c09                       a story in the archive; its ids: sitrep stories

            Exit status: 0 done, 1 nothing found, 2 an error.
            """)

    @OptionGroup var inputs: InputArguments

    @OptionGroup var places: GazetteerArguments

    @OptionGroup var archive: ArchiveArguments

    @Option(
        help: ArgumentHelp(
            "Report on a story in the archive, by its id or the beginning of it, instead of files.", valueName: "id"))
    var story: String?

    @Option(help: "terminal, markdown, html or json.")
    var format: Format = .terminal

    @Option(
        help: ArgumentHelp(
            "Speak for this moment; what was published later is left out. A day means its end.", valueName: "time"))
    var asOf: String?

    @Option(
        help: ArgumentHelp("Tell what changed since a time, or since 24h or 2d before the end.", valueName: "time"))
    var since: String?

    @Option(name: [.customShort("o"), .long], help: "Write to a file, which is replaced at once or not at all.")
    var output: String?

    @Flag(help: "Print long sections whole.")
    var all = false

    @Flag(help: "Print the ids that `sitrep explain` takes, instead of the report.")
    var ids = false

    @Flag(help: "Print the JSON Schema of `--format json`, and read nothing.")
    var schema = false

    @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor. The output is the same.")
    var jobs: Int?

    /// How the report is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case terminal
        case markdown
        case html
        case json
    }

    func validate() throws {
        if story != nil, !inputs.paths.isEmpty {
            throw ValidationError("--story takes its documents from the archive; leave the files out, or the story.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): write 1 or more.") }
        _ = try moments()
    }

    func run() async throws {
        if schema {
            try Output.write(ReportSchema.text(), to: output)
            return
        }
        let (asOf, since) = try moments()
        let run = ReportRun(inputs: inputs, jobs: jobs, gazetteer: try places.open())
        let stored = try story.map { id in
            try StoredStory.whole(id, in: archive, asOf: asOf, readings: run.gazetteer == nil)
        }
        let (documents, tally) = try stored.map { ($0.documents, try counted($0.documents)) } ?? run.documents()
        var options = ReportBuilder.Options(asOf: asOf, all: all)
        options.since = since.flatMap { $0.moment(before: asOf ?? Self.latest(documents)) }
        let report = try await run.report(
            documents, skipped: tally.faults, options: options, asOne: stored != nil, title: stored?.title,
            amendments: stored?.amendments ?? [], kept: stored?.kept ?? [])
        let text: String
        if ids {
            text = Explainer(report).ids.map { "\($0.id)\t\($0.kind)\n" }.joined()
        } else {
            text = try written(report)
        }
        if report.stories.isEmpty, !documents.isEmpty, report.later + report.undatedLeftOut == documents.count {
            InputTally.say(
                "sitrep: nothing was published by then: \(report.later) later, \(report.undatedLeftOut) undated. Choose a later --as-of, or give --published."
            )
            throw ExitCode(1)
        }
        if !report.stories.isEmpty || format == .json { try Output.write(text, to: output) }
        try tally.finish()
        if report.stories.isEmpty {
            InputTally.say("sitrep: no story in \(documents.count) documents")
            throw ExitCode(1)
        }
    }

    private func written(_ report: Report) throws -> String {
        switch format {
        case .terminal:
            let terminal = output == nil && Output.isTerminal
            return TerminalReport(report, width: Output.width, colour: terminal && Output.wantsColour).text
        case .markdown: return MarkdownReport(report).text
        case .html: return try HTMLReport(report).text
        case .json: return ReportJSON(report).text
        }
    }

    private func counted(_ documents: [Document]) throws -> InputTally {
        var tally = InputTally(strict: inputs.strict)
        for document in documents { _ = try tally.count(Result<Document, Skipped>.success(document)) }
        return tally
    }

    private static func latest(_ documents: [Document]) -> Moment? {
        documents.compactMap { $0.published?.moment }.max()
    }

    private func moments() throws -> (asOf: Moment?, since: SinceTime?) {
        (try StoredStory.moment(asOf), try since.map { try SinceTime($0) })
    }
}
