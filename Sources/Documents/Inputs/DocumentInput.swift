public import Captures
public import Lexicons

/// What a user points at, as documents: files, folders, standard input; compressed or not; in the order of the input.
///
/// ```swift
/// var input = try DocumentInput(paths: ["stories/", "-"])
/// while let result = input.next() {
///     switch result {
///     case .success(let document): …
///     case .failure(let skipped): … // named and counted, never lost
///     }
/// }
/// ```
///
/// Memory is bounded by one record, whatever the size of the input.
public struct DocumentInput {
    private var captures: CaptureInput
    private let maker: DocumentMaker
    /// The bytes that the last document was made from; nil before the first.
    public private(set) var capture: Capture?
    private var pending: ArraySlice<Result<Document, Skipped>> = []

    /// Makes an input from paths; no path at all means standard input.
    public init(paths: [String], options: InputOptions = InputOptions()) throws(LexiconError) {
        captures = CaptureInput(paths: paths, options: options)
        maker = try DocumentMaker(options: options)
    }

    /// The next document, or what could not be used and why; nil at the end.
    public mutating func next() -> Result<Document, Skipped>? {
        while true {
            if let result = pending.popFirst() { return result }
            switch captures.next() {
            case nil: return nil
            case .failure(let skipped): return .failure(skipped)
            case .success(let capture):
                self.capture = capture
                pending = maker.documents(from: capture)[...]
            }
        }
    }

    /// Reads everything: all documents, and all that was skipped, each in the order of the input.
    public static func readAll(
        paths: [String], options: InputOptions = InputOptions()
    ) throws(LexiconError) -> (documents: [Document], skipped: [Skipped]) {
        var input = try DocumentInput(paths: paths, options: options)
        var documents: [Document] = []
        var skipped: [Skipped] = []
        while let result = input.next() {
            switch result {
            case .success(let document): documents.append(document)
            case .failure(let failure): skipped.append(failure)
            }
        }
        return (documents, skipped)
    }
}
