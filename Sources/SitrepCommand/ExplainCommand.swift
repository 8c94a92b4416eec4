import ArgumentParser
import JSON
import Reports
import Sitrep

/// `sitrep explain`: why something stands in a report as it does.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why an event, date, place, figure, merge or count is as the report says.",
        discussion: """
            sitrep report --ids articles/            the ids of everything in the report
            sitrep explain npa-1 articles/           why a document counts as an origin, or not
            sitrep explain npa-1/times/0 articles/   why a time was read so
            sitrep explain npa-1 --story s-4f1c09    the same for a story in the archive

            Exit status: 0 done, 1 nothing has that id, 2 an error.
            """)

    @Argument(help: "An id from the report's JSON or from `sitrep report --ids`, or document/list/index of a reading.")
    var id: String

    @OptionGroup var inputs: InputArguments
    @OptionGroup var archive: ArchiveArguments

    @Option(
        help: ArgumentHelp(
            "A story in the archive, by its id or the beginning of it, instead of files.", valueName: "id"))
    var story: String?

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws {
        if story != nil, !inputs.paths.isEmpty {
            throw ValidationError("--story takes its documents from the archive; leave the files out, or the story.")
        }
    }

    func run() async throws {
        let run = ReportRun(inputs: inputs, jobs: nil)
        let stored = try story.map { try StoredStory.whole($0, in: archive, asOf: nil) }
        let (documents, tally) =
            try stored.map { ($0.documents, InputTally(strict: inputs.strict)) } ?? run.documents()
        let report = try await run.report(
            documents, skipped: tally.faults, options: .init(all: true), asOne: stored != nil, title: stored?.title,
            amendments: stored?.amendments ?? [], kept: stored?.kept ?? [])
        guard let lines = Sitrep.explain(id, in: report) else {
            InputTally.say("sitrep: nothing has the id '\(id)'. `sitrep report --ids` with the same inputs lists them.")
            throw ExitCode(1)
        }
        guard json else {
            try Output.write(lines.joined(separator: "\n") + "\n", to: nil)
            return
        }
        try Output.json { json in
            json.member("id", id)
            json.member("lines", lines)
        }
    }
}
