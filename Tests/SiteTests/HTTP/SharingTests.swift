import Testing

@testable import Site

@Suite("What pages of other sites may read")
struct SharingTests {
    private static let desk = "https://desk.example"

    @Test("Nothing, unless their origin was named; then what is for programs")
    func origins() async throws {
        let closed = try await TestSite()
        let shared = try await TestSite(sharedOrigins: [Self.desk])
        let json = "/stories.json?as-of=\(TestSite.asOf)"
        #expect(await closed.get(json, ["origin": Self.desk])["Access-Control-Allow-Origin"] == nil)
        let answer = await shared.get(json, ["origin": Self.desk])
        #expect(answer.status == 200)
        #expect(answer["Access-Control-Allow-Origin"] == Self.desk)
        #expect(answer["Access-Control-Allow-Credentials"] == nil)
        #expect(answer.headers.contains { $0.name == "Vary" && $0.value == "Origin" })
        for origin in ["https://desk.example.evil.example", "http://desk.example", "null", "*", ""] {
            #expect(await shared.get(json, ["origin": origin])["Access-Control-Allow-Origin"] == nil, "\(origin)")
        }
        for path in ["/stories?as-of=\(TestSite.asOf)", "/metrics", "/correct?document=d1", "/nothing.json"] {
            #expect(await shared.get(path, ["origin": Self.desk])["Access-Control-Allow-Origin"] == nil, "\(path)")
        }
        // What went wrong can be read too.
        let missing = await shared.get("/stories/none.json", ["origin": Self.desk])
        #expect(missing.status == 404)
        #expect(missing["Access-Control-Allow-Origin"] == Self.desk)
    }

    @Test("A browser that asks first is answered without a token, and told to read only")
    func preflight() async throws {
        let access = Access(readerToken: "reader-token-0001", onlyLocalHost: false)
        let site = try await TestSite(access: access, sharedOrigins: [Self.desk])
        func ask(_ path: String, _ headers: [String: String]) async -> SiteResponse {
            await site.handler.respond(SiteRequest(method: "OPTIONS", path: path, headers: headers))
        }
        let asked = ["origin": Self.desk, "access-control-request-method": "GET"]
        let answer = await ask("/stories.json", asked)
        #expect(answer.status == 204)
        #expect(answer["Access-Control-Allow-Methods"] == "GET, HEAD")
        #expect(answer["Access-Control-Allow-Headers"]?.contains("Authorization") == true)
        #expect(answer["Access-Control-Allow-Origin"] == Self.desk)
        #expect(await ask("/stories.json", ["origin": Self.desk]).status == 401)
        var other = asked
        other["origin"] = "https://evil.example"
        let refused = await ask("/stories.json", other)
        #expect(refused.status == 401)
        #expect(refused["Access-Control-Allow-Origin"] == nil)
        #expect(await ask("/correct", asked)["Access-Control-Allow-Origin"] == nil)
        let read = await site.get(
            "/stories.json?as-of=\(TestSite.asOf)",
            ["origin": Self.desk, "authorization": "Bearer reader-token-0001"])
        #expect(read.status == 200)
        #expect(read["Access-Control-Allow-Origin"] == Self.desk)
    }
}
