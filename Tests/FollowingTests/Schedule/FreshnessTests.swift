import Following
import Testing

@Suite("What an answer says about asking again") struct FreshnessTests {
    private static func read(_ fields: [(String, String)]) -> Freshness {
        Freshness(WebAnswer(status: 200, fields: fields.map { WebField($0.0, $0.1) }), now: 784_111_777)
    }

    @Test(
        arguments: [
            ("max-age=600", 600), ("public, Max-Age=60, must-revalidate", 60), ("max-age=\"120\"", 120),
            ("no-cache", nil),
            ("max-age=600, no-store", nil), ("max-age=", nil), ("max-age=x", nil), ("", nil),
            ("max-age=99999999999999999999", 31_536_000),
        ] as [(String, Int?)])
    func cacheControl(_ field: String, _ seconds: Int?) {
        #expect(Self.read([("Cache-Control", field)]).maxAge == seconds)
    }

    @Test func expiresCountsFromTheServersOwnTime() {
        let fields = [("Date", "Sun, 06 Nov 1994 09:00:00 GMT"), ("Expires", "Sun, 06 Nov 1994 09:30:00 GMT")]
        #expect(Self.read(fields).maxAge == 1_800)
        #expect(Self.read([("Expires", "0")]).maxAge == nil)
        #expect(Self.read([("Expires", "Sun, 06 Nov 1994 08:00:00 GMT")]).maxAge == nil)
        #expect(Self.read(fields + [("cache-control", "max-age=5")]).maxAge == 5)
    }

    @Test(
        arguments: [
            ("120", 120), ("Sun, 06 Nov 1994 08:59:37 GMT", 600), ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("soon", nil),
            ("-1", nil),
        ] as [(String, Int?)])
    func retryAfter(_ field: String, _ seconds: Int?) {
        // 784111777 is Sun, 06 Nov 1994 08:49:37 GMT.
        #expect(Self.read([("Retry-After", field)]).retryAfter == seconds)
    }
}
