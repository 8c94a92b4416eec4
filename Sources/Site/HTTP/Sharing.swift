/// What pages of other sites may read (Fetch Standard, section 3.2, CORS protocol): nothing, unless their origin was named at the start.
/// They never send this site's cookies, and change nothing.
struct Sharing: Sendable {
    /// Origins as browsers send them, `https://desk.example`; without any, nothing is shared.
    var origins: Set<String>

    /// The answer to the question a browser asks before it sends a token along; nil when the request is another one.
    func preflight(_ request: SiteRequest) -> SiteResponse? {
        guard request.method == "OPTIONS", request.headers["access-control-request-method"] != nil,
            let origin = request.headers["origin"], origins.contains(origin), Self.isShared(request.path)
        else { return nil }
        var response = SiteResponse(type: "text/plain; charset=utf-8", body: [])
        response.status = 204
        response.headers += [
            ("Access-Control-Allow-Methods", "GET, HEAD"),
            ("Access-Control-Allow-Headers", "Authorization, Last-Event-ID"), ("Access-Control-Max-Age", "600"),
        ]
        return response
    }

    /// Lets the page that asked read the answer, when it may.
    func allow(_ request: SiteRequest, _ response: inout SiteResponse) {
        guard !origins.isEmpty, Self.isShared(request.path) else { return }
        response.headers.append(("Vary", "Origin"))
        guard let origin = request.headers["origin"], origins.contains(origin) else { return }
        response.headers += [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Expose-Headers", "ETag, Link, Content-Location, Retry-After"),
        ]
    }

    /// The forms for programs: `.json`, feeds, exports, changes, the description.
    private static func isShared(_ path: String) -> Bool {
        guard let match = Route.match(path) else { return false }
        return match.ending != nil || match.route.name == .openapi || match.route.name == .citation
    }
}
