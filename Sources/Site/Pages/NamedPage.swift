import Archive
import Documents
import JSON
import Moments
import Readings
import Reports

/// A person, a body or a place: the documents that name it, with whom and where, and the stories it is in.
struct NamedPage: Page {
    var kind: Archive.FacetKind
    var name: String
    var hits: [Archive.Hit]
    var total: Int
    var facets: [(kind: Archive.FacetKind, words: String, counts: [Archive.FacetCount])]
    var stories: [(id: String, title: String, documents: Int)]
    /// A place, and others that the same reports name; empty for people and bodies, and for what is not located.
    var spots: [PlaceDrawing.Spot]
    var ask: Ask

    let part = ""
    var title: String { name }

    /// Reports that are read for the map.
    static let mostRead = 8
    static let mostSpots = 12

    init(kind: Archive.FacetKind, name: String, ask: Ask, store: SiteStore, desk: ReportDesk) async throws {
        self.kind = kind
        self.name = name
        self.ask = ask
        guard name.count <= SiteLimits.search else { throw Problem.notFound("No name is that long.") }
        let bare = name.filter { $0 != "\"" }
        let filter = "\(kind.rawValue):\"\(bare)\" arrived-before:\(ask.asOf.adding(seconds: 1).rfc3339())"
        let plain: SearchQuery
        do {
            plain = try SearchQuery(filter)
        } catch {
            throw Problem.notFound("Nothing can have that name.")
        }
        // With the words too the stretches shown are those that name it.
        let withWords = try? SearchQuery("\"\(bare)\" " + filter)
        let asOf = ask.asOf
        let found = try store.read { archive throws(ArchiveError) in
            let all = try archive.search(plain, limit: 200)
            let hits =
                try withWords.map { query throws(ArchiveError) in try archive.search(query, limit: SiteLimits.hits) }
                ?? []
            var facets: [(kind: Archive.FacetKind, words: String, counts: [Archive.FacetCount])] = []
            for (other, words) in SearchPage.kinds where other != .country && other != .measure {
                facets.append((other, words, try archive.facets(other, of: all.map(\.id), limit: 10)))
            }
            var read: [Document] = []
            if kind == .place {
                for hit in all.prefix(Self.mostRead) { if let one = try archive.document(hit.id) { read.append(one) } }
            }
            let then = try archive.titles(of: Set(all.compactMap(\.story)).sorted(), knownAt: asOf)
            let titles = try archive.storyTitles().merging(then) { $1 }
            return (all: all, hits: hits, facets: facets, titles: titles, read: read)
        }
        guard !found.all.isEmpty else {
            throw Problem.notFound("No document that was known by then names '\(name.prefix(100))'.")
        }
        hits = found.hits.isEmpty ? Array(found.all.prefix(SiteLimits.hits)) : found.hits
        total = found.all.count
        facets = found.facets.map { facet in
            (
                facet.kind, facet.words,
                facet.counts.filter {
                    $0.value.lowercased() != name.lowercased() && !SearchPage.pronouns.contains($0.value.lowercased())
                }
            )
        }
        var counts: [String: Int] = [:]
        for hit in found.all { if let story = hit.story { counts[story, default: 0] += 1 } }
        stories = counts.map { ($0.key, found.titles[$0.key] ?? $0.key, $0.value) }
            .sorted { $0.documents != $1.documents ? $0.documents > $1.documents : $0.id < $1.id }
        spots = Self.spots(try await desk.readings(of: found.read), name)
    }

    /// The place itself first, then those named in most of the reports.
    private static func spots(_ readings: [Reading], _ name: String) -> [PlaceDrawing.Spot] {
        var found: [String: PlaceDrawing.Spot] = [:]
        var order: [String] = []
        for reading in readings {
            var seen: Set<String> = []
            for place in reading.places where place.role == .place {
                guard let id = place.gazetteer, let latitude = place.latitude, let longitude = place.longitude,
                    seen.insert(id).inserted
                else { continue }
                if found[id] == nil {
                    order.append(id)
                    found[id] = PlaceDrawing.Spot(
                        name: place.label, country: place.country, latitude: latitude, longitude: longitude,
                        precision: place.precision, documents: 0)
                }
                found[id]?.documents += 1
            }
        }
        let wanted = name.lowercased()
        let all = order.compactMap { found[$0] }.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            let (isX, isY) = (x.name.lowercased() == wanted, y.name.lowercased() == wanted)
            if isX != isY { return isX }
            return x.documents != y.documents ? x.documents > y.documents : a.offset < b.offset
        }.map(\.element)
        guard all.first?.name.lowercased() == wanted else { return [] }
        return Array(all.prefix(mostSpots))
    }

    private var map: Markup {
        guard !spots.isEmpty else { return "" }
        let drawing = PlaceDrawing(spots)
        let rows = spots.enumerated().map { i, spot -> Markup in
            let link: Markup =
                i == 0 ? "<b>\(spot.name)</b>" : "<a href=\"\(ask.link("places", spot.name))\">\(spot.name)</a>"
            let country: Markup = spot.country.map { ", \($0)" } ?? ""
            return
                "<tr><td class=\"num\">\(i + 1)</td><td>\(link)\(country)</td><td>\(spot.precision.rawValue)</td><td class=\"nb quiet\">\(PlaceDrawing.degrees(spot))</td></tr>\n"
        }
        let caption: Markup = drawing.caption.isEmpty ? "" : "<figcaption>\(drawing.caption)</figcaption>"
        return """
            <section class="sec" id="map"><header><h2>Map</h2><p>With other places that the latest of these reports name. A point is a gazetteer’s, not a report’s.</p></header>
            <div class="mapside"><figure>\(drawing.svg)\(caption)</figure><div class="scroll"><table class="places"><thead><tr><th scope="col" class="num">No.</th><th scope="col">Place</th><th scope="col">How exact</th><th scope="col">North, east</th></tr></thead><tbody>
            \(rows.joined())</tbody></table></div></div></section>

            """
    }

    var main: Markup {
        let known = total < 200 ? "\(total)" : "the latest 200"
        var out: Markup =
            "<div class=\"head\"><p class=\"small quiet\">\(kind == .place ? "Place" : "Named in reports")</p><h1>\(name)</h1><p>Named in \(known) \(total == 1 ? "document" : "documents").</p></div>\n"
        out += "<div class=\"found\"><div class=\"facets\">"
        for (kind, words, counts) in facets where !counts.isEmpty {
            let links = counts.map { count -> Markup in
                "<li><a href=\"\(address(kind, count.value))\"><span>\(count.value)</span> <span>\(count.documents)</span></a></li>"
            }
            out += "<section><h2>\(words)</h2><ul>\(links.joined())</ul></section>\n"
        }
        out += "</div><div><section class=\"sec\"><header><h2>Stories</h2></header><ul class=\"plain\">\n"
        for story in stories.prefix(20) {
            out +=
                "<li data-item><a class=\"said\" href=\"\(ask.link("stories", story.id))\">\(story.title)</a> <span class=\"quiet\">\(story.documents) \(story.documents == 1 ? "report" : "reports")</span></li>\n"
        }
        out +=
            "</ul></section>\n" + map
            + "<section class=\"sec\"><header><h2>Where it is named</h2></header><ol class=\"hits\">\n"
        for hit in hits { out += HitView(hit: hit, ask: ask).markup }
        let more = ask.link("search", with: [(kind.rawValue, name)])
        return out + "</ol><p class=\"more\"><a href=\"\(more)\">All in the search</a></p></section>\n</div></div>\n"
    }

    private func address(_ other: Archive.FacetKind, _ value: String) -> String {
        switch other {
        case .entity, .source: ask.link("entities", value)
        case .place: ask.link("places", value)
        default: ask.link("search", with: [(kind.rawValue, name), (other.rawValue, value)])
        }
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.member("kind", kind.rawValue)
            json.member("name", name)
            json.member("documents", total)
            json.name("places")
            json.array(spots) { json, spot in
                json.object { json in
                    json.member("name", spot.name)
                    json.member("country", spot.country)
                    json.member("lat", spot.latitude)
                    json.member("lon", spot.longitude)
                    json.member("precision", spot.precision.rawValue)
                }
            }
            json.name("stories")
            json.array(stories) { json, story in
                json.object { json in
                    json.member("id", story.id)
                    json.member("title", story.title)
                    json.member("documents", story.documents)
                }
            }
            json.name("hits")
            json.array(hits) { HitView(hit: $1, ask: ask).write(&$0) }
        }
        json.newline()
    }
}
