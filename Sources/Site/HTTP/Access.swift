import Synchronization

/// Who may do what.
public struct Access: Sendable {
    /// What somebody may do.
    public enum Role: Int, Sendable, Comparable {
        /// Read pages.
        case reader
        /// Also correct and manage.
        case editor

        /// Editors may all that readers may.
        public static func < (a: Role, b: Role) -> Bool { a.rawValue < b.rawValue }
    }

    /// The token that readers send; nil lets everybody who can reach the site read.
    public var readerToken: String?
    /// The token that editors send; nil makes readers editors on loopback, and leaves a site that others reach,
    /// also through a proxy, without editors.
    public var editorToken: String?
    /// Whether only names of this machine are taken as `Host`, so that no page elsewhere can reach in under a name of its own
    /// (DNS rebinding).
    public var onlyLocalHost: Bool
    /// The site as browsers see it behind a proxy, `https://desk.example`: its host is taken as `Host`, its forms come from there.
    public var publicAddress: String?
    /// The field in which a proxy on this machine says who asks; nil when none does. Without it nobody gets in, and nobody but
    /// a proxy on this machine may say it.
    public var userHeader: String?
    /// Those whom the proxy names that may correct and manage.
    public var editors: Set<String> = []

    /// Access rules; the defaults are those of a site on loopback.
    public init(readerToken: String? = nil, editorToken: String? = nil, onlyLocalHost: Bool = true) {
        self.readerToken = readerToken
        self.editorToken = editorToken
        self.onlyLocalHost = onlyLocalHost
    }

    /// Whom the proxy names; nil when there is no proxy, or it names nobody.
    func user(of request: SiteRequest) -> String? {
        guard let userHeader, Self.isLoopback(request.peer), let name = request.headers[userHeader.lowercased()],
            !name.isEmpty, name.utf8.count <= 100
        else { return nil }
        return name
    }

    private static func isLoopback(_ peer: String) -> Bool {
        peer == "local" || peer.hasPrefix("127.") || peer == "::1" || peer.hasPrefix("::ffff:127.")
    }

    /// Host, and port where one is given, of the address that browsers see.
    private var publicHost: String? {
        guard let publicAddress, let slashes = publicAddress.firstRange(of: "://") else { return nil }
        return String(publicAddress[slashes.upperBound...].prefix { $0 != "/" }).lowercased()
    }

    /// Whether a form was sent by a page of this site, as far as the browser says: `Origin` names this host, and
    /// `Sec-Fetch-Site`, where it is sent, this site (Fetch Metadata).
    func isOwn(_ request: SiteRequest) -> Bool {
        if let from = request.headers["sec-fetch-site"], from != "same-origin", from != "none" { return false }
        guard let origin = request.headers["origin"] else { return true }
        // A browser that tells no page where it was sent from writes "null", of its own site too (Fetch, section 3.2).
        if origin == "null" { return request.headers["sec-fetch-site"] == "same-origin" }
        guard let slashes = origin.firstRange(of: "://") else { return false }
        let host = origin[slashes.upperBound...].lowercased()
        return host == request.headers["host"]?.lowercased() || host == publicHost
    }

    /// The role of a request; nil when it may not even read.
    func role(of request: SiteRequest) -> Role? {
        if userHeader != nil { return user(of: request).map { editors.contains($0) ? .editor : .reader } }
        let given = Self.token(request)
        if let editorToken, let given, Self.same(given, editorToken) { return .editor }
        if let readerToken {
            guard let given, Self.same(given, readerToken) else { return nil }
        }
        return editorToken == nil && onlyLocalHost && publicAddress == nil ? .editor : .reader
    }

    /// Whether the request names this machine as its host.
    func accepts(host: String?) -> Bool {
        guard onlyLocalHost, let host else { return true }
        var name = host.lowercased()
        if name == publicHost { return true }
        if name.hasPrefix("[") {
            name = String(name.prefix { $0 != "]" }) + "]"
        } else if let colon = name.firstIndex(of: ":") {
            name = String(name[..<colon])
        }
        return ["localhost", "127.0.0.1", "[::1]"].contains(name)
    }

    /// `Authorization: Bearer …`, or the cookie that `/login` sets.
    private static func token(_ request: SiteRequest) -> String? {
        if let field = request.headers["authorization"], field.lowercased().hasPrefix("bearer ") {
            return String(field.dropFirst(7))
        }
        return cookie("sitrep-token", of: request)
    }

    static func cookie(_ name: String, of request: SiteRequest) -> String? {
        for part in (request.headers["cookie"] ?? "").split(separator: ";") {
            let sides = part.split(separator: "=", maxSplits: 1)
            if sides.count == 2, sides[0].trimmed == name { return Address.decoded(sides[1].trimmed) }
        }
        return nil
    }

    /// Compares in a time that does not depend on where the two differ.
    static func same(_ a: String, _ b: String) -> Bool {
        let (x, y) = (Array(a.utf8), Array(b.utf8))
        var difference = x.count ^ y.count
        for i in y.indices { difference |= Int(y[i] ^ (i < x.count ? x[i] : 0)) }
        return difference == 0
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}

/// So many requests at once, and so many a second after that, for each address (a token bucket).
final class RateLimit: Sendable {
    private struct Bucket {
        var level: Double
        var at: Double
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    let burst: Double
    let perSecond: Double

    init(burst: Double, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }

    /// Whether one more request is allowed at a time in seconds; never more than 10,000 addresses are remembered.
    func allows(_ peer: String, at now: Double) -> Bool {
        buckets.withLock { buckets in
            if buckets.count > 10_000 {
                buckets = buckets.filter { now - $0.value.at < burst / perSecond }
                if buckets.count > 10_000 { buckets.removeAll() }
            }
            var bucket = buckets[peer] ?? Bucket(level: burst, at: now)
            bucket.level = min(burst, bucket.level + max(0, now - bucket.at) * perSecond)
            bucket.at = now
            let allowed = bucket.level >= 1
            if allowed { bucket.level -= 1 }
            buckets[peer] = bucket
            return allowed
        }
    }
}
