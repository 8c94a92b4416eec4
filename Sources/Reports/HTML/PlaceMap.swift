import Lexicons
import Readings

/// Draws located places: numbered points, a ring as wide as the precision, parallels and meridians for scale.
///
/// Plate carrée, widths scaled by the cosine of the middle latitude.
struct PlaceMap {
    let places: [PlaceEntry]
    /// Land and borders to draw beneath; nil draws none.
    let outlines: Outlines?

    private static let width = 560.0

    /// The stretch of the world that is drawn, degrees.
    private struct Frame {
        var west: Double
        var east: Double
        var south: Double
        var north: Double
        var scale: Double
        var height: Double { (north - south) * scale }
        private var squeeze: Double { PlaceMap.cosine((north + south) / 2) }

        func x(_ longitude: Double) -> Double { (longitude - west) * scale * squeeze }
        func y(_ latitude: Double) -> Double { (north - latitude) * scale }
    }

    /// The places that are drawn, with their numbers. Countries and continents are in the table only; so is what lies far from all
    /// others and is named in less than a twentieth of all reports with a place: the map would shrink to nothing around it.
    private var drawn: [(offset: Int, element: PlaceEntry)] {
        let points = places.enumerated().filter { $0.element.isOnMap }.map { ($0.offset, $0.element) }
        let east = Self.middle(points.map { ($0.1.longitude, $0.1.documents) })
        let north = Self.middle(points.map { ($0.1.latitude, $0.1.documents) })
        func distance(_ place: PlaceEntry) -> Double {
            max(abs(place.longitude - east) * Self.cosine(north), abs(place.latitude - north))
        }
        // Each counted as often as it is named, too.
        let usual = points.flatMap { Array(repeating: distance($0.1), count: min($0.1.documents, 1000)) }.sorted()
        guard points.count > 3, !usual.isEmpty else { return points.map { (offset: $0.0, element: $0.1) } }
        let reach = max(5, 3.5 * usual[usual.count * 3 / 4])
        let total = points.reduce(0) { $0 + $1.1.documents }
        return points.filter { $0.1.documents * 20 >= max(total, 21) || distance($0.1) <= reach }
            .map { (offset: $0.0, element: $0.1) }
    }

    /// What is left out of the drawing, in words; empty when nothing is.
    var caption: String {
        let shown = Set(drawn.map(\.offset))
        let far = places.enumerated().filter { $0.element.isOnMap && !shown.contains($0.offset) }
        guard !far.isEmpty else { return "" }
        return "Too far away to draw: " + far.map { "\($0.offset + 1) \($0.element.name)" }.joined(separator: ", ")
            + "."
    }

    /// The value in the middle, each counted as often as it is named.
    private static func middle(_ values: [(value: Double, weight: Int)]) -> Double {
        let sorted = values.sorted { $0.value < $1.value }
        var left = (sorted.reduce(0) { $0 + $1.weight } + 1) / 2
        for (value, weight) in sorted {
            left -= weight
            if left <= 0 { return value }
        }
        return 0
    }

    func svg() -> Markup {
        let points = drawn
        guard !points.isEmpty else { return "" }
        let frame = frame(points.map(\.element))
        let height = SVG.number(frame.height)
        var out: Markup =
            "<svg class=\"map\" viewBox=\"0 0 560 \(height)\" role=\"img\" aria-label=\"Map of \(points.count) places; the table lists them\">"
        if let outlines {
            let bounds = Outlines.Bounds(west: frame.west, south: frame.south, east: frame.east, north: frame.north)
            out += LandDrawing(bounds: bounds, x: frame.x, y: frame.y).svg(outlines)
        }
        out += graticule(frame)
        // No label stands on a point, nor on another label.
        var taken = points.map { _, place in
            (x: frame.x(place.longitude) - 3, y: frame.y(place.latitude) + 4, width: 6.0)
        }
        for (i, place) in points {
            let (x, y) = (frame.x(place.longitude), frame.y(place.latitude))
            let (a, b) = (SVG.number(x), SVG.number(y))
            if place.precision.isWide {
                let radius = SVG.number(
                    max(12, (place.precision == .district ? 0.25 : 0.9) * frame.scale).clamped(12, 70))
                out +=
                    "<circle cx=\"\(a)\" cy=\"\(b)\" r=\"\(radius)\" fill=\"none\" stroke=\"var(--edge)\" stroke-dasharray=\"3 3\"/>"
            }
            out +=
                "<circle cx=\"\(a)\" cy=\"\(b)\" r=\"\(place.documents > 4 ? "5" : "3.5")\" fill=\"var(--ink)\" stroke=\"var(--tint)\"/>"
            out += label("\(i + 1) \(place.name)", x, y, frame, &taken)
        }
        return out + "</svg>"
    }

    /// The whole world in small, with a frame around what the map shows; empty when that is most of the world.
    func locator() -> Markup {
        let points = drawn
        guard !points.isEmpty, let world = Self.world else { return "" }
        let frame = frame(points.map(\.element))
        guard frame.east - frame.west < 150 else { return "" }
        let (x, y) = (frame.west + 180, 90 - frame.north)
        let (wide, tall) = (max(frame.east - frame.west, 5), max(frame.north - frame.south, 5))
        return
            "<svg class=\"map locator\" viewBox=\"0 6 360 140\" role=\"img\" aria-label=\"Where in the world\"><path d=\"\(world)\" fill=\"var(--edge)\" fill-opacity=\".45\" fill-rule=\"evenodd\"/><rect x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(wide))\" height=\"\(SVG.number(tall))\" fill=\"none\" stroke=\"var(--dispute)\" stroke-width=\"2.5\"/></svg>"
    }

    /// Land of the whole world, a unit a degree, made once.
    private static let world: Markup? = {
        guard let outlines = try? Outlines() else { return nil }
        let all = Outlines.Bounds(west: -180, south: -85, east: 180, north: 85)
        return LandDrawing(bounds: all, x: { $0 + 180 }, y: { 90 - $0 }).land(outlines, .land, nearest: 1.6)
    }()

    /// A label on the side where nothing stands yet; only the number when there is no room, and none when there is not even room for that.
    private func label(
        _ words: String, _ x: Double, _ y: Double, _ frame: Frame,
        _ taken: inout [(x: Double, y: Double, width: Double)]
    ) -> Markup {
        let number = String(words.prefix { $0 != " " })
        for words in [words, number] {
            let wide = 6.4 * Double(words.unicodeScalars.count)
            for (dx, dy) in [
                (8.0, 4.0), (-8 - wide, 4.0), (8.0, 16.0), (-8 - wide, 16.0), (8.0, -8.0), (-8 - wide, -8.0),
            ] {
                let (lx, ly) = (x + dx, y + dy)
                guard lx > 2, lx + wide < Self.width - 2, ly > 12, ly < frame.height - 2,
                    !taken.contains(where: { abs($0.y - ly) < 12 && $0.x < lx + wide && lx < $0.x + $0.width })
                else { continue }
                taken.append((lx, ly, wide))
                return "<text x=\"\(SVG.number(lx))\" y=\"\(SVG.number(ly))\" class=\"name\">\(words)</text>"
            }
        }
        return ""
    }

    /// Covers all points that are drawn, with a margin; the caption names those that are not.
    private func frame(_ places: [PlaceEntry]) -> Frame {
        var west = places.map(\.longitude).min() ?? 0
        var east = places.map(\.longitude).max() ?? 0
        var south = places.map(\.latitude).min() ?? 0
        var north = places.map(\.latitude).max() ?? 0
        let margin = max(0.4, 0.12 * max(east - west, north - south))
        (west, east, south, north) = (west - margin, east + margin, max(south - margin, -85), min(north + margin, 85))
        let squeeze = Self.cosine((north + south) / 2)
        let wide = (east - west) * squeeze
        let tall = north - south
        // Between 1:2 and 3:4, so that the map neither becomes a strip nor a tower.
        if tall < wide * 0.5 {
            let more = (wide * 0.5 - tall) / 2
            (south, north) = (south - more, north + more)
        } else if wide < tall / 0.85 {
            let more = (tall / 0.85 - wide) / 2 / squeeze
            (west, east) = (west - more, east + more)
        }
        let scale = Self.width / ((east - west) * Self.cosine((north + south) / 2))
        return Frame(west: west, east: east, south: south, north: north, scale: scale)
    }

    private func graticule(_ frame: Frame) -> Markup {
        let span = max(frame.east - frame.west, frame.north - frame.south)
        let step = [0.5, 1, 2, 5, 10, 20, 30].first { span / $0 <= 6 } ?? 60
        var out: Markup = ""
        var line = (frame.west / step).rounded(.up) * step
        while line < frame.east {
            let x = SVG.number(frame.x(line))
            out +=
                "<path d=\"M\(x) 0V\(SVG.number(frame.height))\" stroke=\"var(--rule)\"/><text x=\"\(SVG.number(frame.x(line) + 3))\" y=\"\(SVG.number(frame.height - 4))\">\(Self.degrees(line, "E", "W"))</text>"
            line += step
        }
        line = (frame.south / step).rounded(.up) * step
        while line < frame.north {
            let y = SVG.number(frame.y(line))
            out +=
                "<path d=\"M0 \(y)H560\" stroke=\"var(--rule)\"/><text x=\"3\" y=\"\(SVG.number(frame.y(line) - 3))\">\(Self.degrees(line, "N", "S"))</text>"
            line += step
        }
        return out
    }

    private static func degrees(_ value: Double, _ positive: String, _ negative: String) -> Markup {
        "\(SVG.number(abs(value)))° \(value < 0 ? negative : positive)"
    }

    /// Cosine of degrees by its Taylor series, so that drawings are the same on every machine; at least 0.1.
    static func cosine(_ degrees: Double) -> Double {
        let x = degrees * 0.017453292519943295
        let y = x * x
        return max(0.1, 1 - y / 2 + y * y / 24 - y * y * y / 720 + y * y * y * y / 40320)
    }
}

extension PlaceEntry {
    /// Whether a point can stand for it: no country, and no region of the world.
    var isOnMap: Bool { precision != .country && precision != .area && !(precision == .region && country == nil) }
}

extension Place.Precision {
    /// Whether it is wider than a town.
    var isWide: Bool { self != .point && self != .town }
}

extension Double {
    func clamped(_ low: Double, _ high: Double) -> Double { min(max(self, low), high) }
}
