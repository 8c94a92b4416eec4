/// One HTTP request, as the site sees it: no socket, no library.
public struct SiteRequest: Sendable {
    /// `GET`, `HEAD`, `POST`.
    public var method: String
    /// The path as sent, percent-encoded, without query.
    public var path: String
    /// The query as sent, without `?`; empty when there is none.
    public var query: String
    /// Fields by lower-case name; repeated ones joined by commas (RFC 9110, 5.3), so that none hides another.
    public var headers: [String: String]
    /// The body, as long as `SiteLimits` allows.
    public var body: [UInt8]
    /// Who asks: an address, for rate limits. Never logged together with a token.
    public var peer: String

    /// A request.
    public init(
        method: String = "GET", path: String, query: String = "", headers: [String: String] = [:], body: [UInt8] = [],
        peer: String = "local"
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// A request for a target such as `/stories?as-of=2025-01-08`.
    public init(method: String = "GET", target: String, headers: [String: String] = [:], peer: String = "local") {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            method: method, path: String(parts.first ?? ""), query: parts.count > 1 ? String(parts[1]) : "",
            headers: headers, peer: peer)
    }
}

/// What the site answers.
public struct SiteResponse: Sendable {
    /// HTTP status.
    public var status: Int
    /// Fields, in order.
    public var headers: [(name: String, value: String)]
    /// The body; empty for `HEAD` and 304.
    public var body: [UInt8]
    /// Set for a stream of Server-Sent Events, which the server goes on to write: changes after this moment.
    public var events: EventStream?
    /// Name of the route that answered, for counters and logs.
    public var route = "none"
    /// Whether the answer stays the same for as long as the archive does not change.
    var isKept = true
    /// Whether it holds what only this browser may see; it is then neither kept nor compressed together with what was asked.
    var isPersonal = false

    /// A response.
    public init(status: Int = 200, type: String, body: [UInt8], headers: [(name: String, value: String)] = []) {
        self.status = status
        self.headers = [("Content-Type", type)] + headers
        self.body = body
    }

    /// A response with text.
    init(status: Int = 200, type: String, text: String, headers: [(name: String, value: String)] = []) {
        self.init(status: status, type: type, body: Array(text.utf8), headers: headers)
    }

    /// The value of a field; nil when it is not there.
    public subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// A redirect to another address of this site, for this time only.
    static func redirect(_ address: String, status: Int = 302) -> SiteResponse {
        SiteResponse(status: status, type: "text/plain; charset=utf-8", text: address, headers: [("Location", address)])
    }
}

/// How large what comes in may be.
public enum SiteLimits {
    /// Longest target (path and query), bytes.
    public static let target = 8 << 10
    /// Longest body, bytes.
    public static let body = 64 << 10
    /// Longest search, characters.
    public static let search = 500
    /// Items on a page.
    public static let page = 100
    /// Hits on a page.
    public static let hits = 20
}
