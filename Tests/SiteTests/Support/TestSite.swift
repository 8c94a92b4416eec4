import Archive
import Documents
import Glibc
import JSON
import Moments
import Readings
import Sitrep
import Stories
import Testing
import Texts

@testable import Site

/// A site over a small archive of made-up reports, one of them hostile.
final class TestSite: Sendable {
    let path: String
    let handler: SiteHandler
    /// The moment all of it was known by.
    static let asOf = "2025-03-05T18:00:00Z"

    init(access: Access = Access(), burst: Double = 0, sharedOrigins: Set<String> = []) async throws {
        var template = Array("/tmp/sitrep-site-XXXXXX".utf8CString)
        guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
            throw MakeError()
        }
        path = String(cString: made)
        let archive = try Archive(path: path + "/sitrep.db", create: true, version: "test")
        let readings = try await Sitrep.read(Self.documents)
        for reading in readings {
            let published = reading.document.published?.moment ?? Moment(seconds: 1_741_000_000)
            _ = try archive.add([reading], arrived: published.adding(seconds: 60))
        }
        let builder = try StoryBuilder()
        _ = try archive.updateStories(at: Moment(seconds: 1_741_190_000), builder: builder)
        // Made before what it fires for: it looks at what arrives from then on.
        _ = try archive.addWatch(.query("cup"), delivery: .feed, at: Moment(seconds: 1_741_190_000))
        let late = try await Sitrep.read([Self.late])
        _ = try archive.add(late, arrived: Moment(seconds: 1_741_195_000))
        _ = try archive.updateStories(at: Moment(seconds: 1_741_195_000), builder: builder)
        _ = try archive.runWatches(at: Moment(seconds: 1_741_195_000), builder: builder)
        var options = SiteHandler.Options(
            archive: path + "/sitrep.db", access: access, burst: burst, perSecond: burst > 0 ? 0.001 : 0)
        options.now = { Self.now }
        options.sharedOrigins = sharedOrigins
        handler = try SiteHandler(options)
    }

    /// The clock of the site.
    static let now = Moment(seconds: 1_741_200_000)

    /// What a form of this site carries against forgery, with the cookie that goes with it.
    func form(_ headers: [String: String] = [:]) async throws -> (cookie: String, token: String) {
        let page = await get("/correct?document=d1", headers)
        let cookie = String((page["Set-Cookie"] ?? "").prefix { $0 != ";" })
        let html = String(decoding: page.body, as: UTF8.self)
        let parts = html.split(separator: "name=\"form\" value=\"", maxSplits: 1)
        guard !cookie.isEmpty, parts.count == 2 else { throw MakeError() }
        return (cookie, String(parts[1].prefix { $0 != "\"" }))
    }

    /// Sends a form as a browser does.
    func post(
        _ path: String, _ fields: [(String, String)], _ headers: [String: String] = [:]
    ) async throws -> SiteResponse {
        let (cookie, token) = try await form(headers)
        var all = headers
        all["cookie"] = [headers["cookie"], cookie].compactMap { $0 }.joined(separator: "; ")
        return await send(path, fields + [("form", token)], all)
    }

    /// Sends fields with nothing added.
    func send(
        _ path: String, _ fields: [(String, String)], _ headers: [String: String] = [:]
    ) async -> SiteResponse {
        let body = fields.map { Address.encoded($0.0) + "=" + Address.encoded($0.1) }.joined(separator: "&")
        var all = headers
        if all["content-type"] == nil { all["content-type"] = "application/x-www-form-urlencoded" }
        return await handler.respond(SiteRequest(method: "POST", path: path, headers: all, body: Array(body.utf8)))
    }

    /// Sends a JSON object.
    func send(_ path: String, json: String, _ headers: [String: String] = [:]) async -> SiteResponse {
        var all = headers
        all["content-type"] = "application/json"
        return await handler.respond(SiteRequest(method: "POST", path: path, headers: all, body: Array(json.utf8)))
    }

    /// The id of the story of the bridge.
    func story() async throws -> String {
        let json = try JSONParser.parse(await get("/stories.json?as-of=\(Self.asOf)").body)
        guard let id = json["stories"]?.array?.first(where: { $0["documents"]?.int ?? 0 > 2 })?["id"]?.string else {
            throw MakeError()
        }
        return id
    }

    deinit {
        for name in ["sitrep.db", "sitrep.db-wal", "sitrep.db-shm"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    func get(_ target: String, _ headers: [String: String] = [:]) async -> SiteResponse {
        await handler.respond(SiteRequest(target: target, headers: headers))
    }

    /// The page at an address, following redirects of this site.
    func page(_ target: String) async -> String {
        var response = await get(target)
        for _ in 0..<3 {
            guard response.status == 302, let next = response["Location"] else { break }
            response = await get(next)
        }
        return String(decoding: response.body, as: UTF8.self)
    }

    struct MakeError: Error {}

    static let script = "<script>alert(1)</script>"

    private static func document(
        _ id: String, _ outlet: String, _ title: String, _ published: String, _ text: String, url: String? = nil
    ) -> Document {
        var document = Document(id: id, text: Text(text))
        document.title = Stated(title, rule: "test")
        document.outlet = Stated(Outlet(name: outlet), rule: "test")
        document.published = Dated(iso: published, rule: "test")
        document.url = url ?? "https://\(id).example/news"
        document.language = "en"
        return document
    }

    /// Comes last, and fires the watch.
    static let late = document(
        "d6", "Coast Radio", "Cup parade in Tarn", "2025-03-05T16:30:00Z",
        "The football club of Tarn showed the cup to its town on Wednesday, the club said. Visitors came from Leeds and Bradford in England."
    )

    /// Not in the archive; for tests of what arrives later.
    static let afterwards = document(
        "d7", "Northern Wire", "Bridge inquiry opens", "2025-03-05T18:20:00Z",
        "An inquiry into the collapse of the bridge at Ellan Ferry opened on Wednesday, the interior ministry said.")

    static let documents = [
        document(
            "d1", "Marsh Herald", "Bridge at Ellan Ferry collapses", "2025-03-03T08:00:00Z",
            "A road bridge at Ellan Ferry collapsed on Monday, killing at least 12 people, police said.\n\nPolice said the bridge had been closed to lorries since January."
        ),
        document(
            "d2", "Coast Radio", "Twelve dead as bridge falls", "2025-03-03T12:00:00Z",
            "The bridge at Ellan Ferry collapsed on Monday morning, the fire service said. Hospital staff counted 15 dead.\n\nThe mayor, Oona Reed, denied that the bridge had been inspected in 2019."
        ),
        document(
            "d3", "Northern Wire", "Bridge collapse: toll rises", "2025-03-04T09:00:00Z",
            "At least 17 people were killed when the bridge at Ellan Ferry collapsed on Monday, the interior ministry said on Tuesday."
        ),
        document(
            "d4.json", "\"><img src=x onerror=alert(1)>", "Bridge \(script) {{7*7}} ${7*7} <%= 1 %>",
            "2025-03-05T10:00:00Z",
            "The bridge at Ellan Ferry collapsed on Monday, \(script) said the ministry & the \"mayor\". A second sentence about the bridge at Ellan Ferry follows here.",
            url: "javascript:alert(1)"),
        document(
            "d5", "Marsh Herald", "Football club wins cup", "2025-03-05T12:00:00Z",
            "The football club of Tarn won the cup on Wednesday after extra time in front of a large crowd."),
    ]
}
