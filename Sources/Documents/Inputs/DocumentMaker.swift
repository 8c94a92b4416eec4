public import Captures
public import Lexicons
import Moments
import Texts

/// Makes documents from captures. Holds no state between captures, so that several threads may share one.
public struct DocumentMaker: Sendable {
    let options: InputOptions
    let outlets: OutletNames
    let records: RecordFields
    let pages: PageReader
    let parsers = ParserPool()
    let datelines: DatelineReader
    let languages: LanguageDetector

    /// Makes a maker from the embedded rules.
    public init(options: InputOptions = InputOptions()) throws(LexiconError) {
        self.options = options
        let outlets = try OutletNames()
        self.outlets = outlets
        records = try RecordFields()
        datelines = try DatelineReader()
        languages = try LanguageDetector()
        pages = PageReader(outlets: outlets, words: try PageWords(), lines: try PageLines())
    }

    /// The documents in a capture, in its order; or why there are none. Never empty.
    public func documents(from capture: Capture) -> [Result<Document, Skipped>] {
        let results: [Result<Document, Skipped>]
        switch capture.mediaType {
        case "text/plain": results = [plainText(capture)]
        case "application/json": results = jsonRecord(capture)
        case "text/html": results = capture.isFragment ? [fragment(capture)] : page(capture)
        default:
            results = [.failure(skipped(capture, "no reader for \(capture.mediaType) yet. Left out"))]
        }
        return results.map { result in
            guard case .success(var document) = result else { return result }
            guard document.text.count <= options.limits.text else {
                let reason =
                    "a text of \(document.text.count) bytes; \(options.limits.text) are read at most. Cut it into parts"
                return .failure(skipped(capture, reason))
            }
            apply(capture.statements, to: &document, captured: capture.captured)
            datelines.read(&document)
            if capture.mediaType != "text/plain" || capture.line == nil { Self.note(&document) }
            if document.language == nil { document.language = languages.language(of: document.text) }
            if document.published == nil, var published = options.published {
                published.rule = "option --published"
                document.published = published
            }
            // Pages are looked at as they were decoded; all else by its text.
            if capture.mediaType != "text/html" || capture.isFragment, let seen = Decoded.mojibake(document.text.utf8) {
                document.flags.append(.init("mojibake", seen))
            }
            for warning in capture.warnings { document.flags.append(.init(warning.kind, warning.detail)) }
            return .success(document)
        }
    }

    func skipped(_ capture: Capture, _ reason: String) -> Skipped {
        Skipped(file: capture.origin, line: capture.line, reason: reason)
    }
}
