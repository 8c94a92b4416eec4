import Documents
import Moments
import Readings
import Stories

/// Reports by the hour they were published, or by the day where that is too fine.
struct Histogram {
    let view: StoryView
    let since: Moment?

    /// The drawing; empty when fewer than two moments are known.
    func svg() -> Markup {
        let moments = view.story.readings.compactMap { $0.document.published?.moment }.sorted()
        guard let first = moments.first, let last = moments.last, last > first else { return "" }
        let step = step(last.seconds - first.seconds)
        let start = first.seconds - Self.remainder(first.seconds, step)
        let count = Int((last.seconds - start) / step) + 1
        var bars = [Int](repeating: 0, count: count)
        for moment in moments { bars[Int((moment.seconds - start) / step)] += 1 }
        let most = bars.max() ?? 1
        let (width, height) = (560.0, 84.0)
        let slot = width / Double(count)
        var out: Markup =
            "<svg class=\"histogram axis\" viewBox=\"0 0 560 112\" role=\"img\" aria-label=\"Reports by \(Self.name(step)); at most \(most)\">"
        out += "<text x=\"0\" y=\"11\">reports by \(Self.name(step)), at most \(most)</text>"
        for (i, bar) in bars.enumerated() where bar > 0 {
            let tall = 62 * Double(bar) / Double(most)
            let isNew = since.map { start + Int64(i + 1) * step > $0.seconds } ?? false
            out +=
                "<rect x=\"\(SVG.number(Double(i) * slot))\" y=\"\(SVG.number(height - tall))\" width=\"\(SVG.number(max(slot - 1, 1)))\" height=\"\(SVG.number(tall))\" fill=\"var(--\(isNew ? "dispute" : "ink-2"))\"/>"
        }
        out += "<path d=\"M0 84.5H560\" stroke=\"var(--ink)\"/>"
        var day = Moment(seconds: start).day()
        let days = max(1, Int((last.seconds - start) / 86_400) + 1)
        let skip = max(1, (days + 7) / 8)
        var i = 0
        while Moment(day).seconds <= last.seconds {
            let x = max(0, Double(Moment(day).seconds - start) / Double(step) * slot)
            if i % skip == 0, x < 520 {
                out +=
                    "<path d=\"M\(SVG.number(x)) 84v6\" stroke=\"var(--edge)\"/><text x=\"\(SVG.number(x + 3))\" y=\"102\">\(Clock.weekdays[day.weekday - 1]) \(day.day) \(Clock.months[day.month - 1])</text>"
            }
            i += 1
            day = day.adding(days: 1)
        }
        return out + "</svg>"
    }

    private func step(_ length: Int64) -> Int64 {
        for step: Int64 in [3600, 3 * 3600, 6 * 3600, 86_400, 7 * 86_400] where length / step < 140 { return step }
        return 30 * 86_400
    }

    private static func name(_ step: Int64) -> String {
        switch step {
        case 3600: "hour"
        case 10_800: "three hours"
        case 21_600: "six hours"
        case 86_400: "day"
        case 604_800: "week"
        default: "30 days"
        }
    }

    private static func remainder(_ a: Int64, _ b: Int64) -> Int64 {
        let rest = a % b
        return rest < 0 ? rest + b : rest
    }
}

/// Numbers in drawings.
enum SVG {
    /// One decimal, the same on every machine.
    static func number(_ value: Double) -> Markup {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        // Drawings are made of little else: written from the end, without strings in between.
        let text = String(unsafeUninitializedCapacity: 12) { out in
            var digits = tenths.magnitude
            var at = 12
            func put(_ byte: UInt8) {
                at -= 1
                out[at] = byte
            }
            if digits % 10 != 0 {
                put(0x30 + UInt8(digits % 10))
                put(UInt8(ascii: "."))
            }
            repeat {
                digits /= 10
                put(0x30 + UInt8(digits % 10))
            } while digits >= 10
            if tenths < 0 { put(UInt8(ascii: "-")) }
            let count = 12 - at
            for i in 0..<count { out[i] = out[at + i] }
            return count
        }
        return Markup(embedded: text)
    }
}
