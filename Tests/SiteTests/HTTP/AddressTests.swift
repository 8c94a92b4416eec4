import Testing

@testable import Site

@Suite("Addresses")
struct AddressTests {
    @Test("What is encoded decodes to the same, whatever it holds")
    func roundTrip() {
        for text in ["a/b", "d4.json", "ü –", "50% & more=?#", "..", "U.S."] {
            let address = Address.make(["documents", text], [("q", text)])
            #expect(
                Address.segments(String(address.prefix { $0 != "?" })) == (text == ".." ? nil : ["documents", text]))
            let query = QueryItems(String(address.drop { $0 != "?" }.dropFirst()))
            #expect(query?["q"] == text)
        }
    }

    @Test(
        "Paths that no page has are refused",
        arguments: [
            "", "stories", "//", "/stories//", "/stories/..", "/stories/%2e%2e", "/a/%00", "/a/%0a", "/%", "/%zz",
            "/%ff", "/./stories",
        ])
    func hostile(_ path: String) { #expect(Address.segments(path) == nil) }

    @Test("An ending is told from a dot in an id")
    func endings() {
        #expect(Route.match("/documents/d4%2Ejson")?.ending == nil)
        #expect(Route.match("/documents/d4%2Ejson")?.values == ["d4.json"])
        #expect(Route.match("/documents/d4%2Ejson.json")?.ending == "json")
        #expect(Route.match("/documents/d4%2Ejson.json")?.values == ["d4.json"])
        #expect(Route.match("/stories.json")?.route.name == .stories)
        #expect(Route.match("/stories/s-1.atom")?.ending == "atom")
        #expect(Route.match("/stories.exe") == nil)
        #expect(Route.match("/nothing") == nil)
    }

    @Test("Page tokens are read only as they were written")
    func tokens() throws {
        let query = try #require(QueryItems("next=" + PageToken.write(100)))
        #expect(try PageToken.read(query) == 100)
        for token in ["100", "n", "n-1", "nzzzzzzzzzzzzzz", "n+zzz0", "n0"] {
            let bad = try #require(QueryItems("next=\(Address.encoded(token))"))
            #expect(throws: Problem.self) { try PageToken.read(bad) }
        }
    }

    @Test("Queries with broken escapes or too many items are refused")
    func queries() {
        #expect(QueryItems("a=%zz") == nil)
        #expect(QueryItems("a=%ff") == nil)
        #expect(QueryItems(Array(repeating: "a=1", count: 51).joined(separator: "&")) == nil)
        #expect(QueryItems("a=b+c&d")?["a"] == "b c")
    }
}
