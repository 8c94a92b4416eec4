import Lexicons

/// Names of outlets by domain, and domains by address.
struct OutletNames: Sendable {
    private let names: [String: String]
    private let suffixes: Lexicon

    init() throws(LexiconError) {
        let table = try Table(named: "rules/outlets.tsv", columns: ["name"])
        var names: [String: String] = [:]
        for row in table.rows {
            for domain in row.list("domains") where !domain.isEmpty {
                guard names.updateValue(row["name"], forKey: domain) == nil else {
                    throw LexiconError(
                        file: table.name, line: row.line, reason: "'\(domain)' stands in the file twice",
                        advice: "Remove one of them.")
                }
            }
        }
        self.names = names
        suffixes = try Lexicon(named: "rules/public-suffixes.tsv", key: "suffix")
    }

    /// The outlet at an address: its known name, else its domain.
    func outlet(ofAddress url: String) -> Stated<Outlet>? {
        guard let host = Self.host(of: url) else { return nil }
        let domain = registered(host)
        if let name = name(ofHost: host) {
            return Stated(Outlet(name: name, domain: domain), rule: "outlets.tsv by domain of url")
        }
        return Stated(Outlet(name: domain, domain: domain), rule: "domain of url")
    }

    /// An outlet from what a record says: a name, or a domain that stands where a name should.
    func outlet(named stated: String, url: String?, rule: String) -> Stated<Outlet> {
        let addressed = url.flatMap { Self.host(of: $0) }.map { registered($0) }
        let candidate = Self.host(of: stated) ?? stated
        if Self.looksLikeHost(candidate) {
            let domain = registered(candidate)
            let name = name(ofHost: candidate)
            return Stated(
                Outlet(name: name ?? domain, domain: domain), rule: name == nil ? rule : "\(rule), outlets.tsv")
        }
        return Stated(Outlet(name: stated, domain: addressed), rule: rule)
    }

    private func name(ofHost host: String) -> String? {
        var labels = Substring(host)
        while true {
            if let name = names[String(labels)] { return name }
            guard let dot = labels.firstIndex(of: ".") else { return nil }
            labels = labels[labels.index(after: dot)...]
            if !labels.contains(".") { return nil }
        }
    }

    /// The part of a host that is registered: "news.herald.co.uk" → "herald.co.uk".
    func registered(_ host: String) -> String {
        let labels = host.split(separator: ".")
        guard labels.count > 2 else { return host }
        let two = labels.suffix(2).joined(separator: ".")
        return suffixes.contains(two) ? labels.suffix(3).joined(separator: ".") : two
    }

    /// "Herald.example", "www.herald.example" — no spaces, at least one dot, an ending of letters.
    static func looksLikeHost(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count > 3, bytes.contains(UInt8(ascii: ".")), bytes.first != UInt8(ascii: ".") else { return false }
        guard
            bytes.allSatisfy({
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 0x2E || $0 == 0x2D
            })
        else { return false }
        let ending = bytes.split(separator: UInt8(ascii: ".")).last ?? []
        return ending.count >= 2 && ending.allSatisfy { !(48...57).contains($0) }
    }

    /// The host of an address, lower case, without "www.", port and user; nil when the text is no address.
    static func host(of url: String) -> String? {
        let bytes = Array(url.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 2 < bytes.count,
            bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        var authority = bytes[(colon + 3)...].prefix { ![0x2F, 0x3F, 0x23, 0x5C].contains($0) }
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        if let port = authority.firstIndex(of: UInt8(ascii: ":")) { authority = authority[..<port] }
        var host = String(decoding: authority, as: UTF8.self).lowercased()
        for prefix in ["www.", "m.", "amp.", "mobile."]
        where host.hasPrefix(prefix) && host.dropFirst(prefix.count).contains(".") {
            host.removeFirst(prefix.utf8.count)
        }
        return host.isEmpty ? nil : host
    }
}
