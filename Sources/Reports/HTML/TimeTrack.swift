import Moments
import Stories

/// One axis of time that all entries of a timeline share. A row has two lanes: above, when it happened (a dot, or a bar as wide as the
/// uncertainty); below, a ring when it was first reported.
///
/// Places on it are percents of its width, so that it is drawn at any width without being distorted.
struct TimeTrack {
    private let start: Int64
    private let end: Int64
    /// The id of the grid that all rows refer to.
    private let grid: String

    init(events: [Event], reported: [Moment], asOf: Moment?, id: String) {
        // The middle of the events decides the scale: one event years ago must not press the rest together.
        let starts = events.compactMap { $0.start?.seconds }.sorted()
        let middle = starts.isEmpty ? 0 : starts[starts.count / 2]
        let last = max(reported.map(\.seconds).max() ?? middle, asOf?.seconds ?? middle, middle)
        let reach = max(14 * 86_400, 3 * (last - (reported.map(\.seconds).min() ?? last)))
        let first = starts.first { $0 > last - reach } ?? middle
        let from = min(first, reported.map(\.seconds).min() ?? first)
        start = from - (from % 86_400 + 86_400) % 86_400
        end = max(last, start + 86_400)
        grid = "\(id)-grid"
    }

    /// What the signs mean.
    static let legend: Markup =
        "<p class=\"legend\"><span>● to the hour or better</span><span>▬ as wide as what is not known</span><span>○ first reported</span><span>◂ ▸ beyond the axis</span></p>"

    /// The days, or weeks, that are marked: where, and what stands there.
    private var ticks: [(x: Double, words: String)] {
        let days = Int((end - start) / 86_400) + 1
        let skip = max(1, (days + 4) / 5)
        var ticks: [(x: Double, words: String)] = []
        var day = Moment(seconds: start).day()
        while Moment(day).seconds <= end {
            let words =
                skip == 1
                ? "\(Clock.weekdays[day.weekday - 1]) \(day.day)" : "\(day.day) \(Clock.months[day.month - 1])"
            // Over years only the year fits, once each.
            let year = "\(day.year)"
            ticks.append((x(Moment(day).seconds), skip <= 200 ? words : ticks.last?.words == year ? "" : year))
            day = day.adding(days: skip)
        }
        return ticks
    }

    /// The head of the column, with the grid that the rows repeat.
    var head: Markup {
        var path: Markup = ""
        var words: Markup = ""
        for tick in ticks {
            let x = SVG.number(tick.x)
            path += "M\(x) 0V1"
            if tick.x < 88, !tick.words.isEmpty { words += "<text x=\"\(x)%\" dx=\"3\" y=\"16\">\(tick.words)</text>" }
        }
        return
            "<div class=\"tlhead\"><span>When it happened</span><svg class=\"strip axis\" aria-hidden=\"true\"><symbol id=\"\(grid)\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\"><path d=\"\(path)\" stroke=\"var(--rule)\" vector-effect=\"non-scaling-stroke\"/></symbol><use href=\"#\(grid)\" width=\"100%\" height=\"100%\"/>\(words)</svg><span>What, how it is known, when it was first reported</span></div>\n"
    }

    private func x(_ seconds: Int64) -> Double {
        3 + 94 * Double(min(max(seconds, start), end) - start) / Double(end - start)
    }

    func svg(_ event: Event, reported: Moment?) -> Markup {
        guard let begin = event.start else { return "" }
        var out: Markup =
            "<svg class=\"strip\" aria-hidden=\"true\"><use href=\"#\(grid)\" width=\"100%\" height=\"100%\"/>"
        let finish = event.end ?? begin.adding(seconds: 3600)
        if let reported {
            let ring = SVG.number(x(reported.seconds))
            let from = SVG.number(x(min(max(begin.seconds, min(finish.seconds, reported.seconds)), finish.seconds)))
            out +=
                "<line x1=\"\(from)%\" x2=\"\(ring)%\" y1=\"12\" y2=\"28\" stroke=\"var(--edge)\" stroke-dasharray=\"1 3\"/><circle cx=\"\(ring)%\" cy=\"28\" r=\"3.5\" fill=\"var(--paper)\" stroke=\"var(--ink-3)\"/>"
        }
        if finish.seconds <= start {
            out += "<text x=\"0\" y=\"16\">◂</text>"
        } else if begin.seconds > end {
            out += "<text x=\"100%\" y=\"16\" text-anchor=\"end\">▸</text>"
        } else if event.precision <= .hour {
            out += "<circle cx=\"\(SVG.number(x(begin.seconds)))%\" cy=\"12\" r=\"4.5\" fill=\"var(--ink)\"/>"
        } else {
            let left = x(begin.seconds)
            out +=
                "<rect x=\"\(SVG.number(left))%\" y=\"8\" width=\"\(SVG.number(max(x(finish.seconds) - left, 1.5)))%\" height=\"8\" fill=\"var(--ink-2)\" fill-opacity=\".6\"/>"
        }
        return out + "</svg>"
    }
}
