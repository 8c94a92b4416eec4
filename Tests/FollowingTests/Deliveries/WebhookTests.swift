import Following
import Moments
import Testing

@Suite("Webhooks") struct WebhookTests {
    private static let now = Moment(seconds: 1_740_000_000)
    private static let body = Array("{\"watch\":\"w1\"}".utf8)

    private static func post(_ web: FakeWeb, _ url: String) async -> FetchFailure? {
        do throws(FetchFailure) {
            try await Webhook(web.visitor()).post(body, to: url, secret: "s3cret", id: "7", at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func areSigned() async throws {
        let web = FakeWeb()
        web.at("https://desk.example/hook", 204)
        #expect(await Self.post(web, "https://desk.example/hook") == nil)
        let request = try #require(web.requests.first)
        #expect(request.method == .post)
        #expect(request.body == Self.body)
        let fields = Dictionary(request.fields.map { ($0.name, $0.value) }) { a, _ in a }
        #expect(
            fields["Sitrep-Signature"]
                == MessageSignature.value(key: Array("s3cret".utf8), time: Self.now, body: Self.body))
        #expect(fields["Sitrep-Delivery"] == "7")
        #expect(fields["Content-Type"] == "application/json")
    }

    @Test func failuresAreSaidSoAndRedirectsNotFollowed() async {
        let web = FakeWeb()
        web.at("https://desk.example/busy", 503, "", ["Retry-After": "120"])
        let busy = await Self.post(web, "https://desk.example/busy")
        #expect(busy?.status == 503)
        #expect(busy?.retryAfter == 120)
        web.at("https://desk.example/moved", 307, "", ["Location": "https://other.example/"])
        #expect(await Self.post(web, "https://desk.example/moved")?.reason.contains("not followed") == true)
        #expect(!web.asked.contains("https://other.example/"))
        #expect(await Self.post(web, "http://127.0.0.1:9/")?.kind == .refused)
        #expect(await Self.post(web, "nonsense")?.kind == .address)
    }
}
