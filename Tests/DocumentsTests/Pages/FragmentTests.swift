import Captures
import Moments
import Testing
import Texts

@testable import Documents

@Suite struct FragmentTests {
    private let folder = TemporaryFolder()

    private func read(_ name: String, _ text: String) throws -> [Document] {
        try DocumentInput.readAll(paths: [folder.write(name, text)]).documents
    }

    @Test func feedItemsBecomeDocuments() throws {
        let feed = """
            <rss version="2.0"><channel><title>The Orle Courier</title><link>https://courier.example/</link><item>
            <title>Dam &amp;amp; river</title><link>https://courier.example/a</link><guid>7</guid>
            <pubDate>Mon, 03 Mar 2025 06:00:00 +0100</pubDate><author>desk@courier.example (Ana Ferro)</author>
            <description>&lt;p&gt;MARLOW (Reuters) - The dam held.&lt;/p&gt;&lt;p&gt;It rained …&lt;/p&gt;&lt;img src=x&gt;</description>
            </item></channel></rss>
            """
        let document = try #require(try read("feed.xml", feed).first)
        #expect(document.id == "7")
        #expect(document.text.string == "MARLOW (Reuters) - The dam held.\nIt rained …\n")
        #expect(document.title == Stated("Dam & river", rule: "rss title"))
        #expect(
            document.outlet == Stated(Outlet(name: "The Orle Courier", domain: "courier.example"), rule: "feed title"))
        #expect(document.published?.iso == "2025-03-03T06:00:00+01:00")
        #expect(document.byline == Stated(["Ana Ferro"], rule: "rss author"))
        #expect(document.credit == Stated("Reuters", rule: "dateline"))
        #expect(document.dateline.map { document.text[$0] } == "MARLOW (Reuters) - ")
        #expect(document.flags.map(\.kind) == ["truncated"])
    }

    @Test func anItemWithoutTextIsItsTitle() throws {
        let document = try #require(
            try read("feed.xml", "<rss><channel><item><title>Dam holds</title></item></channel></rss>").first)
        #expect(document.blocks.map(\.kind) == [.headline])
        #expect(document.text.string == "Dam holds")
    }

    @Test func jsonFeedsAndNinjsAreRead() throws {
        let feed =
            #"{"version":"https://jsonfeed.org/version/1.1","title":"Courier","items":[{"id":"1","url":"https://courier.example/1","content_html":"<p>The dam <b>held</b>.</p>","date_published":"2025-03-03T06:00:00Z"}]}"#
        let item = try #require(try read("feed.json", feed).first)
        #expect(item.text.string == "The dam held.\n")
        #expect(item.outlet?.value.name == "Courier")
        let ninjs =
            #"{"uri":"urn:nna:1","headlines":[{"role":"main","value":"Dam holds"}],"bodies":[{"role":"main","contentType":"text/html","value":"<p>The dam held.</p>"}],"versioncreated":"2025-03-03T06:00:00Z","pubstatus":"canceled"}"#
        let news = try #require(try read("n.json", ninjs).first)
        #expect(news.title?.value == "Dam holds")
        #expect(news.text.string == "The dam held.\n")
        #expect(news.flags.map(\.kind) == ["withdrawn"])
    }

    @Test func correctionsAreFlagged() throws {
        let json = #"{"id":"1","text":"The dam held.\nCorrection: an earlier text said that it broke."}"#
        #expect(
            try read("a.jsonl", json).first?.flags == [
                .init("correction", "Correction: an earlier text said that it broke.")
            ])
    }

    @Test func liveBlogsAreSplitIntoTheirEntries() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Flood live","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Bridge closed","datePublished":"2025-03-03T06:00:00Z","articleBody":"The bridge is closed."},{"@type":"BlogPosting","datePublished":"2025-03-03T07:00:00Z","articleBody":"The dam holds."}]}</script>"#
        let entries = try read("live.html", SamplePage.html(head: head))
        #expect(entries.map { $0.text.string } == ["The bridge is closed.", "The dam holds."])
        #expect(entries.map { $0.published?.iso } == ["2025-03-03T06:00:00Z", "2025-03-03T07:00:00Z"])
        #expect(entries.map { $0.title?.value } == ["Bridge closed", nil])
        #expect(entries.allSatisfy { $0.flags.first?.kind == "live" })
    }

    private static func liveEntry(_ number: Int, _ time: String, _ text: String) -> String {
        """
        <article class="liveticker-entry entry-\(number)" id="e\(number)"><header><time datetime="\(time)">now</time></header>
        <h3>Entry \(number)</h3><p>\(text)</p></article>
        """
    }

    @Test func liveBlogsAreSplitWhereThePageShowsTheirEntries() throws {
        let shown = """
            <section class="ticker">\(Self.liveEntry(3, "2025-03-03T08:00:00+01:00", SamplePage.paragraphs[2]))
            \(Self.liveEntry(2, "2025-03-03T07:30:00+01:00", SamplePage.paragraphs[1]))
            \(Self.liveEntry(1, "2025-03-03T07:00:00+01:00", SamplePage.paragraphs[0]))</section>
            """
        let entries = try read("live.html", SamplePage.html(inside: shown))
        let texts = [2, 1, 0].map { SamplePage.paragraphs[$0] + "\n" }
        #expect(entries.map { $0.text.string } == texts)
        #expect(
            entries.map { $0.published?.iso } == [
                "2025-03-03T08:00:00+01:00", "2025-03-03T07:30:00+01:00", "2025-03-03T07:00:00+01:00",
            ])
        #expect(entries.map { $0.title?.value } == ["Entry 3", "Entry 2", "Entry 1"])
        #expect(entries.allSatisfy { $0.flags.contains { $0.kind == "live" } })
    }

    @Test func timesOfOtherListsMakeNoLiveBlog() throws {
        func list(_ name: String, _ item: String) -> String {
            let items = (1...4).map { number in
                """
                <div class="\(item)"><time datetime="2025-03-03T0\(number):00:00Z">\(number)</time>
                <p>I live there, and number \(number) told us nothing at all, as always, sadly, says everybody here.</p></div>
                """
            }
            return "<div class=\"\(name)\">\(items.joined())</div>"
        }
        // Comments under a live blog, and entries of a page that nothing calls live.
        #expect(try read("a.html", SamplePage.html(after: list("comments live-blog", "comment"))).count == 1)
        #expect(try read("a.html", SamplePage.html(inside: list("chronicle", "item"))).count == 1)
    }
}
