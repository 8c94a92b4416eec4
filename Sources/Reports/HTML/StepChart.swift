import Moments

/// The figures of one measure through time: a line a voice, in steps, as a figure stands until its own source changes it.
/// Values of different voices are never joined.
struct StepChart {
    let table: NumberTable
    let asOf: Moment?
    /// Those with most figures first.
    private let voices: [Voice]

    private static let signs = ["●", "■", "▲", "◆"]
    static let mostVoices = 4

    private struct Voice {
        let name: String
        var points: [Point] = []
        /// Of equals in number of figures those come first whose figure stands.
        var rank: Int { 2 * points.count + (points.last?.isCurrent ?? false ? 1 : 0) }
    }

    /// A dated figure.
    private struct Point {
        let moment: Moment
        let low: Double?
        let high: Double?
        let isCurrent: Bool
        /// Index of its row.
        let row: Int
        /// Where it is drawn.
        var value: Double { low ?? high ?? 0 }
    }

    init(table: NumberTable, asOf: Moment?) {
        self.table = table
        self.asOf = asOf
        var voices: [Voice] = []
        var index: [String: Int] = [:]
        for r in table.rows.indices {
            guard let moment = table.rows[r].reported?.moment, (table.rows[r].low ?? table.rows[r].high) != nil,
                !table.rows[r].status.hasPrefix("older")
            else { continue }
            let v = index[table.rows[r].voice] ?? voices.count
            if v == voices.count {
                index[table.rows[r].voice] = v
                voices.append(Voice(name: table.rows[r].source))
            }
            voices[v].points.append(
                Point(
                    moment: moment, low: table.rows[r].low, high: table.rows[r].high,
                    isCurrent: table.rows[r].status.hasPrefix("current"), row: r))
        }
        // So that lines can be seen.
        self.voices = voices.enumerated()
            .sorted { ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset) }.map(\.element)
    }

    /// What the lines and signs of all charts mean.
    static let legend: Markup =
        "<p class=\"legend\"><span>Lines are steps: a figure stands until its own source changes it</span><span>↑ at least</span><span>bar: a range</span><span>dashes: revised down</span></p>"

    /// Whose figures are drawn.
    var caption: String {
        let names = zip(Self.signs, voices).map { "\($0) \($1.name)" }.joined(separator: " · ")
        let more = voices.count - min(voices.count, Self.mostVoices)
        return names + (more > 0 ? " · \(more) more in the table" : "")
    }

    private static let right = 220.0
    private static let (top, bottom) = (22.0, 138.0)

    /// The drawing; nil when fewer than two figures are dated, or all are the same.
    func svg() -> Markup? {
        let voices = Array(self.voices.prefix(Self.mostVoices))
        let points = voices.flatMap(\.points)
        guard points.count > 1, let first = points.map(\.moment).min(), let last = points.map(\.moment).max(),
            points.contains(where: { $0.low != points[0].low || $0.high != points[0].high })
        else { return nil }
        let end = max(asOf ?? last, last)
        guard end > first else { return nil }
        let most = Self.ceiling(points.compactMap { $0.high ?? $0.low }.max() ?? 1)
        func x(_ moment: Moment) -> Double {
            4 + (Self.right - 4) * Double(moment.seconds - first.seconds) / Double(end.seconds - first.seconds)
        }
        func y(_ value: Double) -> Double { Self.bottom - (Self.bottom - Self.top) * min(max(value, 0), most) / most }
        var out: Markup =
            "<svg class=\"chart\" viewBox=\"0 0 340 160\" role=\"img\" aria-label=\"\(table.title): figures by source through time; the table below has them all\">"
        for value in [most / 2, most] {
            let line = SVG.number(y(value))
            out +=
                "<path d=\"M0 \(line)H220\" stroke=\"var(--rule)\"/><text x=\"0\" y=\"\(SVG.number(y(value) - 4))\">\(NumberWriter.plain(value))</text>"
        }
        out += "<path d=\"M0 138.5H220\" stroke=\"var(--ink)\"/>" + days(from: first, to: end, x: x)
        // The newest arrow drawn: one for every point would hide the line.
        var arrow = -99.0
        var ends: [(y: Double, words: String, voice: String)] = []
        for (i, voice) in voices.enumerated() {
            out += line(voice, i, isDense: points.count > 24, x: x, y: y, &arrow)
            if let point = voice.points.last {
                // What was overtaken is set lighter.
                let kind = "v\(i)" + (point.isCurrent ? "" : " past")
                ends.append((y(point.value) + 4, Self.words(table.rows[point.row]), kind))
            }
        }
        // Labels stand at the ends of their lines, no two on each other.
        ends.sort { ($0.y, $0.voice) < ($1.y, $1.voice) }
        // Of voices that end at one figure the first says it for all.
        ends = ends.enumerated().filter { i, one in
            !ends[..<i].contains { $0.words == one.words && abs($0.y - one.y) < 4 }
        }.map(\.element)
        for i in ends.indices.dropFirst() { ends[i].y = max(ends[i].y, ends[i - 1].y + 13) }
        let over = max(0, (ends.last?.y ?? 0) - Self.bottom - 4)
        for label in ends {
            out +=
                "<text class=\"\(label.voice)\" x=\"226\" y=\"\(SVG.number(label.y - over))\">\(label.words)</text>"
        }
        return out + "</svg>"
    }

    /// What stands at the end of a line: the figure, or the words where they are vaguer than any figure ("tens of thousands").
    private static func words(_ row: NumberTable.Row) -> String {
        let isVague = row.low != row.high && row.high != nil && row.words.utf8.count < 20
        return isVague && !row.words.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } ? row.words : NumberWriter.figure(row)
    }

    private func days(from first: Moment, to end: Moment, x: (Moment) -> Double) -> Markup {
        let skip = max(1, Int((end.seconds - first.seconds) / 86_400 + 4) / 4)
        var out: Markup = ""
        var day = first.day()
        while Moment(day) <= end {
            let at = max(0, x(Moment(day)))
            if at < 200 {
                out +=
                    "<path d=\"M\(SVG.number(at)) 138v5\" stroke=\"var(--edge)\"/><text x=\"\(SVG.number(at))\" y=\"155\">\(day.day) \(Clock.months[day.month - 1])</text>"
            }
            day = day.adding(days: skip)
        }
        return out
    }

    private func line(
        _ voice: Voice, _ index: Int, isDense: Bool, x: (Moment) -> Double, y: (Double) -> Double, _ arrow: inout Double
    ) -> Markup {
        let colour = "var(--v\(index))"
        var marks: Markup = ""
        var up: Markup = ""
        var down: Markup = ""
        var before: (x: Double, y: Double)?
        for point in voice.points {
            let (px, py) = (x(point.moment), y(point.value))
            let (a, b) = (SVG.number(px), SVG.number(py))
            if let before {
                let step: Markup = "M\(SVG.number(before.x)) \(SVG.number(before.y))H\(a)V\(b)"
                if py > before.y { down += step } else { up += step }
            }
            before = (px, py)
            if let low = point.low, let high = point.high, high > low {
                marks +=
                    "<path d=\"M\(a) \(SVG.number(y(low)))V\(SVG.number(y(high)))\" stroke=\"\(colour)\" stroke-width=\"4\" stroke-opacity=\".4\"/>"
            }
            if point.low != nil, point.high == nil, abs(px - arrow) > 9 {
                arrow = px
                marks += "<path d=\"M\(a) \(SVG.number(py - 3))v-8m-3 3l3-3l3 3\" fill=\"none\" stroke=\"\(colour)\"/>"
            }
            marks += Self.sign(index, px, py, isDense ? 0.65 : 1, colour)
        }
        if let before, voice.points.last?.isCurrent ?? false {
            up += "M\(SVG.number(before.x)) \(SVG.number(before.y))H220"
        }
        let dashed: Markup =
            down.isEmpty
            ? ""
            : "<path d=\"\(down)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>"
        let whole: Markup =
            up.isEmpty ? "" : "<path d=\"\(up)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"/>"
        return whole + dashed + marks
    }

    private static func sign(_ index: Int, _ x: Double, _ y: Double, _ size: Double, _ colour: String) -> Markup {
        let (a, b) = (SVG.number(x), SVG.number(y))
        let r = 3.6 * size
        if index == 0 { return "<circle cx=\"\(a)\" cy=\"\(b)\" r=\"\(SVG.number(r))\" fill=\"\(colour)\"/>" }
        let corners: [(Double, Double)] =
            index == 1
            ? [(-1, -1), (1, -1), (1, 1), (-1, 1)]
            : index == 2 ? [(0, -1.2), (1.2, 1), (-1.2, 1)] : [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]
        let path = corners.map { corner -> Markup in
            "\(SVG.number(x + r * corner.0)) \(SVG.number(y + r * corner.1))"
        }.joined("L")
        return "<path d=\"M\(path)z\" fill=\"\(colour)\"/>"
    }

    /// The next 1, 2, 2.5 or 5 times a power of ten; axes begin at zero.
    static func ceiling(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        for step in [1, 2, 2.5, 4, 5, 8, 10] where power * step >= value { return power * step }
        return power * 10
    }
}
