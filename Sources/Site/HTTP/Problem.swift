import JSON
import Reports

/// Why a request got no answer (RFC 9457). One shape for all.
struct Problem: Error, Sendable {
    var status: Int
    /// What is wrong, for everybody.
    var title: String
    /// What is wrong here, and what to do.
    var detail: String
    var headers: [(name: String, value: String)] = []

    static func notFound(_ detail: String) -> Problem { Problem(status: 404, title: "Not found", detail: detail) }
    static func bad(_ detail: String) -> Problem { Problem(status: 400, title: "Not understood", detail: detail) }

    /// As `application/problem+json`.
    var json: SiteResponse {
        var out = JSONWriter()
        out.object { json in
            json.member("type", "about:blank")
            json.member("title", title)
            json.member("status", status)
            json.member("detail", detail)
        }
        out.newline()
        return SiteResponse(status: status, type: "application/problem+json", body: out.bytes, headers: headers)
    }

    /// As a page.
    func page(_ frame: Frame) -> SiteResponse {
        let body: Markup =
            "<div class=\"plainpage\"><h1>\(title)</h1><p>\(detail)</p><p><a href=\"/stories\">All stories</a></p></div>"
        return SiteResponse(
            status: status, type: "text/html; charset=utf-8", text: frame.page(title: title, main: body).html,
            headers: headers)
    }
}
