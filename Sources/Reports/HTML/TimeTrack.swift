import Moments
import Stories

/// One small track a row: when it happened (a dot, or a bar as wide as the uncertainty) and when it was first reported (a ring).
struct TimeTrack {
    private let start: Int64
    private let end: Int64

    init(events: [Event], reported: [Moment], asOf: Moment?) {
        // The middle of the events decides the scale: one event years ago must not press the rest together.
        let starts = events.compactMap { $0.start?.seconds }.sorted()
        let middle = starts.isEmpty ? 0 : starts[starts.count / 2]
        let last = max(reported.map(\.seconds).max() ?? middle, asOf?.seconds ?? middle, middle)
        let reach = max(14 * 86_400, 3 * (last - (reported.map(\.seconds).min() ?? last)))
        let first = starts.first { $0 > last - reach } ?? middle
        let from = min(first, reported.map(\.seconds).min() ?? first)
        start = from - (from % 86_400 + 86_400) % 86_400
        end = max(last, start + 86_400)
    }

    /// What the signs mean, and which days the track spans.
    var legend: String {
        let (a, b) = (Moment(seconds: start).day(), Moment(seconds: end).day())
        return
            "Tracks run from \(Clock.day(a)) to \(Clock.day(b)). ● precise to the hour · bar: as wide as what is not known · ○ first reported · ◂ earlier."
    }

    private func x(_ seconds: Int64) -> Double {
        4 + 192 * Double(min(max(seconds, start), end) - start) / Double(end - start)
    }

    func svg(_ event: Event, reported: Moment?) -> Markup {
        guard let begin = event.start else { return "" }
        var out: Markup =
            "<svg class=\"track\" viewBox=\"0 0 200 22\" aria-hidden=\"true\"><path d=\"M4 11H196\" stroke=\"var(--rule)\"/>"
        if let reported {
            let ring = x(reported.seconds)
            let from = x((event.end ?? begin).seconds)
            if ring > from {
                out +=
                    "<path d=\"M\(SVG.number(from)) 11H\(SVG.number(ring))\" stroke=\"var(--edge)\" stroke-dasharray=\"1 3\"/>"
            }
            out +=
                "<circle cx=\"\(SVG.number(ring))\" cy=\"11\" r=\"3.5\" fill=\"var(--paper)\" stroke=\"var(--ink-3)\"/>"
        }
        let finish = event.end ?? begin.adding(seconds: 3600)
        if finish.seconds <= start {
            out += "<path d=\"M9 6L3 11L9 16z\" fill=\"var(--ink)\"/>"
        } else if event.precision <= .hour {
            out += "<circle cx=\"\(SVG.number(x(begin.seconds)))\" cy=\"11\" r=\"4\" fill=\"var(--ink)\"/>"
        } else {
            let left = x(begin.seconds)
            let wide = max(x(finish.seconds) - left, 3)
            out +=
                "<rect x=\"\(SVG.number(left))\" y=\"7\" width=\"\(SVG.number(wide))\" height=\"8\" fill=\"var(--ink-2)\" fill-opacity=\".55\"/>"
        }
        return out + "</svg>"
    }
}
