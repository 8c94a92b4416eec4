import Archive
import ArgumentParser
import Documents
import Moments
import Reports
import Sitrep

/// `sitrep export`: a story for other programs.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a story of the archive for spreadsheets, maps, feed readers and other programs.",
        discussion: """
            sitrep export s-4f1c09 --format csv -o events.csv
            sitrep export s-4f1c09 --format csv --table numbers     also claims, documents
            sitrep export s-4f1c09 --format geojson                 places with their events
            sitrep export s-4f1c09 --format atom                    events as a feed
            sitrep export s-4f1c09 --format annotations             cited sentences, W3C Web Annotation
            sitrep export s-4f1c09 --format stix                    a STIX 2.1 bundle
            sitrep export s-4f1c09 --format jsonl                   one event a line

            sitrep export s-4f1c09 --format markdown                the report as Markdown

            For HTML and the whole JSON: sitrep report --story. Exit status: 0 done, 1 no such story, 2 an error.
            """)

    @Argument(help: "The story's id, or the beginning of it; `sitrep stories` lists them.")
    var story: String

    @OptionGroup var archive: ArchiveArguments

    @Option(help: "csv, geojson, jsonl, atom, annotations, stix or markdown.")
    var format: Format

    @Option(help: "What a CSV holds: events, numbers, claims or documents.")
    var table: TableName = .events

    @Option(
        help: ArgumentHelp("Speak for this moment: what was published and had arrived by then.", valueName: "time"))
    var asOf: String?

    @Option(name: [.customShort("o"), .long], help: "Write to a file, which is replaced at once or not at all.")
    var output: String?

    @Option(name: .shortAndLong, help: "Documents read at once. Default: one a processor.")
    var jobs: Int?

    /// The values of `--format`.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, geojson, jsonl, atom, annotations, stix, markdown
    }

    /// The values of `--table`.
    enum TableName: String, ExpressibleByArgument, CaseIterable {
        case events, numbers, claims, documents
    }

    func validate() throws { _ = try StoredStory.moment(asOf) }

    func run() async throws {
        let asOf = try StoredStory.moment(asOf)
        let stored = try StoredStory.whole(story, in: archive, asOf: asOf)
        let report = try await Sitrep.report(
            on: stored.documents, options: .init(asOf: asOf, all: true), asOne: true, title: stored.title,
            jobs: jobs ?? ReportRun.processors, amendments: stored.amendments, kept: stored.kept)
        if format == .markdown, !report.stories.isEmpty {
            try Output.write(MarkdownReport(report).text, to: output)
            return
        }
        guard let export = Export(report), let format = Export.Format(rawValue: format.rawValue),
            let table = Export.Table(rawValue: table.rawValue)
        else {
            InputTally.say("sitrep: the story holds nothing to export")
            throw ExitCode(1)
        }
        guard let text = export.text(format, table: table) else {
            InputTally.say(
                "sitrep: no document of the story is dated, and \(format.rawValue) needs a time. Choose one with --as-of."
            )
            throw ExitCode(2)
        }
        try Output.write(text, to: output)
    }
}
