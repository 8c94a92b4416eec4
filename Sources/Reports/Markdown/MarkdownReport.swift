import Stories

/// Writes a report as CommonMark with tables (GitHub Flavored Markdown). Citations link to the source list below.
public struct MarkdownReport: Sendable {
    let report: Report

    /// Makes a writer.
    public init(_ report: Report) { self.report = report }

    /// The whole report.
    public var text: String {
        var out = ""
        var story = 0
        var inList = false
        for line in PlainSheet(report: report).lines() {
            if case .title = line { story += 1 }
            write(line, story, &inList, to: &out)
        }
        if inList { out += "\n" }
        return out + "---\n\n" + Wording.foot + "\n"
    }

    private func write(_ line: Line, _ story: Int, _ inList: inout Bool, to out: inout String) {
        switch line {
        case .item, .source: break
        default:
            if inList { out += "\n" }
            inList = false
        }
        switch line {
        case .title(let title): out += "# \(Self.escaped(title))\n\n"
        case .meta(let runs): out += inline(runs, story) + "\n\n"
        case .section(let name, let note): out += "## \(Self.escaped(name))\n\n*\(Self.escaped(note))*\n\n"
        case .sub(let runs): out += "### " + inline(runs, story, heading: true) + "\n\n"
        case .item(let runs, let under):
            out += "- " + Self.unlisted(inline(runs, story))
            for runs in under { out += "  \n  " + inline(runs, story) }
            out += "\n"
            inList = true
        case .table(let head, let rows):
            out += "| " + head.map { Self.escaped($0) }.joined(separator: " | ") + " |\n"
            out += "|" + String(repeating: " --- |", count: head.count) + "\n"
            for row in rows { out += "| " + row.map { inline($0, story) }.joined(separator: " | ") + " |\n" }
            out += "\n"
        case .source(let number, let head, let under):
            out += "- <a id=\"s\(story)-\(number)\"></a>**[\(number)]** " + inline(head, story)
            for runs in under { out += "  \n  " + inline(runs, story) }
            out += "\n"
            inList = true
        case .text(let runs): out += Self.unlisted(inline(runs, story)) + "\n\n"
        }
    }

    private func inline(_ runs: [Run], _ story: Int, heading: Bool = false) -> String {
        var out = ""
        for run in runs {
            switch run {
            case .plain(let text), .quoted(let text): out += Self.escaped(text)
            case .strong(let text): out += heading ? Self.escaped(text) : Self.wrapped(text, in: "**")
            case .note(let text): out += Self.wrapped(text, in: "*")
            case .mark(let mark): out += "**\(mark.sign) \(mark.word)**"
            case .cite(let labels):
                for label in labels {
                    let number = label.prefix { $0 != "." }
                    out += " [\\[\(label)\\]](#s\(story)-\(number))"
                }
            }
        }
        return out
    }

    /// Emphasis must touch its words: spaces at the edges go outside.
    private static func wrapped(_ text: String, in marks: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { $0 != " " }), let last = scalars.lastIndex(where: { $0 != " " })
        else { return text }
        let inner = String(scalars[first...last])
        return String(scalars[..<first]) + marks + escaped(inner) + marks
            + String(scalars[scalars.index(after: last)...])
    }

    /// A beginning that would be the sign of a list (`1. `, `+ `) without its meaning.
    static func unlisted(_ text: String) -> String {
        let digits = text.utf8.prefix { $0 &- 0x30 < 10 }.count
        guard let sign = text.utf8.dropFirst(digits).first,
            digits > 0 ? sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")") : "+-".utf8.contains(sign)
        else { return text }
        return text.prefix(digits) + "\\" + text.dropFirst(digits)
    }

    /// Text that Markdown and HTML inside it read as nothing but text.
    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$":
                out.append("\\")
                out.append(scalar)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
