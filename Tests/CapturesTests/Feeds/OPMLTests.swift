import Captures
import Testing

@Suite("Lists of feeds") struct OPMLTests {
    private static func entries(_ text: String) throws -> [OPML.Entry] { try OPML(bytes: Array(text.utf8)).entries }

    @Test func foldersTitlesAndOddWritingsAreRead() throws {
        let entries = try Self.entries(
            """
            <?xml version="1.0"?><opml version="1.1"><head><title>Mine</title></head><body>
            <outline text="Ellan &amp; Tarn"><outline type="rss" text="Post" xmlUrl="https://ellan.example/f?a=1&amp;b=2"/>
              <outline text="Inner"><outline title="Herald" text="H" xmlURL=" https://tarn.example/rss "/></outline></outline>
            <outline text="A heading only"/>
            <outline xmlUrl='https://oldby.example/feed'/>
            </body></opml>
            """)
        #expect(
            entries == [
                .init(address: "https://ellan.example/f?a=1&b=2", title: "Post", folder: "Ellan & Tarn"),
                .init(address: "https://tarn.example/rss", title: "Herald", folder: "Inner"),
                .init(address: "https://oldby.example/feed"),
            ])
    }

    @Test func aListSurvivesWritingAndReading() throws {
        let list = OPML([
            .init(address: "https://a.example/?x=<\"1\">&y", title: "A \"quoted\" & <odd>\ttitle", folder: "One & two"),
            .init(address: "https://b.example/"), .init(address: "https://c.example/", title: "C", folder: "One & two"),
        ])
        let again = try OPML(bytes: list.bytes)
        #expect(Set(again.entries.map(\.address)) == Set(list.entries.map(\.address)))
        let odd = again.entries.first { $0.address.hasPrefix("https://a.example") }
        #expect(odd?.title == "A \"quoted\" & <odd> title")
        #expect(odd?.folder == "One & two")
    }

    @Test(arguments: ["", "no list", "<html></html>", "<rss><channel/></rss>"])
    func whatIsNoListIsAnError(_ text: String) { #expect(throws: Skipped.self) { try Self.entries(text) } }

    @Test func listsNestedWithoutEndDoNoHarm() throws {
        let deep =
            "<opml>" + String(repeating: "<outline text='x'>", count: 100_000)
            + "<outline xmlUrl='https://a.example/'/>"
        #expect(try Self.entries(deep).count <= 1)
    }
}
