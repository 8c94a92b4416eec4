import Testing

@testable import Captures

@Suite struct FeedTests {
    @Test func rssItemsCarryContentAndWhatTheySayOfThemselves() throws {
        let feed = """
            <?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"
             xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
            <title>The Orle Courier</title><link>https://courier.example/</link><language>en-GB</language>
            <atom:link href="https://courier.example/rss" rel="self"/>
            <item><title>Dam &amp; river</title><link>https://courier.example/a</link><guid isPermaLink="false">7</guid>
            <pubDate>Mon, 03 Mar 2025 06:00:00 +0100</pubDate><dc:creator>Ana Ferro</dc:creator><category>Dam</category>
            <description>Short.</description><c:encoded><![CDATA[<p>The dam held.</p><p>It rained.</p>]]></c:encoded></item>
            <item><title>Passed on</title><source url="https://herald.example/rss">Harbour Herald</source>
            <description>&lt;p&gt;The ferry &amp;amp; the bridge are closed.&lt;/p&gt;</description></item>
            </channel></rss>
            """
        let found = records(feed).compactMap(\.capture)
        try #require(found.count == 2)
        #expect(found[0].text == "<p>The dam held.</p><p>It rained.</p>")
        #expect(found[0].url == "https://courier.example/a")
        #expect(found[0].statement(.title) == "Dam & river")
        #expect(found[0].statement(.id) == "7")
        #expect(found[0].statement(.author) == "Ana Ferro")
        #expect(found[0].statement(.outlet) == "The Orle Courier")
        #expect(found[0].statement(.language) == "en-GB")
        #expect(found[0].statement(.keyword) == "Dam")
        #expect(found[1].text == "<p>The ferry &amp; the bridge are closed.</p>")
        #expect(
            found[1].statements.first { $0.name == .outlet } == Statement(.outlet, "Harbour Herald", rule: "rss source")
        )
    }

    @Test func atomAndRDFAreRead() throws {
        let atom = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Kurier</title><link href="https://kurier.example/"/>
            <entry><id>tag:kurier.example,2025:1</id><title>Damm h&#228;lt</title><link rel="edit" href="https://kurier.example/e"/>
            <link href="https://kurier.example/1"/><updated>2025-03-03T06:00:00Z</updated><author><name>Mia Tarn</name></author>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Damm <b>hielt</b>.</p></div></content></entry></feed>
            """
        let entry = try #require(records(atom).first?.capture)
        #expect(entry.text == "<div><p>Der Damm <b>hielt</b>.</p></div>")
        #expect(entry.url == "https://kurier.example/1")
        #expect(entry.statement(.title) == "Damm hält")
        #expect(entry.statements.first { $0.name == .published }?.rule == "atom updated")
        #expect(entry.statement(.language) == "de")
        let rdf = """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:x="http://purl.org/dc/elements/1.1/">
            <channel><title>Old Feed</title></channel><item rdf:about="https://old.example/1"><title>One</title>
            <description>Text of one.</description><x:date>2025-03-03</x:date></item></rdf:RDF>
            """
        let item = try #require(records(rdf).first?.capture)
        #expect(item.url == "https://old.example/1")
        #expect(item.statement(.published) == "2025-03-03")
        #expect(item.statement(.outlet) == "Old Feed")
    }

    @Test func faultyFeedsLoseNoItem() {
        let feed =
            "<rss><channel><title>A & B</title>"
            + (0..<50).map { i in
                switch i % 5 {
                case 0:
                    "<item><title>T\(i) \u{1}\u{B}control</title><description>x &nbsp; y &unknown; z</description></item>"
                case 1: "<item><title>Q & A \(i)</title><description>5 < 6</description></item>"
                case 2: "<item><title>Unclosed \(i)<description>text</description></item>"
                case 3: "<item><title><![CDATA[Raw <b>\(i)</b>]]></title></item>"
                default: "<ITEM/><item><title a=b c>Odd \(i)</title></item>"
                }
            }.joined() + "</channel>"
        let found = records(feed)
        #expect(found.count == 50)
        #expect(found.allSatisfy { $0.capture != nil })
    }

    @Test func entitiesAreNeverExpandedOrFetched() throws {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
            <rss><channel><item><title>&b;&c;</title></item></channel></rss>
            """
        #expect(try #require(records(bomb).first?.capture).statement(.title) == "&b;&c;")
    }

    @Test func otherSetsAreTurnedIntoUTF8() throws {
        let bytes =
            Array("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item><title>Gr".utf8) + [
                0xFC, 0xDF, 0x65,
            ]
            + Array("</title></item></channel></rss>".utf8)
        #expect(try #require(records(bytes).first?.capture).statement(.title) == "Grüße")
    }

    @Test func anEndlessFeedIsStreamed() throws {
        /// Makes items for ever.
        final class Endless: ByteSource {
            var started = false
            func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
                let text = started ? "<item><title>One more</title></item>" : "<rss><channel><title>Endless</title>"
                started = true
                let bytes = Array(text.utf8)
                buffer.copyBytes(from: bytes)
                return bytes.count
            }
        }
        var reader = try CaptureInput.reader(of: BufferedSource(Endless()), InputName(path: "endless"), InputOptions())
        for _ in 0..<20_000 { #expect(reader.next()?.capture?.statement(.title) == "One more") }
    }

    @Test func deepAndCrossedElementsAreBounded() {
        let deep =
            "<rss><channel><item><title>" + String(repeating: "<b>", count: 100_000)
            + "x</title></item></channel></rss>"
        #expect(records(deep).count == 1)
        #expect(records("<rss><a><b></a></b><item><title>x</title></item></rss>").count == 1)
        #expect(records("<?xml version='1.0'?><svg/>").first?.reason?.contains("no feed item") == true)
    }
}

@Suite struct NewsMLTests {
    @Test func newsItemsAreRead() throws {
        let item = """
            <?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:nna:1" version="2">
            <itemMeta><provider qcode="nprov:NNA"><name>NNA</name></provider><firstCreated>2025-03-03T06:00:00Z</firstCreated>
            <versionCreated>2025-03-03T07:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/></itemMeta>
            <contentMeta><headline>Dam at Orle holds</headline><by>By Ana Ferro</by><creditline>NNA</creditline><language tag="en"/>
            <subject qcode="x:1"><name>floods</name></subject></contentMeta>
            <contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
            <body.head><hedline><hl1>Dam</hl1></hedline></body.head><body.content><p>The <location>Orle</location> dam held.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
            """
        let capture = try #require(records(item).first?.capture)
        #expect(capture.text.filter { $0 != "\n" } == "<p>The <span>Orle</span> dam held.</p>")
        #expect(capture.statement(.id) == "urn:nna:1")
        #expect(capture.statement(.title) == "Dam at Orle holds")
        #expect(capture.statement(.outlet) == "NNA")
        #expect(capture.statement(.credit) == "NNA")
        #expect(capture.statement(.withdrawn) == "pubStatus stat:canceled")
        #expect(capture.statement(.modified) == "2025-03-03T07:00:00Z")
    }

    @Test func packagesAreNamed() {
        let package =
            "<packageItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><contentMeta><headline>Top</headline></contentMeta><groupSet><group><itemRef/><itemRef/></group></groupSet></packageItem>"
        #expect(records("<?xml version='1.0'?>" + package).first?.reason?.contains("refers to 2 items") == true)
    }
}
