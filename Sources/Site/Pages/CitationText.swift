import Documents
import Moments
import Reports
import Texts

/// A sentence as something to quote: words, outlet, date, address, and where the archive keeps it.
enum CitationText {
    static func address(_ document: String, _ points: (start: Int, end: Int)) -> String {
        Address.make(["documents", document, "cite"], [("at", "\(points.start)-\(points.end)")])
    }

    /// The same for a stretch in bytes, as searches find it.
    static func address(_ document: String, bytes: Extent) -> String {
        Address.make(["documents", document, "cite"], [("bytes", "\(bytes.start)-\(bytes.end)")])
    }

    /// The text of a citation; throws when `at` is no stretch of the document.
    static func text(_ document: Document, at: String?, bytes: String? = nil) throws -> String {
        let index = CodePointIndex(document.text)
        var (start, end) = (0, 0)
        if at == nil, let bytes {
            let found = try stretch(bytes, in: document, "Write bytes=START-END, in bytes of the document's text.")
            (start, end) = index.codePoints(Extent(found.start, found.end))
        } else {
            (start, end) = try stretch(
                at ?? "", in: document, "Write at=START-END, in code points of the document's text.")
        }
        let (lower, upper) = (index.byte(atCodePoint: start), index.byte(atCodePoint: end))
        guard lower < upper, upper <= document.text.count else { throw Problem.bad("The document ends before that.") }
        var out = "“\(document.text[Extent(lower, upper)])”\n"
        out += document.outlet?.value.name ?? "Outlet unknown"
        out += ", " + (document.published.map { Clock.stated($0) + " UTC" } ?? "date unknown")
        if let url = document.url { out += ", \(url)" }
        return out + "\nArchive: \(document.id), characters \(start)–\(end), SHA-256 \(document.sha256.hex)\n"
    }

    /// "3-14"; throws when it is none, or longer than the document.
    private static func stretch(
        _ text: String, in document: Document, _ advice: String
    ) throws -> (start: Int, end: Int) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let start = parts[0], let end = parts[1], start >= 0, start < end,
            end <= document.text.count
        else { throw Problem.bad(advice) }
        return (start, end)
    }
}
