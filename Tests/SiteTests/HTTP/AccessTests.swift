import Testing

@testable import Site

@Suite("Access")
struct AccessTests {
    @Test("On this machine everybody may edit; with a token nobody without it may read")
    func roles() {
        let open = Access()
        #expect(open.role(of: SiteRequest(path: "/")) == .editor)
        let closed = Access(readerToken: "reader-token-0001", editorToken: "editor-token-0001", onlyLocalHost: false)
        #expect(closed.role(of: SiteRequest(path: "/")) == nil)
        #expect(closed.role(of: SiteRequest(path: "/", headers: ["authorization": "Bearer reader-token-0002"])) == nil)
        #expect(closed.role(of: SiteRequest(path: "/", headers: ["authorization": "Bearer "])) == nil)
        #expect(
            closed.role(of: SiteRequest(path: "/", headers: ["authorization": "Bearer reader-token-0001"])) == .reader)
        #expect(
            closed.role(of: SiteRequest(path: "/", headers: ["authorization": "bearer editor-token-0001"])) == .editor)
        #expect(
            closed.role(of: SiteRequest(path: "/", headers: ["cookie": "a=b; sitrep-token=reader-token-0001"]))
                == .reader)
        var proxied = Access()
        proxied.publicAddress = "https://desk.example"
        #expect(proxied.role(of: SiteRequest(path: "/")) == .reader)
        proxied.editorToken = "editor-token-0001"
        #expect(
            proxied.role(of: SiteRequest(path: "/", headers: ["authorization": "Bearer editor-token-0001"])) == .editor)
        let unedited = Access(readerToken: "reader-token-0001", onlyLocalHost: false)
        #expect(
            unedited.role(of: SiteRequest(path: "/", headers: ["authorization": "Bearer reader-token-0001"]))
                == .reader)
    }

    @Test("A name of somebody else's does not reach a site on loopback")
    func hosts() {
        let local = Access()
        for host in ["localhost", "localhost:8750", "127.0.0.1:1", "[::1]:8750"] { #expect(local.accepts(host: host)) }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8750", "[::2]", ""] {
            #expect(!local.accepts(host: host), "\(host)")
        }
        #expect(Access(readerToken: "x", onlyLocalHost: false).accepts(host: "desk.example"))
    }

    @Test("After the burst an address waits, others do not")
    func rates() {
        let limit = RateLimit(burst: 3, perSecond: 1)
        #expect((0..<3).allSatisfy { _ in limit.allows("a", at: 0) })
        #expect(!limit.allows("a", at: 0.5))
        #expect(limit.allows("b", at: 0.5))
        #expect(limit.allows("a", at: 1.5))
        #expect(!limit.allows("a", at: 1.6))
    }

    @Test("Tokens are compared whole")
    func same() {
        #expect(Access.same("abc", "abc"))
        for other in ["ab", "abcd", "abd", ""] { #expect(!Access.same(other, "abc")) }
    }
}
