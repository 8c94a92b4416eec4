import Captures
import Moments
import Testing
import Texts

@testable import Documents

@Suite struct PageMetadataTests {
    @Test func linkedDataComesFirst() throws {
        let head = """
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
            {"@type":"NewsArticle","headline":"Dam at Orle holds through the night","datePublished":"2025-03-03T06:00:00+01:00",
            "dateModified":"2025-03-03T09:30:00+01:00","author":[{"@type":"Person","name":"Ana Ferro"},{"@type":"Organization","name":"NNA"}],
            "publisher":{"@type":"Organization","name":"The Orle Courier"},"articleSection":"Region","keywords":["dam","Orle"],
            "isAccessibleForFree":"False"}]}</script>
            <meta property="og:title" content="Other"><meta property="article:published_time" content="2025-01-01">
            """
        let document = try SamplePage.read(SamplePage.html(head: head))
        #expect(document.title == Stated("Dam at Orle holds through the night", rule: "json-ld headline"))
        #expect(document.published?.iso == "2025-03-03T06:00:00+01:00")
        #expect(document.published?.rule == "json-ld datePublished")
        #expect(document.modified?.iso == "2025-03-03T09:30:00+01:00")
        #expect(document.byline == Stated(["Ana Ferro"], rule: "json-ld author"))
        #expect(
            document.outlet
                == Stated(Outlet(name: "The Orle Courier", domain: "orle-courier.example"), rule: "json-ld publisher"))
        #expect(document.section == "Region")
        #expect(document.keywords == ["dam", "Orle"])
        #expect(document.language == "en")
        #expect(document.flags.contains { $0.kind == "paywall" })
    }

    @Test(arguments: [
        (
            #"<meta property="article:published_time" content="2025-03-03T06:00:00Z">"#, "2025-03-03T06:00:00Z",
            "meta article:published_time"
        ),
        (#"<meta name="date" content="3 March 2025">"#, "2025-03-03", "meta date"),
        (
            #"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-03"}</script>"#,
            "2025-03-03", "json-ld datePublished"
        ),
    ])
    func datesSayTheirRule(_ head: String, _ iso: String, _ rule: String) throws {
        let document = try SamplePage.read(SamplePage.html(head: head))
        #expect(document.published?.iso == iso)
        #expect(document.published?.rule == rule)
    }

    @Test func aTimeElementAndTheAddressAreRead() throws {
        let time = try SamplePage.read(
            SamplePage.html(before: #"<time datetime="2025-03-03T06:00+01:00">today</time>"#))
        #expect(time.published?.iso == "2025-03-03T06:00:00+01:00")
        let address = try SamplePage.read(SamplePage.html(), url: "https://courier.example/2025/03/02/dam-holds")
        #expect(address.published?.iso == "2025-03-02")
        #expect(address.published?.rule == "address")
    }

    @Test func noDateIsAnAnswerAndTheFutureIsNotBelieved() throws {
        #expect(try SamplePage.read(SamplePage.html()).published == nil)
        let head = #"<meta name="date" content="2031-01-01">"#
        let captured = try #require(Dated(iso: "2025-03-04T00:00:00Z")).moment
        #expect(try SamplePage.read(SamplePage.html(head: head), captured: captured).published == nil)
    }

    @Test(arguments: [
        ("By Ana Ferro and Joe Lund", ["Ana Ferro", "Joe Lund"]), ("Von Mia Tarn", ["Mia Tarn"]), ("By Staff", []),
        ("By Courier Staff Reporters", []), ("NNA", []), ("by ANA FERRO, Political Correspondent", ["ANA FERRO"]),
    ])
    func bylinesArePersons(_ line: String, _ names: [String]) throws {
        let document = try SamplePage.read(SamplePage.html(before: #"<p class="byline">\#(line)</p>"#))
        #expect((document.byline?.value ?? []) == names)
    }

    @Test(arguments: [
        ("Dam holds | The Orle Courier", "Dam holds"), ("Dam holds - Region - The Orle Courier", "Dam holds - Region"),
        ("The Orle Courier: Dam holds", "Dam holds"), ("Orle: Dam holds", "Orle: Dam holds"),
        ("Orle Courier – Dam – a history", "Dam – a history"),
    ])
    func titlesLoseTheOutletsName(_ stated: String, _ title: String) throws {
        let head =
            #"<meta property="og:title" content="\#(stated)"><meta property="og:site_name" content="The Orle Courier">"#
        let html = SamplePage.html(head: head).replacing("<h1>Dam at Orle holds</h1>", with: "")
        #expect(try SamplePage.read(html).title?.value == title)
    }

    @Test func claimReviewsAreFlagged() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"ClaimReview","claimReviewed":"The dam broke","reviewRating":{"alternateName":"False"}}</script>"#
        let document = try SamplePage.read(SamplePage.html(head: head))
        #expect(document.flags.contains(.init("claim-review", "The dam broke: False")))
    }
}
