import Following
import Testing

@Suite("robots.txt") struct RobotsFileTests {
    private static func file(_ text: String) -> RobotsFile { RobotsFile(Array(text.utf8), agent: "sitrep") }

    @Test func theOwnGroupGoesBeforeTheOneForAll() {
        let file = Self.file(
            """
            User-agent: *
            Disallow: /

            User-Agent: OtherBot
            User-agent: Sitrep/2.0   # named with a version
            Disallow: /private
            Crawl-delay: 2.5
            """)
        #expect(file.allows("/news/flood"))
        #expect(!file.allows("/private/a"))
        #expect(file.delay == 2.5)
    }

    @Test func groupsOfOneNameAreJoined() {
        let file = Self.file(
            "User-agent: sitrep\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: sitrep\nDisallow: /b\n")
        #expect(!file.allows("/a"))
        #expect(!file.allows("/b"))
        #expect(file.allows("/c"))
    }

    /// RFC 9309, 2.2.2: the longest pattern decides, and allowing wins between two of one length.
    @Test(arguments: [
        ("Disallow: /\nAllow: /news", "/news/1", true), ("Disallow: /news\nAllow: /news", "/news", true),
        ("Allow: /p\nDisallow: /page", "/page1", false), ("Disallow: /*.php$", "/a/b.php", false),
        ("Disallow: /*.php$", "/a/b.php5", true), ("Disallow: /fish*", "/fishheads", false),
        ("Disallow: /a*b*c", "/axxbyyczz", false), ("Disallow: /a*b*c", "/axxbyy", true), ("Disallow: ", "/x", true),
        ("Disallow: /foo/bar?baz=*", "/foo/bar?baz=1", false), ("Disallow: /caf%C3%A9", "/café", false),
        ("Disallow: /%7ejoe", "/~joe/x", false), ("Disallow: /x$", "/x", false), ("Disallow: *", "/any", false),
        ("Noindex: /a", "/a", true), ("disallow : /a", "/a", false),
    ])
    func patternsFit(_ rules: String, _ path: String, _ allowed: Bool) {
        #expect(Self.file("User-agent: *\n" + rules).allows(path) == allowed)
    }

    @Test func whatIsNoRobotsFileAllowsAll() {
        #expect(Self.file("<html><body>Not found</body></html>").allows("/a"))
        #expect(Self.file("Disallow: /a").allows("/a"))
        #expect(RobotsFile([0xFF, 0xFE, 0x00, 0x0A, 0x3A], agent: "sitrep").allows("/"))
        #expect(RobotsFile().allows("/"))
    }

    /// Patterns of many stars do not take for ever.
    @Test func starsAreCheap() {
        let pattern = "/" + String(repeating: "*a", count: 400)
        let file = Self.file("User-agent: *\nDisallow: \(pattern)b$")
        let clock = ContinuousClock()
        let took = clock.measure { #expect(file.allows("/" + String(repeating: "a", count: 4_000))) }
        #expect(took < .seconds(5))
    }
}
