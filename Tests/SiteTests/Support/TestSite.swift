import Archive
import Documents
import Glibc
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

    init(access: Access = Access(), burst: Double = 0) async throws {
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
        _ = try archive.updateStories(at: Moment(seconds: 1_741_190_000), builder: try StoryBuilder())
        handler = try SiteHandler(
            .init(archive: path + "/sitrep.db", access: access, burst: burst, perSecond: burst > 0 ? 0.001 : 0))
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
