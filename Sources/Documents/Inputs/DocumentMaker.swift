public import Captures
public import Lexicons
import Moments
import Texts

/// Makes documents from captures. Holds no state between captures, so that several threads may share one.
public struct DocumentMaker: Sendable {
    let options: InputOptions
    let outlets: OutletNames
    let records: RecordFields

    /// Makes a maker from the embedded rules.
    public init(options: InputOptions = InputOptions()) throws(LexiconError) {
        self.options = options
        outlets = try OutletNames()
        records = try RecordFields()
    }

    /// The documents in a capture, in its order; or why there are none. Never empty.
    public func documents(from capture: Capture) -> [Result<Document, Skipped>] {
        let results: [Result<Document, Skipped>]
        switch capture.mediaType {
        case "text/plain": results = [plainText(capture)]
        case "application/json": results = jsonRecord(capture)
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
            if document.published == nil, var published = options.published {
                published.rule = "option --published"
                document.published = published
            }
            for warning in capture.warnings { document.flags.append(.init(warning.kind, warning.detail)) }
            return .success(document)
        }
    }

    func skipped(_ capture: Capture, _ reason: String) -> Skipped {
        Skipped(file: capture.origin, line: capture.line, reason: reason)
    }
}
