import Lexicons

/// Land, borders and rivers as SVG paths, clipped to a rectangle of the map.
///
/// Rings are clipped by Sutherland and Hodgman (1974); lines are cut where they leave the rectangle.
struct LandDrawing {
    /// West, south, east and north in degrees.
    let bounds: Outlines.Bounds
    /// Horizontal place of a longitude.
    let x: (Double) -> Double
    /// Vertical place of a latitude.
    let y: (Double) -> Double

    /// Points nearer than this to the one before are left out, in units of the drawing.
    private static let nearest = 0.8

    /// The outline of the land alone.
    func land(_ outlines: Outlines, _ layer: Outlines.Layer, nearest: Double) -> Markup {
        var land: Markup = ""
        for line in outlines.lines([layer], within: bounds) {
            land += path(clipped(line.points), closed: true, nearest: nearest, least: 4)
        }
        return land
    }

    /// Paths to draw beneath everything else.
    func svg(_ outlines: Outlines) -> Markup {
        let isWide = bounds.east - bounds.west > 50 || bounds.north - bounds.south > 30
        var land: Markup = ""
        for line in outlines.lines([isWide ? .country : .land], within: bounds) {
            land += path(clipped(line.points), closed: true)
        }
        var out: Markup =
            "<path d=\"\(land)\" fill=\"var(--paper)\" fill-rule=\"evenodd\" stroke=\"var(--edge)\" stroke-width=\".7\"/>"
        guard !isWide else { return out }
        out += strokes(outlines, .river, "stroke=\"var(--rule)\" stroke-width=\"1.2\"")
        out += strokes(outlines, .border, "stroke=\"var(--edge)\" stroke-width=\".8\" stroke-dasharray=\"4 2\"")
        out += strokes(outlines, .disputed, "stroke=\"var(--edge)\" stroke-width=\".8\" stroke-dasharray=\"1 3\"")
        return out
    }

    private func strokes(_ outlines: Outlines, _ layer: Outlines.Layer, _ style: Markup) -> Markup {
        var data: Markup = ""
        for line in outlines.lines([layer], within: bounds) {
            var open: [(Double, Double)] = []
            for point in line.points {
                let place = Self.degrees(point)
                let isInside =
                    place.0 >= bounds.west - 1 && place.0 <= bounds.east + 1 && place.1 >= bounds.south - 1
                    && place.1 <= bounds.north + 1
                if isInside {
                    open.append(place)
                } else if !open.isEmpty {
                    data += path(open, closed: false)
                    open = []
                }
            }
            data += path(open, closed: false)
        }
        return data.isEmpty ? "" : "<path d=\"\(data)\" fill=\"none\" \(style)/>"
    }

    /// - Parameter least: rings that come out with fewer points are left out.
    private func path(
        _ points: [(Double, Double)], closed: Bool, nearest: Double = Self.nearest, least: Int = 0
    ) -> Markup {
        guard points.count > 1 else { return "" }
        var out: Markup = ""
        var last: (Double, Double)?
        var count = 0
        for (i, point) in points.enumerated() {
            let (px, py) = (x(point.0), y(point.1))
            if let last, i + 1 < points.count, abs(px - last.0) + abs(py - last.1) < nearest { continue }
            count += 1
            out += "\(last == nil ? "M" : "L")\(SVG.number(px)) \(SVG.number(py))"
            last = (px, py)
        }
        guard count >= least else { return "" }
        return closed ? out + "Z" : out
    }

    /// A ring cut by the four edges, one after the other.
    private func clipped(_ ring: [Outlines.Point]) -> [(Double, Double)] {
        var points = ring.map(Self.degrees)
        let edges: [(inside: ((Double, Double)) -> Bool, at: Double, isVertical: Bool)] = [
            ({ $0.0 >= bounds.west - 0.2 }, bounds.west - 0.2, true),
            ({ $0.0 <= bounds.east + 0.2 }, bounds.east + 0.2, true),
            ({ $0.1 >= bounds.south - 0.2 }, bounds.south - 0.2, false),
            ({ $0.1 <= bounds.north + 0.2 }, bounds.north + 0.2, false),
        ]
        for edge in edges {
            guard var before = points.last else { return [] }
            var kept: [(Double, Double)] = []
            for point in points {
                if edge.inside(point) != edge.inside(before) {
                    kept.append(Self.crossing(before, point, at: edge.at, isVertical: edge.isVertical))
                }
                if edge.inside(point) { kept.append(point) }
                before = point
            }
            points = kept
        }
        return points
    }

    private static func crossing(
        _ a: (Double, Double), _ b: (Double, Double), at value: Double, isVertical: Bool
    ) -> (Double, Double) {
        if isVertical {
            let share = (value - a.0) / (b.0 - a.0)
            return (value, a.1 + share * (b.1 - a.1))
        }
        let share = (value - a.1) / (b.1 - a.1)
        return (a.0 + share * (b.0 - a.0), value)
    }

    private static func degrees(_ point: Outlines.Point) -> (Double, Double) {
        (Double(point.longitude) / 100, Double(point.latitude) / 100)
    }
}
