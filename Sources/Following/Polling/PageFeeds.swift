import Captures

/// Feeds that a page names in its head (`<link rel="alternate" type="application/rss+xml" href="…">`).
enum PageFeeds {
    private static let types = ["application/rss+xml", "application/atom+xml", "application/feed+json"]

    /// Their references, in order, as written.
    static func references(in page: [UInt8]) -> [String] {
        let head = page.prefix(256 * 1024)
        var found: [String] = []
        var i = head.startIndex
        while i < head.endIndex, found.count < 16 {
            guard let open = head[i...].firstIndex(of: UInt8(ascii: "<")) else { break }
            i = open + 1
            guard head[i...].prefix(4).map({ $0 | 0x20 }).elementsEqual("link".utf8) else { continue }
            guard let close = head[i...].firstIndex(of: UInt8(ascii: ">")) else { break }
            let attributes = attributes(head[(i + 4)..<close])
            if attributes["rel"]?.lowercased().split(separator: " ").contains("alternate") == true,
                types.contains(attributes["type"]?.lowercased() ?? ""), let reference = attributes["href"],
                !reference.isEmpty, !found.contains(reference)
            {
                found.append(reference)
            }
            i = close + 1
        }
        return found
    }

    private static func attributes(_ tag: ArraySlice<UInt8>) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = tag
        while !rest.isEmpty {
            rest = rest.drop { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
            let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") }
            rest = rest[name.endIndex...].drop { $0 <= 0x20 }
            var value: ArraySlice<UInt8> = []
            if rest.first == UInt8(ascii: "=") {
                rest = rest.dropFirst().drop { $0 <= 0x20 }
                if let quote = rest.first, quote == 0x22 || quote == 0x27 {
                    value = rest.dropFirst().prefix { $0 != quote }
                    rest = rest[value.endIndex...].dropFirst()
                } else {
                    value = rest.prefix { $0 > 0x20 }
                    rest = rest[value.endIndex...]
                }
            }
            if name.isEmpty, value.isEmpty {
                rest = rest.dropFirst()
                continue
            }
            let key = String(decoding: name, as: UTF8.self).lowercased()
            let text = CharacterReference.decoded(String(decoding: value, as: UTF8.self))
            if attributes[key] == nil { attributes[key] = text }
        }
        return attributes
    }
}
