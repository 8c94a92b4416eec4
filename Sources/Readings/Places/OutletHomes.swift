import Documents
import Lexicons

/// Where outlets are at home, by their domain or name: `lexicons/outlet-homes.tsv`; else the country of the domain's ending.
struct OutletHomes {
    private var homes: [String: (place: String, country: String, region: String)] = [:]
    private var endings: [String: String] = [:]

    init(named file: String = "lexicons/outlet-homes.tsv") throws(LexiconError) {
        let table = try Table(named: file, columns: ["outlet", "country"])
        for row in table.rows {
            let outlet = row["outlet"]
            if outlet.hasPrefix(".") {
                endings[String(outlet.dropFirst())] = row["country"]
            } else {
                homes[outlet] = (row["place"], row["country"], row["region"])
            }
        }
    }

    /// The home of a document's outlet in a gazetteer; nil when nobody says.
    func home(of document: Document, in lookup: PlaceLookup) -> PlaceCandidate? {
        var keys: [String] = []
        if let domain = document.outlet?.value.domain { keys.append(Self.bare(domain)) }
        if let host = document.url.flatMap(Self.host) { keys.append(Self.bare(host)) }
        if let name = document.outlet?.value.name { keys.append(Self.bare(name)) }
        for key in keys {
            if let home = homes[key], let place = Self.place(home, in: lookup) { return place }
        }
        for key in keys {
            guard let dot = key.lastIndex(of: "."), let country = endings[String(key[key.index(after: dot)...])] else {
                continue
            }
            if let place = Self.place(("", country, ""), in: lookup) { return place }
        }
        return nil
    }

    private static func place(
        _ home: (place: String, country: String, region: String), in lookup: PlaceLookup
    ) -> PlaceCandidate? {
        let gazetteer = lookup.atlas.gazetteers[0]
        guard let country = gazetteer.region(country: home.country) else { return nil }
        let region = home.region.isEmpty ? nil : gazetteer.region(country: home.country, code: home.region)
        if !home.place.isEmpty {
            let candidates = lookup.exact(GazetteerFold.fold(Array(home.place.utf8)))
            return candidates.first { $0.country == country && (region == nil || $0.region == region) }
        }
        return lookup.atlas.regionCandidate(region ?? country)
    }

    /// Lower case, without "www.".
    private static func bare(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasPrefix("www.") ? String(lower.dropFirst(4)) : lower
    }

    /// The host of an address.
    static func host(_ url: String) -> String? {
        let bytes = Array(url.utf8)
        guard let colon = bytes.firstIndex(of: 0x3A), bytes.count > colon + 3, bytes[colon + 1] == 0x2F,
            bytes[colon + 2] == 0x2F
        else {
            return nil
        }
        let host = bytes[(colon + 3)...].prefix { $0 != 0x2F && $0 != 0x3A && $0 != 0x3F && $0 != 0x23 }
        return host.isEmpty || host.contains(0x40) ? nil : String(decoding: host, as: UTF8.self)
    }
}
