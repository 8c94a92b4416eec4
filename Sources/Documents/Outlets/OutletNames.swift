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
        if let name = names[host] { return name }
        var labels = host.utf8[...]
        while let dot = labels.firstIndex(of: UInt8(ascii: ".")) {
            labels = labels[labels.index(after: dot)...]
            guard labels.contains(UInt8(ascii: ".")) else { return nil }
            if let name = names[String(Substring(labels))] { return name }
        }
        return nil
    }

    /// The part of a host that is registered: "news.herald.co.uk" → "herald.co.uk".
    func registered(_ host: String) -> String {
        let labels = host.utf8.split(separator: UInt8(ascii: "."))
        guard labels.count > 2 else { return host }
        func last(_ count: Int) -> String {
            labels.suffix(count).map { String(Substring($0)) }.joined(separator: ".")
        }
        let two = last(2)
        return suffixes.contains(two) ? last(3) : two
    }

    /// "Herald.example", "www.herald.example" — no spaces, at least one dot, an ending of letters.
    static func looksLikeHost(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count > 3, bytes.contains(UInt8(ascii: ".")), bytes.first != UInt8(ascii: ".") else { return false }
        guard
            bytes.allSatisfy({
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 0x2E || $0 == 0x2D
            })
        else { return false }
        let ending = bytes.split(separator: UInt8(ascii: ".")).last ?? Substring("").utf8
        return ending.count >= 2 && ending.allSatisfy { !(48...57).contains($0) }
    }

    /// What may stand before a host's name proper.
    private static let leads = ["www.", "m.", "amp.", "mobile."].map { Array($0.utf8) }

    /// The host of an address, lower case, without "www.", port and user; nil when the text is no address.
    static func host(of url: String) -> String? {
        guard let (bytes, start, end) = authority(of: url) else { return nil }
        var host = ArraySlice(bytes[start..<end])
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
        if let port = host.firstIndex(of: UInt8(ascii: ":")) { host = host[..<port] }
        if host.allSatisfy({ $0 < 0x80 }) {
            for i in host.indices where (65...90).contains(host[i]) { host[i] |= 0x20 }
        } else {
            host = ArraySlice(String(decoding: host, as: UTF8.self).lowercased().utf8)
        }
        for lead in leads where host.starts(with: lead) && host.dropFirst(lead.count).contains(UInt8(ascii: ".")) {
            host.removeFirst(lead.count)
        }
        return host.isEmpty ? nil : String(decoding: host, as: UTF8.self)
    }

    /// Where the part behind "://" stands in an address's bytes.
    private static func authority(of url: String) -> (bytes: [UInt8], start: Int, end: Int)? {
        let bytes = Array(url.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 2 < bytes.count,
            bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        var end = colon + 3
        while end < bytes.count, bytes[end] != 0x2F, bytes[end] != 0x3F, bytes[end] != 0x23, bytes[end] != 0x5C {
            end += 1
        }
        return (bytes, colon + 3, end)
    }
}
