import Stories

/// Writes a report for a terminal: wrapped, indented, with colour where wanted. Signs and words carry what colour does.
public struct TerminalReport: Sendable {
    let report: Report
    let width: Int
    let colour: Bool

    /// Makes a writer.
    ///
    /// - Parameter width: columns of the terminal; lines are held to 40 to 100.
    public init(_ report: Report, width: Int = 80, colour: Bool = false) {
        self.report = report
        self.width = min(max(width, 40), 100)
        self.colour = colour
    }

    /// The whole report.
    public var text: String {
        var out = ""
        for line in PlainSheet(report: report).lines() { write(line, to: &out) }
        out += "\n"
        out += wrap([.note(Wording.foot)], first: "", rest: "")
        return out
    }

    private func write(_ line: Line, to out: inout String) {
        switch line {
        case .title(let title):
            if !out.isEmpty { out += "\n\n" }
            out += wrap([.strong(title)], first: "", rest: "")
        case .meta(let runs): out += wrap(runs, first: "", rest: "")
        case .section(let name, let note):
            out += "\n" + style(.strong(name.uppercased())) + "\n"
            out += wrap([.note(note)], first: "", rest: "")
        case .sub(let runs): out += "\n" + wrap(runs, first: "", rest: "  ")
        case .item(let runs, let under):
            out += wrap(runs, first: "  ", rest: "    ")
            for runs in under { out += wrap(runs, first: "    ", rest: "    ") }
        case .table(let head, let rows): out += table(head, rows)
        case .source(let number, let head, let under):
            let label = "[\(number)]"
            let indent = String(repeating: " ", count: max(5, label.count + 1))
            out += wrap(head, first: label + String(repeating: " ", count: indent.count - label.count), rest: indent)
            for runs in under { out += wrap(runs, first: indent, rest: indent + "  ") }
        case .text(let runs): out += wrap(runs, first: "  ", rest: "  ")
        }
    }

    // MARK: Tables

    /// Columns as wide as their widest cell, the widest ones narrowed and wrapped until all fit.
    private func table(_ head: [String], _ rows: [[[Run]]]) -> String {
        guard let columns = rows.first?.count else { return "" }
        if width < 64 { return stacked(rows) }
        var widths = (0..<columns).map { c in
            max(head[c].unicodeScalars.count, rows.map { Self.length($0[c]) }.max() ?? 0)
        }
        let room = width - 2 - 2 * (columns - 1)
        while widths.reduce(0, +) > room, let widest = widths.max(), widest > 9 {
            guard let c = widths.lastIndex(of: widest) else { break }
            widths[c] -= 1
        }
        var out = row(head.map { [.note($0)] }, widths)
        for cells in rows { out += row(cells, widths) }
        return out
    }

    /// Rows as items, for terminals too narrow for columns.
    private func stacked(_ rows: [[[Run]]]) -> String {
        rows.map { cells in
            let filled = cells.filter { Self.length($0) > 0 }
            let runs = filled.enumerated().flatMap { i, cell in i == 0 ? cell : [.plain(" · ")] + cell }
            return wrap(runs, first: "  ", rest: "    ")
        }.joined()
    }

    private func row(_ cells: [[Run]], _ widths: [Int]) -> String {
        let wrapped = zip(cells, widths).map { cell, width in lines(cell, width: width) }
        let height = wrapped.map(\.count).max() ?? 0
        var out = ""
        for i in 0..<height {
            var line = "  "
            for (c, column) in wrapped.enumerated() {
                let piece = i < column.count ? column[i] : (text: "", length: 0)
                line += piece.text
                if c + 1 < wrapped.count {
                    line += String(repeating: " ", count: max(widths[c] - piece.length, 0) + 2)
                }
            }
            out += Self.trimmed(line) + "\n"
        }
        return out
    }

    // MARK: Wrapping

    private func wrap(_ runs: [Run], first: String, rest: String) -> String {
        let pieces = lines(runs, width: width - rest.count)
        var out = ""
        for (i, piece) in pieces.enumerated() { out += Self.trimmed((i == 0 ? first : rest) + piece.text) + "\n" }
        return out
    }

    /// Breaks runs into lines at spaces; each word is styled by itself so that colour never spans a line's end.
    private func lines(_ runs: [Run], width: Int) -> [(text: String, length: Int)] {
        var lines: [(text: String, length: Int)] = []
        var line = ""
        var length = 0
        var gap = 0
        func close() {
            lines.append((line, length))
            line = ""
            length = 0
            gap = 0
        }
        for run in runs {
            let words = Self.words(run)
            for (spaces, word) in words {
                gap += spaces
                guard !word.isEmpty else { continue }
                let count = word.unicodeScalars.count
                if length > 0, length + gap + count > width { close() }
                if length > 0 {
                    line += String(repeating: " ", count: gap)
                    length += gap
                }
                gap = 0
                line += style(Self.with(run, word))
                length += count
            }
        }
        if length > 0 || lines.isEmpty { close() }
        return lines
    }

    /// The words of a run with the number of spaces before each; an empty last word carries spaces at the end.
    private static func words(_ run: Run) -> [(spaces: Int, word: String)] {
        switch run {
        case .cite(let labels): return [(1, labels.map { "[\($0)]" }.joined())]
        case .mark(let mark): return [(0, "\(mark.sign) \(mark.word)")]
        case .plain(let text), .strong(let text), .quoted(let text), .note(let text):
            var words: [(spaces: Int, word: String)] = []
            var spaces = 0
            var word = ""
            for scalar in text.unicodeScalars {
                if scalar == " " {
                    if !word.isEmpty {
                        words.append((spaces, word))
                        word = ""
                        spaces = 0
                    }
                    spaces += 1
                } else {
                    word.unicodeScalars.append(scalar)
                }
            }
            words.append((spaces, word))
            return words
        }
    }

    private static func with(_ run: Run, _ word: String) -> Run {
        switch run {
        case .plain: .plain(word)
        case .strong: .strong(word)
        case .quoted: .quoted(word)
        case .note: .note(word)
        case .cite: .cite([word])
        case .mark: run
        }
    }

    private func style(_ run: Run) -> String {
        switch run {
        case .plain(let text), .quoted(let text): return text
        case .strong(let text): return paint(text, "1")
        case .note(let text): return paint(text, "2")
        case .cite(let words): return paint(words.joined(), "34")
        case .mark(let mark):
            let code =
                switch mark {
                case .agreed: "32"
                case .disputed: "1;31"
                case .single: "33"
                }
            return paint("\(mark.sign) \(mark.word)", code)
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        colour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private static func length(_ runs: [Run]) -> Int {
        runs.reduce(0) { total, run in
            total + words(run).reduce(0) { $0 + $1.spaces + $1.word.unicodeScalars.count }
        }
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
