import JSON
import Testing

@testable import Site

@Suite("Watches")
struct WatchTests {
    @Test("What fired and why, on the page, as JSON and as a feed")
    func fired() async throws {
        let site = try await TestSite()
        let list = await site.page("/watches")
        #expect(list.contains("What answers") && list.contains("Cup parade in Tarn"))
        let page = await site.page("/watches/w1")
        // The document that caused it is the one that the line leads to, and not named twice.
        #expect(page.contains("Cup parade in Tarn") && !page.contains("because of document"))
        #expect(page.contains("/documents/d6?"))
        let json = try JSONParser.parse(await site.get("/watches/w1.json").body)
        #expect(json["news"]?.array?.first?["document"]?.string == "d6")
        let feed = await site.get("/watches/w1.atom")
        let text = String(decoding: feed.body, as: UTF8.self)
        #expect(feed["Content-Type"]?.hasPrefix("application/atom+xml") == true)
        #expect(text.contains("<title>Cup parade in Tarn (Coast Radio)</title>") && text.hasSuffix("</feed>\n"))
        // Before it fired, it had not.
        let before = await site.page("/watches/w1?as-of=2025-03-05T16:00:00Z")
        #expect(before.contains("Nothing yet."))
        #expect(await site.get("/watches/w9.json").status == 404)
    }

    @Test("Editors add watches and end them")
    func manage() async throws {
        let site = try await TestSite()
        let added = try await site.post(
            "/watches", [("what", "measure"), ("measure", "killed"), ("least", "20"), ("to", "")])
        #expect(added.status == 303 && added["Location"] == "/watches#w2")
        let list = await site.page("/watches")
        #expect(list.contains("A figure of <b>killed</b> that reaches <b>20</b>"))
        let ended = try await site.post("/watches/w2/remove", [])
        #expect(ended.status == 303)
        #expect(await !site.page("/watches").contains("reaches <b>20</b>"))
        let hook = await site.send(
            "/watches", json: #"{"what":"query","q":"flood*","to":"https://desk.example/in"}"#)
        #expect(hook.status == 201)
        #expect(try JSONParser.parse(hook.body)["secret"]?.string?.count == 64)
        // By form, the secret stands on the page that answers, and on no other.
        let told = try await site.post(
            "/watches", [("what", "query"), ("q", "quay"), ("to", "https://desk.example/quay")])
        #expect(told.status == 200 && told["Cache-Control"] == "no-store")
        #expect(String(decoding: told.body, as: UTF8.self).contains("signed with this secret"))
        #expect(await !site.page("/watches").contains("signed with this secret"))
        let shown = try JSONParser.parse(await site.get("/watches.json").body)
        #expect(shown["watches"]?.array?.allSatisfy { $0["secret"] == nil } == true)
    }

    @Test(
        "What cannot be watched is said, and files are not written for somebody on the network",
        arguments: [
            ["what": "query", "q": ""], ["what": "query", "q": "\"open"], ["what": "measure", "measure": "killed"],
            ["what": "measure", "measure": "killed", "least": "nan"], ["what": "quiet", "hours": "0"], [:],
            ["what": "query", "q": "flood", "to": "file:/etc/passwd"], ["what": "query", "q": "flood", "to": "-"],
            ["what": "query", "q": "flood", "to": "mailto:-x@y"], ["what": "contradiction", "story": "none"],
            ["what": "query", "q": "flood", "story": "none"],
        ])
    func faults(_ fields: [String: String]) async throws {
        let site = try await TestSite()
        let answer = try await site.post("/watches", fields.map { ($0.key, $0.value) })
        #expect(answer.status == 422)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("Not kept."))
        let list = try JSONParser.parse(await site.get("/watches.json").body)
        #expect(list["watches"]?.array?.count == 1)
    }
}
