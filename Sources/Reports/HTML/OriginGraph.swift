import Documents
import Moments
import Stories

/// Who printed when, and from whom: a row an outlet, a square a report, a line from a copy to what it copies.
struct OriginGraph {
    let page: HTMLStory

    /// Most rows; the list below has every report.
    static let mostRows = 36
    private static let left = 210.0
    private static let width = 900.0
    private static let row = 20.0

    private struct Spot {
        var x: Double
        var y: Double
        var relation: Origin.Relation
        var of: Int?
    }

    var markup: Markup {
        let story = page.story.story
        var order: [String] = []
        var members: [String: [Int]] = [:]
        for d in story.readings.indices where page.view.published(d) != nil && d < story.origins.count {
            let outlet = page.view.outlet(d)
            if members[outlet] == nil { order.append(outlet) }
            members[outlet, default: []].append(d)
        }
        let moments = members.values.joined().compactMap { page.view.published($0) }
        guard order.count > 1, let first = moments.min(), let last = moments.max(), last > first else { return "" }
        let rows = order.prefix(Self.mostRows)
        let height = Double(rows.count) * Self.row + 24
        func x(_ moment: Moment) -> Double {
            Self.left + (Self.width - Self.left - 12) * Double(moment.seconds - first.seconds)
                / Double(last.seconds - first.seconds)
        }
        var spots: [Int: Spot] = [:]
        var out: Markup = ""
        for (i, outlet) in rows.enumerated() {
            let y = Double(i) * Self.row + 12
            out +=
                "<text x=\"0\" y=\"\(SVG.number(y + 4))\">\(Self.short(outlet))</text><path d=\"M\(SVG.number(Self.left)) \(SVG.number(y))H\(SVG.number(Self.width))\" stroke=\"var(--rule)\"/>"
            for d in members[outlet] ?? [] {
                guard let moment = page.view.published(d) else { continue }
                let origin = story.origins[d]
                spots[d] = Spot(x: x(moment), y: y, relation: origin.relation, of: origin.document)
            }
        }
        var lines: Markup = ""
        var signs: Markup = ""
        for (_, spot) in spots.sorted(by: { $0.key < $1.key }) {
            let (a, b) = (SVG.number(spot.x), SVG.number(spot.y))
            if let of = spot.of, let from = spots[of], from.y != spot.y || from.x != spot.x {
                let middle = SVG.number(max(spot.x, from.x) + 14)
                lines +=
                    "<path d=\"M\(SVG.number(from.x)) \(SVG.number(from.y))C\(middle) \(SVG.number(from.y)) \(middle) \(b) \(a) \(b)\" fill=\"none\" stroke=\"var(--edge)\"\(spot.relation == .cites ? " stroke-dasharray=\"2 3\"" : "")/>"
            }
            let (cornerX, cornerY) = (SVG.number(spot.x - 3.5), SVG.number(spot.y - 3.5))
            signs +=
                spot.relation == .independent
                ? "<rect x=\"\(cornerX)\" y=\"\(cornerY)\" width=\"7\" height=\"7\" fill=\"var(--ink)\"/>"
                : "<rect x=\"\(cornerX)\" y=\"\(cornerY)\" width=\"7\" height=\"7\" fill=\"var(--paper)\" stroke=\"var(--ink)\"\(spot.relation == .cites ? " stroke-dasharray=\"2 1.5\"" : "")/>"
        }
        let foot = SVG.number(height - 2)
        out += lines + signs
        out +=
            "<text x=\"\(SVG.number(Self.left))\" y=\"\(foot)\">\(Clock.short(first))</text><text x=\"\(SVG.number(Self.width))\" y=\"\(foot)\" text-anchor=\"end\">\(Clock.short(last))</text>"
        let more = order.count - rows.count
        let left = more > 0 ? " \(more) more outlets in the list." : ""
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Who printed when"><svg class="chart origins" viewBox="0 0 900 \(SVG.number(height))" role="img" aria-label="Reports of \(rows.count) outlets through time; the list below has them all">\(out)</svg></div>
            <p class="small quiet">■ own telling · □ copy or shared passages, with a line to what it copies · dotted: tells what another reported.\(left)</p>

            """
    }

    private static func short(_ name: String) -> String {
        let name = OneLine.text(name)
        return name.count > 30 ? name.prefix(29) + "…" : name
    }
}
