import Captures
import Moments
import Texts

extension DocumentMaker {
    /// A page from bytes in some character set.
    func page(_ capture: Capture) -> [Result<Document, Skipped>] {
        let decoded = Decoded(
            capture.bytes, transport: capture.charset, stated: Decoded.statedInPage(capture.bytes))
        guard let tree = parsers.parse(decoded.utf8, depthLimit: options.limits.elementDepth) else {
            return [.failure(skipped(capture, "the page cannot be parsed (no memory). Cut it into parts"))]
        }
        var page = pages.read(
            tree, id: capture.id, url: capture.url, captured: capture.captured, origin: capture.origin,
            line: capture.line)
        fillFromState(&page, tree, captured: capture.captured)
        let live = liveEntries(page, captured: capture.captured)
        if !live.isEmpty { return live.map { .success($0) } }
        guard page.document.text.count > 0 || page.document.title != nil else {
            return [.failure(skipped(capture, "no text in the page. Check what was saved there"))]
        }
        var document = page.document
        for warning in decoded.warnings { document.flags.append(.init(warning.kind, warning.detail)) }
        return [.success(document)]
    }

    /// A page that stands in a record's field.
    func page(html: String, id: String?, url: String?, capture: Capture) -> Document? {
        guard let tree = parsers.parse(Array(html.utf8), depthLimit: options.limits.elementDepth) else { return nil }
        var page = pages.read(
            tree, id: id, url: url, captured: capture.captured, origin: capture.origin, line: capture.line)
        fillFromState(&page, tree, captured: capture.captured)
        return page.document
    }
}
