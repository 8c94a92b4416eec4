import Moments

/// The figures of one measure through time: a line a voice, in steps, as a figure stands until its own source changes it.
/// Values of different voices are never joined.
struct StepChart {
    let table: NumberTable
    let asOf: Moment?

    private static let signs = ["●", "■", "▲", "◆"]
    static let mostVoices = 4

    private struct Voice {
        var name: String
        var rows: [NumberTable.Row]
    }

    private var voices: [Voice] {
        var order: [String] = []
        var byVoice: [String: Voice] = [:]
        for row in table.rows where row.reported != nil && (row.low ?? row.high) != nil {
            guard !row.status.hasPrefix("older") else { continue }
            if byVoice[row.voice] == nil {
                byVoice[row.voice] = Voice(name: row.source, rows: [])
                order.append(row.voice)
            }
            byVoice[row.voice]?.rows.append(row)
        }
        let voices = order.compactMap { byVoice[$0] }.enumerated()
        return voices.sorted { ($1.element.rows.count, $0.offset) < ($0.element.rows.count, $1.offset) }.map(\.element)
    }

    /// What is drawn, in words.
    var caption: String {
        let voices = self.voices
        let names = zip(Self.signs, voices).map { "\($0) \($1.name)" }.joined(separator: " · ")
        let more = voices.count - min(voices.count, Self.mostVoices)
        return names + (more > 0 ? " · \(more) more in the table" : "")
            + ". Lines are steps; ↑ at least; a bar is a range."
    }

    /// The drawing; nil when there are fewer than two dated figures.
    func svg() -> Markup? {
        let voices = Array(self.voices.prefix(Self.mostVoices))
        let rows = voices.flatMap(\.rows)
        guard rows.count > 1, let first = rows.compactMap(\.reported?.moment).min(),
            let last = rows.compactMap(\.reported?.moment).max()
        else { return nil }
        let end = max(asOf ?? last, last)
        guard end > first else { return nil }
        let top = Self.ceiling(rows.compactMap { $0.high ?? $0.low }.max() ?? 1)
        func x(_ moment: Moment) -> Double {
            44 + 236 * Double(moment.seconds - first.seconds) / Double(end.seconds - first.seconds)
        }
        func y(_ value: Double) -> Double { 128 - 112 * min(max(value, 0), top) / top }
        var out: Markup =
            "<svg class=\"chart\" viewBox=\"0 0 320 156\" role=\"img\" aria-label=\"\(table.title): figures by source through time; the table below has them all\">"
        for value in [0, top / 2, top] {
            let line = SVG.number(y(value))
            out +=
                "<path d=\"M44 \(line)H290\" stroke=\"var(--rule)\"/><text x=\"38\" y=\"\(SVG.number(y(value) + 4))\" text-anchor=\"end\">\(NumberWriter.plain(value))</text>"
        }
        out +=
            "<text x=\"44\" y=\"148\">\(Self.day(first))</text><text x=\"290\" y=\"148\" text-anchor=\"end\">\(Self.day(end))</text>"
        for (i, voice) in voices.enumerated() { out += line(voice, i, end: end, x: x, y: y) }
        return out + "</svg>"
    }

    private func line(
        _ voice: Voice, _ index: Int, end: Moment, x: (Moment) -> Double, y: (Double) -> Double
    ) -> Markup {
        let colour = "var(--v\(index))"
        var out: Markup = ""
        var path: Markup = ""
        for row in voice.rows {
            guard let moment = row.reported?.moment, let value = row.low ?? row.high else { continue }
            let (px, py) = (x(moment), y(value))
            path += path.isEmpty ? "M\(SVG.number(px)) \(SVG.number(py))" : "H\(SVG.number(px))V\(SVG.number(py))"
            if let low = row.low, let high = row.high, high > low {
                out +=
                    "<path d=\"M\(SVG.number(px)) \(SVG.number(y(low)))V\(SVG.number(y(high)))\" stroke=\"\(colour)\" stroke-width=\"4\" stroke-opacity=\".4\"/>"
            }
            if row.low != nil, row.high == nil {
                out +=
                    "<path d=\"M\(SVG.number(px)) \(SVG.number(py - 4))v-9m-3 3l3-3l3 3\" fill=\"none\" stroke=\"\(colour)\"/>"
            }
            out += Self.sign(index, px, py, colour)
        }
        if let last = voice.rows.last, !path.isEmpty, last.status.hasPrefix("current") {
            path += "H\(SVG.number(x(end)))"
        }
        out = "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"/>" + out
        if let last = voice.rows.last, let value = last.low ?? last.high {
            let words = NumberWriter.figure(last)
            out +=
                "<text x=\"\(SVG.number(min(x(last.reported?.moment ?? end) + 6, 288)))\" y=\"\(SVG.number(max(y(value) - 6, 10)))\">\(words)</text>"
        }
        return out
    }

    private static func sign(_ index: Int, _ x: Double, _ y: Double, _ colour: String) -> Markup {
        let (a, b) = (SVG.number(x), SVG.number(y))
        switch index {
        case 0: return "<circle cx=\"\(a)\" cy=\"\(b)\" r=\"3.2\" fill=\"\(colour)\"/>"
        case 1:
            return
                "<rect x=\"\(SVG.number(x - 3))\" y=\"\(SVG.number(y - 3))\" width=\"6\" height=\"6\" fill=\"\(colour)\"/>"
        case 2: return "<path d=\"M\(a) \(SVG.number(y - 4))l4 7h-8z\" fill=\"\(colour)\"/>"
        default: return "<path d=\"M\(a) \(SVG.number(y - 4.5))l4.5 4.5l-4.5 4.5l-4.5-4.5z\" fill=\"\(colour)\"/>"
        }
    }

    /// The next 1, 2, 2.5 or 5 times a power of ten; axes begin at zero.
    static func ceiling(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        for step in [1, 2, 2.5, 4, 5, 8, 10] where power * step >= value { return power * step }
        return power * 10
    }

    private static func day(_ moment: Moment) -> String {
        let day = moment.day()
        return "\(Clock.weekdays[day.weekday - 1]) \(day.day) \(Clock.months[day.month - 1])"
    }
}
