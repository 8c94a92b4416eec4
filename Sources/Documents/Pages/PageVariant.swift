/// Whether an address is an article's AMP or print form rather than its own.
enum PageVariant {
    /// "amp" or "print", by the address; nil for neither.
    static func kind(of address: String) -> String? {
        let bytes = address.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        guard let scheme = InputBytes.position(of: "://", in: bytes) else { return nil }
        let rest = bytes[(scheme + 3)...].prefix { $0 != UInt8(ascii: "#") }
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        var segments = path.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard !segments.isEmpty else { return nil }
        let host = segments.removeFirst()
        if host.hasPrefix("amp.") { return "amp" }
        if segments.contains("amp") { return "amp" }
        if segments.contains("print") || segments.contains("printable") { return "print" }
        if let last = segments.last {
            for (ending, kind) in [
                (".amp", "amp"), (".amp.html", "amp"), ("-amp.html", "amp"), ("-print.html", "print"),
            ]
            where last.hasSuffix(ending) {
                return kind
            }
        }
        let query = rest.dropFirst(path.count + 1).split(separator: UInt8(ascii: "&")).map {
            String(decoding: $0, as: UTF8.self)
        }
        for member in query {
            switch member {
            case "amp", "amp=1", "amp=true", "outputtype=amp": return "amp"
            case "print", "print=1", "print=true", "print=yes", "view=print", "output=print", "printview=1":
                return "print"
            default: continue
            }
        }
        return nil
    }

    /// What kind of form a page is, when it names another address of the same site as its own.
    static func kind(_ facts: PageFacts, url: String, canonical: String, outlets: OutletNames) -> String? {
        guard url != canonical, let host = OutletNames.host(of: url), let own = OutletNames.host(of: canonical),
            outlets.registered(host) == outlets.registered(own)
        else { return nil }
        return facts.isAMP ? "amp" : kind(of: url)
    }
}
