import Following
import Testing

@Suite("Web addresses") struct WebAddressTests {
    @Test(arguments: [
        ("http://Outlet.EXAMPLE", "http://outlet.example/"),
        ("  https://outlet.example:443/a/./b/../c?x=1#part\n", "https://outlet.example/a/c?x=1"),
        ("http://outlet.example:80/", "http://outlet.example/"),
        ("https://outlet.example.:8443/f", "https://outlet.example:8443/f"),
        ("feed://outlet.example/rss", "http://outlet.example/rss"),
        ("feed:https://outlet.example/rss", "https://outlet.example/rss"),
        ("http://outlet.example/ä b/%zz%41", "http://outlet.example/%C3%A4%20b/%25zz%41"),
        ("http://outlet.example\\@other.example/", "http://outlet.example/@other.example/"),
        ("http://[2001:DB8::0:1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("http://outlet.example/../../etc", "http://outlet.example/etc"),
        ("http://outlet.example/%2e%2E/a/..", "http://outlet.example/"),
        ("http://outlet.example?q", "http://outlet.example/?q"),
    ])
    func haveOneForm(_ written: String, _ canonical: String) throws {
        let address = try WebAddress(written)
        #expect(address.description == canonical)
        // What is canonical stays as it is.
        #expect(try WebAddress(address.description) == address)
    }

    @Test(arguments: [
        ("outlet.example/feed", "https://"), ("ftp://outlet.example/", "'ftp'"), ("file:///etc/passwd", "'file'"),
        ("javascript:alert(1)", "'javascript'"), ("http://", "no host"), ("http:outlet.example", "no host"),
        ("http://me:secret@outlet.example/", "passwords"), ("http://outlet.example:0/", "port"),
        ("http://outlet.example:99999/", "port"), ("http://outlet.example:8a/", "port"), ("http://[::1/", "bracket"),
        ("http://[127.0.0.1]/", "IPv6"), ("http://zeitüng.example/", "xn--"), ("http://a b.example/", "no host name"),
        ("http://a%00b.example/", "no host name"), ("http://a..example/", "no host name"),
        ("localhost:8080/feed", "https://"), ("", "https://"),
    ])
    func refusesWithAReason(_ written: String, _ reason: String) {
        let failure = #expect(throws: FetchFailure.self) { try WebAddress(written) }
        #expect(failure?.kind == .address)
        #expect(failure?.reason.contains(reason) == true, "\(failure?.reason ?? "")")
    }

    @Test func refusesOverlongOnes() {
        #expect(throws: FetchFailure.self) {
            try WebAddress("http://outlet.example/" + String(repeating: "a", count: WebAddress.limit))
        }
    }

    /// The examples of RFC 3986, 5.4, as far as they are about http.
    @Test(arguments: [
        ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"), ("g?y", "/b/c/g?y"),
        ("g#s", "/b/c/g"), ("#s", "/b/c/d;p?q"), (";x", "/b/c/;x"), ("g;x?y#s", "/b/c/g;x?y"), ("", "/b/c/d;p?q"),
        (".", "/b/c/"), ("./", "/b/c/"), ("..", "/b/"), ("../g", "/b/g"), ("../..", "/"), ("../../../g", "/g"),
        ("/./g", "/g"), ("/../g", "/g"), ("g.", "/b/c/g."), ("..g", "/b/c/..g"), ("./../g", "/b/g"),
        ("g/./h", "/b/c/g/h"),
        ("g/../h", "/b/c/h"), ("g?y/./x", "/b/c/g?y/./x"),
    ])
    func resolvesReferences(_ reference: String, _ target: String) throws {
        let base = try WebAddress("http://a/b/c/d;p?q")
        #expect(try base.resolving(reference).description == "http://a" + target)
    }

    @Test func resolvesToOtherHosts() throws {
        let base = try WebAddress("https://a.example/b")
        #expect(try base.resolving("//c.example/d").description == "https://c.example/d")
        #expect(try base.resolving("http://c.example").description == "http://c.example/")
        #expect(throws: FetchFailure.self) { try base.resolving("mailto:a@b.example") }
    }
}
