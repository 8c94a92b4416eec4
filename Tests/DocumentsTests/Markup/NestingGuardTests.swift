import Testing

@testable import Documents

@Suite struct NestingGuardTests {
    @Test func tagsOverTheLimitAreBlankedWithTheirEndTags() {
        var page = Array("<div><DIV class=a><b>x</b></div>y</div>z</div>".utf8)
        #expect(NestingGuard.hold(&page, to: 2))
        #expect(String(decoding: page, as: UTF8.self) == "<div><DIV class=a>   x    </div>y</div>z</div>")
    }

    @Test func ordinaryPagesAreLeftAlone() {
        let html = String(repeating: "<p>a<br><li>b<img src=x></p>", count: 5000) + "<div></div></div>"
        var page = Array(html.utf8)
        #expect(!NestingGuard.hold(&page, to: 2))
        #expect(String(decoding: page, as: UTF8.self) == html)
    }

    @Test(arguments: ["", "<", "</", "<a", "</a", "<1", "<a<b<c"])
    func scrapsAreReadOver(_ scrap: String) {
        var page = Array(scrap.utf8)
        _ = NestingGuard.hold(&page, to: 0)
        #expect(page.count == scrap.utf8.count)
    }
}
