import Captures
import Moments
import Testing
import Texts

@testable import Documents

/// A news page as publishing systems make them, with everything around the text that is not the text.
enum SamplePage {
    static let paragraphs = [
        "ORLE, March 3 (NNA) — The dam above Orle held through the night although the river rose by two metres, the Interior Ministry said on Monday, and two villages were cleared as a precaution.",
        "“We asked people to leave because the road was about to flood, not because of the dam,” said Ana Brandt, the ministry's spokeswoman, in the town hall of Orle, where forty families spent the night.",
        "The mayor of Marlow, Joe Lund, disagreed: nobody had been told, he said, and the first bus came at four in the morning, three hours after the water had reached the first houses in the lower town.",
        "More rain is expected on Tuesday, according to the weather service, which has kept its warning for the valley, and engineers will look at the dam again at noon, the ministry said.",
    ]

    static func html(
        head: String = "", before: String = "", inside: String = "", after: String = "",
        paragraphs: [String] = paragraphs
    ) -> String {
        """
        <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Dam at Orle holds | The Orle Courier</title>
        \(head)<style>p { color: red }</style></head><body>
        <nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <div id="page"><div class="article-main">\(before)<h1>Dam at Orle holds</h1>
        <div class="article-body">\(paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n"))\(inside)</div></div>\(after)
        <aside class="sidebar"><h2>Most read</h2><ul><li><a href="/1">Council votes on the harbour</a></li>
        <li><a href="/2">Ferry line to close, says owner</a></li></ul></aside></div>
        <div class="comments"><h3>Comments</h3><p>I live there, and nobody told us anything at all, as always, sadly.</p></div>
        <footer><p>© The Orle Courier. All rights reserved, including those of the pictures.</p></footer>
        <script>var a = "</p><p>not text</p>";</script></body></html>
        """
    }

    static func read(
        _ html: String, url: String? = "https://www.orle-courier.example/region/dam-holds", captured: Moment? = nil
    ) throws -> Document {
        let maker = try DocumentMaker()
        var capture = Capture(origin: "page.html", url: url, mediaType: "text/html", bytes: Array(html.utf8))
        capture.captured = captured
        return try #require(try maker.documents(from: capture).first?.get())
    }
}

@Suite struct PageTests {
    @Test func textIsTheArticleAndNothingElse() throws {
        let document = try SamplePage.read(SamplePage.html())
        #expect(document.text.string == SamplePage.paragraphs.joined(separator: "\n") + "\n")
        #expect(document.blocks.map(\.kind) == [.paragraph, .paragraph, .paragraph, .paragraph])
    }

    @Test func blocksKnowTheirPart() throws {
        let inside = """
            <h2>What is next</h2><blockquote>Nobody told us anything before four in the morning, said a neighbour.</blockquote>
            <ul><li>Orle: forty families</li><li>Marlow: twelve families</li></ul>
            <figure><img src="a.jpg"><figcaption>The dam on Monday. Photo: Mia Tarn</figcaption></figure>
            """
        let document = try SamplePage.read(SamplePage.html(inside: inside))
        let kinds = document.blocks.dropFirst(4).map(\.kind)
        #expect(kinds == [.heading, .quote, .list, .list, .caption])
        for block in document.blocks { #expect(!document.text[block.extent].hasSuffix(" ")) }
    }

    @Test(arguments: [
        #"<div class="newsletter-signup"><p>Sign up for our newsletter and get the news of the valley every morning, for free.</p><form><input name="mail"><button>Sign up</button></form></div>"#,
        #"<div class="related-articles"><ul><li><a href="/a">Dam at Orle was last checked in 2019, papers show</a></li><li><a href="/b">Marlow wants a new road</a></li></ul></div>"#,
        #"<div class="social-share"><a href="https://x.example/share">Share this article with your friends</a></div>"#,
        #"<div class="cookie-consent" role="dialog"><p>We use cookies and similar techniques, and so do our partners, to show you advertising.</p></div>"#,
        #"<div style="display: none"><p>This paragraph is hidden, it is long enough to count, and it has commas, three of them.</p></div>"#,
        #"<div class="ad-break advert"><p>Advertisement for a car, with four doors, five seats, and a very long warranty, only this week.</p></div>"#,
    ])
    func whatIsNoTextIsLeftOut(_ piece: String) throws {
        for html in [SamplePage.html(inside: piece), SamplePage.html(after: piece), SamplePage.html(before: piece)] {
            let text = try SamplePage.read(html).text.string
            #expect(text == SamplePage.paragraphs.joined(separator: "\n") + "\n")
        }
    }

    @Test func aHeadlineThatRepeatsTheTitleIsNoText() throws {
        let document = try SamplePage.read(SamplePage.html())
        #expect(document.title == Stated("Dam at Orle holds", rule: "title element"))
        #expect(!document.text.string.contains("Dam at Orle holds"))
    }

    /// Titles are compared up to 1,000 bytes, as headings are.
    @Test(arguments: [(10, false), (1000, true)])
    func whatStandsFarBackInATitleIsNotCompared(_ bytes: Int, _ isText: Bool) throws {
        let head =
            "<meta property='og:title' content='\(String(repeating: "x", count: bytes)) What is next for Marlow'>"
        let text = try SamplePage.read(SamplePage.html(head: head, inside: "<h2>What is next for Marlow</h2>")).text
            .string
        #expect(text.contains("What is next for Marlow") == isText)
    }

    @Test func breaksMakeParagraphs() throws {
        let html = SamplePage.html(paragraphs: [SamplePage.paragraphs.joined(separator: "<br><br>")])
        #expect(try SamplePage.read(html).blocks.count == 4)
    }

    @Test func textInLinkedDataIsUsedWhenThePageShowsLess() throws {
        let body = SamplePage.paragraphs.joined(separator: "\\n")
        let head = #"<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"\#(body)"}</script>"#
        let document = try SamplePage.read(
            SamplePage.html(head: head, paragraphs: ["Please switch on scripts to read this."]))
        #expect(document.text.string == SamplePage.paragraphs.joined(separator: "\n"))
        #expect(document.flags.contains(.init("text", "taken from json-ld articleBody")))
    }
}

@Suite struct HostilePageTests {
    @Test func deepNestingIsFlattened() throws {
        let html =
            String(repeating: "<div>", count: 200_000) + "<p>" + SamplePage.paragraphs.joined(separator: "</p><p>")
        let document = try SamplePage.read(html)
        #expect(document.text.string.contains("The dam above Orle held"))
        #expect(document.flags.contains { $0.kind == "nesting" })
    }

    @Test func aMillionTinyTagsAreRead() throws {
        let html =
            "<p>" + SamplePage.paragraphs.joined(separator: "<p>") + String(repeating: "<b></b><i>", count: 100_000)
        #expect(try SamplePage.read(html).text.string.contains("The dam above Orle held"))
    }

    @Test(arguments: [
        "<", "<p", "</", "<!--", "<![CDATA[", "<a href=\"", "&", "&#x", "\u{0}<p>\u{0}", "<table><tr><p>x", "<svg><p>",
        "<plaintext>",
    ])
    func scrapsDoNotBreakTheReader(_ scrap: String) throws {
        let document = try SamplePage.read(SamplePage.html() + scrap)
        #expect(document.text.string.contains("The dam above Orle held"))
        let maker = try DocumentMaker()
        let capture = Capture(origin: "x", mediaType: "text/html", bytes: Array(scrap.utf8))
        #expect(maker.documents(from: capture).count == 1)
    }

    @Test func timeGrowsWithTheSizeAndNotFaster() throws {
        func seconds(_ count: Int) throws -> Double {
            let html = SamplePage.html(paragraphs: (0..<count).map { "\($0). " + SamplePage.paragraphs[$0 % 4] })
            let clock = ContinuousClock()
            let time = try clock.measure { _ = try SamplePage.read(html) }
            return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        }
        _ = try seconds(50)
        let small = try seconds(200)
        let large = try seconds(2000)
        #expect(large < small * 40)
    }

    @Test(arguments: [
        ("https://www.orle-courier.example/amp/region/dam-holds", "amp"),
        ("https://amp.orle-courier.example/region/dam-holds", "amp"),
        ("https://www.orle-courier.example/region/dam-holds?outputType=amp", "amp"),
        ("https://www.orle-courier.example/region/dam-holds/print", "print"),
        ("https://www.orle-courier.example/region/dam-holds?print=1", "print"),
    ])
    func ampAndPrintFormsAreTheArticleTheyName(_ url: String, _ kind: String) throws {
        let own = "https://www.orle-courier.example/region/dam-holds"
        let head = "<link rel=\"canonical\" href=\"\(own)\">"
        let document = try SamplePage.read(SamplePage.html(head: head), url: url)
        #expect(document.url == own)
        #expect(document.flags.contains(.init("variant", "\(kind) form of the article, captured at \(url)")))
        #expect(document.text.string == SamplePage.paragraphs.joined(separator: "\n") + "\n")
    }

    @Test func otherAddressesStayWhatTheyWereCapturedAt() throws {
        for (url, own) in [
            ("https://www.orle-courier.example/amp/a", "https://elsewhere.example/a"),
            ("https://www.orle-courier.example/a", "https://www.orle-courier.example/"),
            ("https://www.orle-courier.example/blueprint/a", "https://www.orle-courier.example/a"),
        ] {
            let head = "<link rel=\"canonical\" href=\"\(own)\">"
            #expect(try SamplePage.read(SamplePage.html(head: head), url: url).url == url)
        }
    }
}
