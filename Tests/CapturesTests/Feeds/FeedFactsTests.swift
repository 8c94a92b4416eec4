import Captures
import Testing

@Suite("What a feed says about itself") struct FeedFactsTests {
    @Test(
        arguments: [
            (
                "<rss version='2.0'><channel><title>Post</title><ttl>90</ttl><item><title>A</title></item></channel></rss>",
                FeedFacts.Form.rss, "Post", 5_400
            ),
            (
                "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><entry><title>A</title></entry></feed>",
                .atom, "Post", nil
            ),
            (
                """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Post</title>
                <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel></rdf:RDF>
                """, .rdf, "Post", 1_800
            ),
            ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Post\",\"items\":[]}", .json, nil, nil),
            (
                "<rss><channel><image><title>Logo</title></image><title>Post</title><ttl>soon</ttl></channel></rss>",
                .rss, "Post",
                nil
            ),
            ("<rss><channel></channel></rss>", .rss, nil, nil),
        ] as [(String, FeedFacts.Form, String?, Int?)])
    func feedsAreKnown(_ text: String, _ form: FeedFacts.Form, _ title: String?, _ ttl: Int?) throws {
        let facts = try #require(FeedFacts(Array(text.utf8)))
        #expect(facts.form == form)
        #expect(facts.title == title)
        #expect(facts.ttl == ttl)
    }

    @Test(arguments: [
        "<html><body>rss</body></html>", "<!doctype html><title>x</title>", "Plain words.", "", "{\"items\":[]}",
        "<?xml version='1.0'?><sitemap></sitemap>", "<opml version='2.0'></opml>",
    ])
    func whatIsNoFeedIsNone(_ text: String) { #expect(FeedFacts(Array(text.utf8)) == nil) }
}
