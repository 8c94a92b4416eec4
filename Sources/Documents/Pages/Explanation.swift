public import Captures
import Moments
import Texts

extension DocumentMaker {
    /// What was made of a capture, for people: the document's facts with their rules, and for a page each part with its
    /// points and, where it was left out, the reason.
    public func explanations(of capture: Capture) -> [Result<String, Skipped>] {
        guard capture.mediaType == "text/html", !capture.isFragment else {
            return documents(from: capture).map { $0.map { Self.facts($0) + Self.blocks($0) } }
        }
        let decoded = Decoded(capture.bytes, transport: capture.charset, stated: Decoded.statedInPage(capture.bytes))
        guard let tree = parsers.parse(decoded.utf8, depthLimit: options.limits.elementDepth) else {
            return [.failure(skipped(capture, "the page cannot be parsed (no memory). Cut it into parts"))]
        }
        var page = pages.read(
            tree, id: capture.id, url: capture.url, captured: capture.captured, origin: capture.origin,
            line: capture.line)
        fillFromState(&page, tree, captured: capture.captured)
        var out = Self.facts(page.document)
        out += "  charset   \(decoded.charset.name) (\(decoded.rule))\n"
        if let origin = page.document.flags.first(where: { $0.kind == "text" }) {
            out += "  text      \(origin.detail), not from the parts below\n" + Self.blocks(page.document)
        }
        let live = liveEntries(page, captured: capture.captured)
        if !live.isEmpty {
            out += "  live blog of \(live.count) entries, a document each:\n"
            for entry in live {
                out +=
                    "  * \(entry.published?.iso ?? "unknown") \(Self.short(entry.title?.value ?? entry.text.string))\n"
            }
        }
        out += Self.parts(page.main)
        for notice in page.notices { out += "  - [\(notice.kind), by its words] \(Self.short(notice.text))\n" }
        return [.success(out)]
    }

    private static func facts(_ document: Document) -> String {
        var out = "\(document.origin)\(document.line.map { ":\($0)" } ?? "")  id \(document.id)\n"
        func fact(_ name: String, _ value: String?, _ rule: String?) {
            let padded = name + String(repeating: " ", count: max(0, 10 - name.utf8.count))
            out += "  \(padded)\(value ?? "unknown")\(rule.map { " (\($0))" } ?? "")\n"
        }
        fact("title", document.title?.value, document.title?.rule)
        fact("byline", document.byline?.value.joined(separator: "; "), document.byline?.rule)
        fact("outlet", document.outlet?.value.name, document.outlet?.rule)
        fact("published", document.published?.iso, document.published?.rule)
        if let modified = document.modified { fact("modified", modified.iso, modified.rule) }
        fact("language", document.language, nil)
        if let credit = document.credit { fact("credit", credit.value, credit.rule) }
        for flag in document.flags { fact("flag", "\(flag.kind): \(flag.detail)", nil) }
        return out
    }

    private static func blocks(_ document: Document) -> String {
        document.blocks.map { "  \($0.kind.rawValue)  \(short(document.text[$0.extent]))\n" }.joined()
    }

    private static func short(_ text: String) -> String {
        var scalars = text.unicodeScalars.prefix(100)
        if scalars.count < text.unicodeScalars.count { scalars.append("…") }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The page's blocks of text in order: kept ones with "+", others with the reason.
    private static func parts(_ main: MainText) -> String {
        var out = "  points    "
        let best = main.scores.indices.filter { !main.scores[$0].isNaN }.sorted {
            (main.scores[$0], $1) > (main.scores[$1], $0)
        }
        out += best.prefix(5).map { "\(name($0, main)) \(Int(main.scores[$0]))" }.joined(separator: ", ") + "\n"
        let tree = main.tree
        var inside = [Bool](repeating: false, count: tree.nodes.count)
        for root in main.roots { for i in root { inside[i] = true } }
        var i = 0
        var reasons: [(end: Int, reason: MainText.Reason)] = []
        var line: [UInt8] = []
        var lineReason: MainText.Reason?
        func flush(_ kept: Bool) {
            defer {
                line = []
                lineReason = nil
            }
            let text = String(decoding: line, as: UTF8.self).withoutEdges
            guard !text.isEmpty else { return }
            let mark = kept ? "+" : "-"
            out += "  \(mark) \(kept ? "" : "[\(lineReason.map { "\($0)" } ?? "outside")] ")\(short(text))\n"
        }
        var lineKept = false
        while i < tree.nodes.count {
            while let last = reasons.last, i >= last.end {
                flush(lineKept)
                reasons.removeLast()
            }
            if main.reasons[i] == .invisible {
                i = Int(tree.nodes[i].end)
                continue
            }
            if main.reasons[i] != .kept {
                flush(lineKept)
                reasons.append((Int(tree.nodes[i].end), main.reasons[i]))
            }
            if tree.nodes[i].tag == .text {
                let kept = inside[i] && reasons.isEmpty
                if kept != lineKept { flush(lineKept) }
                lineKept = kept
                lineReason = reasons.last?.reason
                Collapse.append(tree.text(of: i), to: &line)
            } else if tree.nodes[i].tag.isBlock {
                flush(lineKept)
            }
            i += 1
        }
        flush(lineKept)
        return out
    }

    private static func name(_ i: Int, _ main: MainText) -> String {
        var name = main.tree.nodes[i].tag.name
        if let id = main.tree.string(.id, of: i) { name += "#\(id)" }
        if let first = main.tree.string(.class, of: i)?.split(separator: " ").first { name += ".\(first)" }
        return name
    }
}
