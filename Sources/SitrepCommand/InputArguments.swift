import ArgumentParser
import Captures
import Documents
import Moments

/// What the commands that read documents have in common.
struct InputArguments: ParsableArguments {
    @Argument(
        help: """
            Files or folders, recognised by content, also when gzip- or zstd-compressed; "-" or none: standard input.
            """)
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "When undated documents were published: a day (2025-03-02) or an RFC 3339 time.", valueName: "time"),
        transform: { text in
            guard let dated = StatedDate.read(text, rule: "option --published") else {
                throw ValidationError("'\(text)' is no date. Write 2025-03-02 or 2025-03-02T18:00:00Z.")
            }
            return dated
        })
    var published: Dated?

    @Option(help: "How plain text is cut: one document a line (passages) or a file (article). Default: by content.")
    var input: TextForm?

    @Flag(help: "Stop at the first record that cannot be used.")
    var strict = false

    /// The values of `--input`.
    enum TextForm: String, ExpressibleByArgument, CaseIterable {
        case passages
        case article
    }

    /// The options as the library takes them.
    var options: InputOptions {
        InputOptions(textForm: input.flatMap { .init(rawValue: $0.rawValue) }, published: published)
    }

    /// The documents.
    func open() throws -> DocumentInput { try DocumentInput(paths: paths, options: options) }
}
