import Archive
import JSON
import Sitrep
import Stories
import Testing

@testable import Site

@Suite("Pages")
struct PageTests {
    private static let made = Task { try await TestSite() }
    private var site: TestSite { get async throws { try await Self.made.value } }

    private func story(_ site: TestSite) async throws -> String { try await site.story() }

    @Test("A story has one title, in the list and on its page", arguments: [TestSite.asOf, "2025-03-04T07:30:00Z"])
    func oneTitle(_ asOf: String) async throws {
        let site = try await TestSite()
        let list = try JSONParser.parse(await site.get("/stories.json?least=1&as-of=\(asOf)").body)
        let rows = list["stories"]?.array ?? []
        #expect(!rows.isEmpty)
        for row in rows {
            let id = try #require(row["id"]?.string)
            let page = try JSONParser.parse(await site.get("/stories/\(id).json?as-of=\(asOf)").body)
            #expect(page["stories"]?.array?.first?["title"]?.string == row["title"]?.string)
        }
    }

    @Test("A page's own address carries its moment, and shows the same bytes again")
    func pinned() async throws {
        let site = try await site
        let first = await site.get("/changes")
        #expect(first.status == 302)
        let address = try #require(first["Location"])
        #expect(address.contains("as-of="))
        let once = await site.get(address)
        let again = await site.get(address)
        #expect(once.status == 200 && once.body == again.body)
        let tag = try #require(once["ETag"])
        let known = await site.get(address, ["if-none-match": tag])
        #expect(known.status == 304 && known.body.isEmpty)
    }

    @Test("The story has its sections, and citations lead to sentences that are there")
    func story() async throws {
        let site = try await site
        let id = try await story(site)
        let page = await site.page("/stories/\(id)?as-of=\(TestSite.asOf)&since=2025-03-03T12:30:00Z")
        for word in ["In short", "What changed since", "Timeline", "Numbers", "Who says what", "Sources and origins"] {
            #expect(page.contains("<h2>\(word)"), "\(word)")
        }
        let links = page.split(separator: "class=\"cite\" href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(links.count > 5)
        for link in Set(links) {
            let parts = link.replacing("&amp;", with: "&").split(separator: "#")
            let document = await site.page(String(parts[0]))
            #expect(document.contains("id=\"\(parts[1])\""), "\(link)")
        }
    }

    @Test("As of an earlier moment the story holds only what was known then")
    func asOf() async throws {
        let site = try await site
        let id = try await story(site)
        let early = await site.page("/stories/\(id)?as-of=2025-03-03T09:00:00Z")
        #expect(!early.contains("Coast Radio") && early.contains("Marsh Herald"))
        let before = await site.get("/stories/\(id)?as-of=2025-03-01")
        #expect(before.status == 404)
        let document = await site.get("/documents/d3?as-of=2025-03-03T09:00:00Z")
        #expect(document.status == 404)
    }

    @Test("Nothing of a document becomes markup, script or address")
    func hostile() async throws {
        let site = try await site
        let id = try await story(site)
        let asOf = "?as-of=\(TestSite.asOf)"
        var pages = [
            "/stories\(asOf)&least=1", "/stories/\(id)\(asOf)", "/documents/d4%2Ejson\(asOf)",
            "/search\(asOf)&q=bridge",
        ]
        pages.append("/search\(asOf)&q=" + Address.encoded(TestSite.script))
        pages.append("/search\(asOf)&q=" + Address.encoded("near:\"><img src=x>"))
        pages.append("/entities/" + Address.encoded(TestSite.script) + asOf)
        pages.append("/\(TestSite.script)")
        for page in pages {
            let html = await site.page(page)
            #expect(!html.contains("<script>") && !html.contains("<img"), "\(page)")
            #expect(!html.contains("href=\"javascript:"), "\(page)")
            #expect(!html.contains(" style=\"") && !html.contains("<style"), "\(page)")
            #expect(html.contains("</html>"), "\(page)")
        }
        let document = await site.page("/documents/d4%2Ejson\(asOf)")
        #expect(document.contains("{{7*7}} ${7*7} &lt;%= 1 %&gt;"))
    }

    @Test("Every page has JSON at its address + .json, and an error is a problem of one shape")
    func json() async throws {
        let site = try await site
        let id = try await story(site)
        let asOf = "?as-of=\(TestSite.asOf)"
        for path in [
            "/stories", "/stories/\(id)", "/documents/d1", "/documents/d4%2Ejson", "/search", "/changes", "/feeds",
            "/about", "/places/Ellan", "/watches", "/watches/w1", "/corrections",
        ] {
            let response = await site.get("\(path).json\(asOf)&q=bridge")
            #expect(response["Content-Type"]?.hasPrefix("application/") == true)
            #expect((try? JSONParser.parse(response.body)) != nil, "\(path)")
        }
        for target in ["/stories/none.json", "/nothing.json", "/stories.json?as-of=never", "/stories.json?next=9"] {
            let response = await site.get(target)
            #expect(response["Content-Type"] == "application/problem+json")
            let problem = try JSONParser.parse(response.body)
            #expect(problem["status"]?.int == response.status && problem["title"]?.string != nil, "\(target)")
        }
    }

    @Test("All forms of a story are served, with a type of their own")
    func exports() async throws {
        let site = try await site
        let id = try await story(site)
        for form in StorySitePage.exports {
            let response = await site.get("/stories/\(id).\(form.ending)?as-of=\(TestSite.asOf)")
            #expect(
                response.status == 200 && response["Content-Type"] == form.type && response.body.count > 20,
                "\(form.ending)")
        }
        let report = await site.get("/stories/\(id).html?as-of=\(TestSite.asOf)")
        // Named for what it is, in plain letters, with the day that it speaks for.
        let name = try #require(report["Content-Disposition"]?.split(separator: "\"").dropFirst().first)
        #expect(
            name.hasSuffix("-2025-03-05.html") || name.hasSuffix("-2025-03-04.html")
                || name.hasSuffix("-2025-03-03.html"))
        #expect(
            name.utf8.allSatisfy { ($0 &- 0x61 < 26) || ($0 &- 0x30 < 10) || $0 == 0x2D || $0 == 0x2E }
                && name.utf8.count > 20)
        let page = await site.page("/stories/\(id)?as-of=\(TestSite.asOf)")
        #expect(page.contains("table=numbers") && page.contains("CSV: claims"))
        #expect(report["Content-Security-Policy"]?.contains("sandbox") == true)
        let feed = await site.get("/search.atom?q=bridge")
        #expect(String(decoding: feed.body, as: UTF8.self).contains("<feed xmlns"))
    }

    @Test("A search finds, narrows, and names its faults")
    func search() async throws {
        let site = try await site
        let found = try JSONParser.parse(await site.get("/search.json?q=bridge").body)
        #expect(found["hits"]?.array?.count == 4)
        let narrowed = try JSONParser.parse(await site.get("/search.json?q=bridge&outlet=Coast+Radio").body)
        #expect(narrowed["hits"]?.array?.count == 1)
        let fault = await site.page("/search?as-of=\(TestSite.asOf)&q=%22open")
        #expect(fault.contains("not closed"))
        let long = await site.get("/search.json?q=" + String(repeating: "a", count: 600))
        #expect(long.status == 400)
    }

    @Test("A citation gives the words as they stand, and refuses what is no stretch")
    func citation() async throws {
        let site = try await site
        let response = await site.get("/documents/d1/cite?at=0-90")
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(
            text.hasPrefix("“A road bridge at Ellan Ferry collapsed") && text.contains("Marsh Herald")
                && text.contains("SHA-256"))
        let found = await site.get("/documents/d1/cite?bytes=0-20")
        #expect(String(decoding: found.body, as: UTF8.self).hasPrefix("“A road bridge at Ell”"))
        for bytes in ["", "5", "9-5", "0-99999", "-1-5", "a-b"] {
            let bad = await site.get("/documents/d1/cite?bytes=\(bytes)")
            #expect(bad.status == 400, "\(bytes)")
        }
        for at in ["", "5", "9-5", "0-99999", "-1-5", "a-b", "0-0"] {
            let bad = await site.get("/documents/d1/cite?at=\(at)")
            #expect(bad.status == 400, "\(at)")
        }
    }

    @Test(
        "Every answer carries the content policy; only GET and HEAD are taken; long addresses and other hosts are refused"
    )
    func guards() async throws {
        let site = try await site
        for target in ["/stories?as-of=\(TestSite.asOf)", "/nothing", "/health", "/stories.json", "/openapi.json"] {
            let response = await site.get(target)
            #expect(response["Content-Security-Policy"]?.contains("script-src 'self'") == true, "\(target)")
            #expect(response["X-Content-Type-Options"] == "nosniff")
        }
        let post = await site.handler.respond(SiteRequest(method: "POST", path: "/stories"))
        #expect(post.status == 405 && post["Allow"] == "GET, HEAD")
        let head = await site.handler.respond(SiteRequest(method: "HEAD", target: "/stories?as-of=\(TestSite.asOf)"))
        #expect(head.status == 200 && head.body.isEmpty)
        let long = await site.get("/" + String(repeating: "a", count: 9000))
        #expect(long.status == 414)
        let big = await site.handler.respond(
            SiteRequest(method: "POST", path: "/stories", body: [UInt8](repeating: 0, count: SiteLimits.body + 1)))
        #expect(big.status == 413)
        let other = await site.get("/stories", ["host": "evil.example"])
        #expect(other.status == 421)
    }

    @Test("Compressed for those who can read it")
    func gzip() async throws {
        let site = try await site
        let plain = await site.get("/documents/d1?as-of=\(TestSite.asOf)")
        let packed = await site.get("/documents/d1?as-of=\(TestSite.asOf)", ["accept-encoding": "br, gzip"])
        #expect(packed["Content-Encoding"] == "gzip" && packed.body.prefix(2) == [0x1F, 0x8B])
        #expect(packed.body.count < plain.body.count / 2)
        let refused = await site.get("/documents/d1?as-of=\(TestSite.asOf)", ["accept-encoding": "gzip;q=0"])
        #expect(refused["Content-Encoding"] == nil)
    }

    @Test("Every address that the description names is answered, and every route is described")
    func described() async throws {
        let site = try await site
        let id = try await story(site)
        let json = try JSONParser.parse(await site.get("/openapi.json").body)
        #expect(json["openapi"]?.string == "3.1.0")
        let paths = try #require(json["paths"]?.members)
        for (path, operations) in paths.map({ ($0.name, $0.value) }) where !path.hasSuffix(".events") {
            #expect(operations["get"] != nil || operations["post"] != nil, "\(path)")
            if operations["post"] != nil {
                let bare = path.replacing("{id}", with: "w1")
                let foreign = await site.send(bare, [])
                #expect(foreign.status == 403, "\(path): a form that nobody made")
            }
            guard operations["get"] != nil else {
                #expect(await site.get(path.replacing("{id}", with: "w1")).status == 405)
                continue
            }
            let target = path.replacing("/watches/{id}", with: "/watches/w1")
                .replacing("/stories/{id}", with: "/stories/\(id)").replacing("{id}", with: "d1")
                .replacing("/entities/{name}", with: "/entities/Oona%20Reed").replacing("{name}", with: "Ellan%20Ferry")
            let queries = [
                "/documents/{id}/cite": "?at=0-10", "/correct": "?document=d1", "/correct.json": "?document=d1",
            ]
            let query = queries[path] ?? (path.contains("search") ? "?q=bridge" : "")
            var response = await site.get(target + query)
            if response.status == 302, let next = response["Location"] { response = await site.get(next) }
            let isFound = response.status == 200 || (response.status == 404 && path.contains("{name}"))
            #expect(isFound, "\(path): \(response.status)")
        }
        for route in Route.all where route.isPage {
            let path = "/" + route.path.joined(separator: "/")
            #expect(paths.contains { $0.name == path }, "\(path)")
        }
    }

    @Test("A token opens what is closed; the health of the site is told to everybody")
    func closed() async throws {
        let site = try await TestSite(access: Access(readerToken: "reader-token-0001", onlyLocalHost: false), burst: 10)
        let without = await site.get("/stories.json")
        #expect(without.status == 401 && without["WWW-Authenticate"] != nil)
        let with = await site.get("/about.json", ["authorization": "Bearer reader-token-0001"])
        #expect(with.status == 200)
        let page = await site.get("/stories")
        #expect(page.status == 302 && page["Location"] == "/login")
        func login(_ token: String) async -> SiteResponse {
            await site.handler.respond(
                SiteRequest(method: "POST", path: "/login", body: Array("token=\(token)".utf8)))
        }
        let wrong = await login("reader-token-0002")
        #expect(wrong.status == 403 && wrong["Set-Cookie"] == nil)
        let right = await login("reader-token-0001")
        let cookie = try #require(right["Set-Cookie"])
        #expect(right.status == 303 && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        let again = await site.get("/about.json", ["cookie": String(cookie.prefix { $0 != ";" })])
        #expect(again.status == 200)
        let health = await site.get("/health")
        #expect(health.status == 200)
        let metrics = await site.get("/metrics")
        #expect(metrics.status == 401)
        var last = 0
        for _ in 0..<10 { last = await site.get("/stories.json").status }
        #expect(last == 429)
    }

    @Test("Changes stream from where a reader left off")
    func events() async throws {
        let site = try await site
        let response = await site.get("/changes.events?as-of=2025-03-01")
        let stream = try #require(response.events)
        let (text, next) = site.handler.events(stream)
        #expect(text.contains("event: opened") && text.contains("data: {"))
        #expect(site.handler.events(next).text.isEmpty)
        let other = await site.get("/changes.events?as-of=2025-03-01&story=none")
        let quiet = try #require(other.events)
        #expect(site.handler.events(quiet).text.isEmpty)
    }

    @Test("Of an archive of the past nothing new is told; of what arrives later it is")
    func nothingNew() async throws {
        let site = try await TestSite()
        // Stories were made long after the documents' own time, as after `add --backfill`.
        let latest = try #require(await site.get("/stories")["Location"]?.split(separator: "as-of=").last)
        let response = await site.get("/changes.events?as-of=\(latest)")
        let (text, next) = site.handler.events(try #require(response.events))
        #expect(text.isEmpty && next.arrivedAfter == nil)
        let archive = try Archive(path: site.path + "/sitrep.db")
        let reading = try await Sitrep.read([TestSite.afterwards])
        _ = try archive.add(reading, arrived: TestSite.now)
        _ = try archive.updateStories(at: TestSite.now, builder: try StoryBuilder())
        let (news, last) = site.handler.events(next)
        #expect(news.contains("event: ") && news.contains("id: \(last.number)\n"))
        #expect(site.handler.events(last).text.isEmpty)
        // Somebody who opens the page of before now is told at once.
        let again = await site.get("/changes.events?as-of=\(latest)")
        #expect(!site.handler.events(try #require(again.events)).text.isEmpty)
    }

    @Test("The list of stories counts origins and tells the newest change, once stories have been read")
    func counted() async throws {
        let site = try await site
        var json = try JSONParser.parse(await site.get("/stories.json?as-of=\(TestSite.asOf)").body)
        for _ in 0..<300 where json["stories"]?.array?.contains(where: { $0["origins"]?.int == nil }) ?? true {
            try await Task.sleep(for: .milliseconds(100))
            json = try JSONParser.parse(await site.get("/stories.json?as-of=\(TestSite.asOf)").body)
        }
        let id = try await story(site)
        let line = try #require(json["stories"]?.array?.first { $0["id"]?.string == id })
        #expect(line["origins"]?.int ?? 0 >= 2)
        // The same counts as the report's own page has.
        let report = await site.page("/stories/\(id)?as-of=\(TestSite.asOf)")
        #expect(report.contains("<dt>independent origins</dt><dd>\(line["origins"]?.int ?? -1)</dd>"))
        let page = await site.page("/stories?as-of=\(TestSite.asOf)")
        #expect(page.contains(">Origins</th>") && !page.contains("being counted"))
        #expect(page.contains("class=\"newest\"><b>"))
    }

    @Test("A place has a map of its own, with its surroundings and a list beside it")
    func placeMap() async throws {
        let site = try await site
        let page = await site.page("/places/Leeds")
        #expect(page.contains("<svg class=\"map\"") && page.contains("class=\"map locator\""))
        #expect(page.contains("<b>Leeds</b>") && page.contains("/places/Bradford"))
        let person = await site.page("/entities/Oona%20Reed?as-of=\(TestSite.asOf)")
        #expect(!person.contains("<svg class=\"map\""))
    }

    @Test("Counters count")
    func metrics() async throws {
        let site = try await site
        _ = await site.get("/about?as-of=\(TestSite.asOf)")
        let text = String(decoding: await site.get("/metrics").body, as: UTF8.self)
        #expect(
            text.contains("sitrep_documents 6")
                && text.contains("sitrep_requests_total{route=\"about\",status=\"200\"}"))
    }
}
