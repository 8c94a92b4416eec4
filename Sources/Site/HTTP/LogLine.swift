import JSON
import Moments

/// A line of the log. It holds no query, as what people search for is nobody's business, and no field of the request.
enum LogLine {
    static func text(
        _ request: SiteRequest, _ answer: SiteResponse, at now: Moment, microseconds: Int64
    ) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("at", now.rfc3339())
            json.member("method", String(request.method.prefix(16)))
            json.member("route", answer.route)
            json.member("status", answer.status)
            json.member("bytes", answer.body.count)
            json.member("us", Int(microseconds))
        }
        return json.string
    }
}
