import JSON
import Testing

@testable import Site

/// Each test has a site of its own, as it changes the archive.
@Suite("Corrections")
struct CorrectionTests {
    private static let before = "?as-of=\(TestSite.asOf)"

    @Test("A corrected date stands in the report at once; pages of before stay what they were")
    func date() async throws {
        let site = try await TestSite()
        let story = try await site.story()
        let old = await site.get("/stories/\(story)\(Self.before)")
        let answer = try await site.post(
            "/corrections",
            [
                ("kind", "date"), ("document", "d1"), ("at", "5"), ("story", story), ("date", "2025-03-02"),
                ("author", "Ana Reiter"), ("reason", "Monday of the printed <edition>"),
            ])
        #expect(answer.status == 303)
        let target = try #require(answer["Location"])
        #expect(target == "/stories/\(story)#s1-amendments")
        #expect(answer["Set-Cookie"]?.hasPrefix("sitrep-author=") == true)
        let new = await site.page("/stories/\(story)")
        #expect(new.contains("Corrections by people") && new.contains("Ana Reiter"))
        #expect(new.contains("Monday of the printed &lt;edition&gt;") && !new.contains("<edition>"))
        #expect(new.contains("Sun 2 Mar 2025"))
        // The address that was shown before shows the same bytes again.
        let again = await site.get("/stories/\(story)\(Self.before)")
        #expect(again.body == old.body)
        #expect(!String(decoding: again.body, as: UTF8.self).contains("Ana Reiter"))
        let json = try JSONParser.parse(await site.get("/stories/\(story).json").body)
        let amendments = json["stories"]?.array?.first?["amendments"]?.array
        #expect(amendments?.first?["author"]?.string == "Ana Reiter")
    }

    @Test("What is taken back stays on record, and the report is as before")
    func undo() async throws {
        let site = try await TestSite()
        let story = try await site.story()
        _ = try await site.post(
            "/corrections",
            [
                ("kind", "person"), ("name", "Oona Reed"), ("other", "Oona Reed-Marr"), ("story", story),
                ("author", "Ana"), ("reason", "her full name"),
            ])
        let with = await site.page("/stories/\(story)")
        #expect(with.contains("Reed-Marr"))
        let list = await site.page("/corrections")
        #expect(list.contains("her full name") && list.contains("/corrections/k1/undo"))
        let undone = try await site.post(
            "/corrections/k1/undo", [("author", "Ben"), ("reason", "she prefers the short one")])
        #expect(undone.status == 303)
        let without = await site.page("/stories/\(story)")
        #expect(!without.contains("Reed-Marr"))
        let after = await site.page("/corrections")
        #expect(
            after.contains("taken back") && after.contains("she prefers the short one") && !after.contains("/k1/undo"))
        // At the moment between, it held.
        let json = try JSONParser.parse(await site.get("/corrections.json").body)
        let made = try #require(json["corrections"]?.array?.first?["made"]?.string)
        let between = await site.page("/corrections?as-of=\(made)")
        #expect(!between.contains("she prefers the short one"))
        let twice = try await site.post("/corrections/k1/undo", [("author", "Ben"), ("reason", "again")])
        #expect(twice.status == 404)
    }

    @Test("Who is named by no name in the texts (“police”) can be said to be somebody too")
    func nameless() async throws {
        let site = try await TestSite()
        let story = try await site.story()
        let old = try JSONParser.parse(await site.get("/stories/\(story).json").body)
        let voices = old["stories"]?.array?.first?["says"]?.array?.compactMap { $0["source"]?.string } ?? []
        let people = old["stories"]?.array?.first?["people"]?.array?.compactMap { $0["name"]?.string } ?? []
        let name = try #require(voices.first { !people.contains($0) })
        let answer = try await site.post(
            "/corrections",
            [
                ("kind", "person"), ("name", name), ("other", "Solla Constabulary"), ("story", story),
                ("author", "Ana"), ("reason", "there is one force"),
            ])
        #expect(answer.status == 303)
        let new = try JSONParser.parse(await site.get("/stories/\(story).json").body)
        let after = new["stories"]?.array?.first?["says"]?.array?.compactMap { $0["source"]?.string } ?? []
        #expect(after.contains("Solla Constabulary") && !after.contains(name))
        #expect(new["stories"]?.array?.first?["amendments"]?.array?.count == 1)
    }

    @Test("Documents are split off, stories merged, by the same statements as on the command line")
    func regroup() async throws {
        let site = try await TestSite()
        let story = try await site.story()
        let split = try await site.post(
            "/corrections",
            [
                ("kind", "split"), ("story", story), ("documents", "d3"), ("author", "Ana"),
                ("reason", "another bridge"),
            ])
        #expect(split.status == 303)
        let left = await site.page("/stories/\(story)")
        #expect(!left.contains("Northern Wire"))
        // Both stories tell of it, as the form leads to where it can be seen.
        #expect(left.contains("id=\"s1-amendments\"") && left.contains("another bridge"))
        let before = await site.page("/stories/\(story)\(Self.before)")
        #expect(before.contains("Northern Wire"))
        let document = try JSONParser.parse(await site.get("/documents/d3.json").body)
        let other = try #require(document["story"]?.string)
        #expect(other != story)
        let apart = await site.page("/stories/\(other)")
        #expect(apart.contains("another bridge"))
        let merged = try await site.post(
            "/corrections",
            [("kind", "merge"), ("story", other), ("into", story), ("author", "Ana"), ("reason", "it was the same")])
        #expect(merged["Location"] == "/stories/\(story)#s1-amendments")
        #expect(await site.page("/stories/\(story)").contains("Northern Wire"))
        let kinds = try JSONParser.parse(await site.get("/corrections.json").body)["corrections"]?.array?
            .compactMap { $0["kind"]?.string }
        #expect(kinds == ["merge", "split"])
    }

    @Test("A place without a position is looked up; of several the editor chooses")
    func place() async throws {
        let site = try await TestSite()
        let fields = [
            ("kind", "place"), ("document", "d1"), ("at", "5"), ("place", "Springfield"), ("author", "Ana"),
            ("reason", "the town"),
        ]
        let asked = try await site.post("/corrections", fields)
        let page = String(decoding: asked.body, as: UTF8.self)
        #expect(asked.status == 422 && page.contains("Choose which place is meant"))
        #expect(page.contains("type=\"radio\" name=\"position\"") && page.contains("value=\"Springfield\""))
        let kept = try await site.post("/corrections", fields + [("position", "56.1, -3.2")])
        #expect(kept.status == 303)
        let list = try JSONParser.parse(await site.get("/corrections.json").body)
        #expect(list["corrections"]?.array?.first?["text"]?.string?.contains("Springfield (56.1, -3.2)") == true)
    }

    @Test(
        "What is missing or wrong is said in the form, which keeps what was filled in",
        arguments: [
            ["kind": "date", "document": "d1", "at": "5", "date": "soon"],
            ["kind": "date", "document": "d1", "at": "5"],
            ["kind": "event", "document": "d1", "at": "99999"],
            ["kind": "place", "document": "d1", "at": "5", "place": "x", "position": "north"],
            ["kind": "merge", "document": "d1", "story": "none", "into": "none"],
            ["kind": "made-up", "document": "d1"],
            ["document": "d1"], ["kind": "split", "document": "d1", "story": "s"],
            ["kind": "reprint", "document": "d1", "outlet": "Marsh Herald"],
        ])
    func faults(_ fields: [String: String]) async throws {
        let site = try await TestSite()
        let all = fields.map { ($0.key, $0.value) } + [("author", "Ana <b>"), ("reason", "because \"so\"")]
        let answer = try await site.post("/corrections", all)
        let page = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == 422)
        #expect(page.contains("Not kept.") && page.contains("because &quot;so&quot;") && !page.contains("Ana <b>"))
        let list = try JSONParser.parse(await site.get("/corrections.json").body)
        #expect(list["total"]?.int == 0)
    }

    @Test("Nobody is corrected without a name and a reason")
    func unsigned() async throws {
        let site = try await TestSite()
        for fields in [[("reason", "so")], [("author", "Ana")], [("author", "  "), ("reason", "so")]] {
            let answer = try await site.post(
                "/corrections", [("kind", "event"), ("document", "d1"), ("at", "5")] + fields)
            #expect(answer.status == 422)
        }
    }

    @Test("Forms that no page of this site made change nothing")
    func forged() async throws {
        let site = try await TestSite()
        let good = [
            ("kind", "event"), ("document", "d1"), ("at", "5"), ("author", "Mal"), ("reason", "mischief"),
        ]
        let (cookie, token) = try await site.form()
        // No token; another browser's; a cookie chosen by somebody else; a made-up one.
        #expect(await site.send("/corrections", good).status == 403)
        #expect(await site.send("/corrections", good + [("form", token)]).status == 403)
        #expect(await site.send("/corrections", good, ["cookie": cookie]).status == 403)
        let chosen = ["cookie": "sitrep-form=" + String(repeating: "a", count: 32)]
        #expect(await site.send("/corrections", good + [("form", token)], chosen).status == 403)
        // With everything right but from a page elsewhere.
        for (name, value) in [
            ("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"), ("host", "evil.example"),
        ] {
            let answer = await site.send("/corrections", good + [("form", token)], ["cookie": cookie, name: value])
            #expect(answer.status == 403 || answer.status == 421, "\(name): \(value)")
        }
        // A plain form cannot pretend to be JSON, and text/plain is taken by nobody.
        let plain = await site.send("/corrections", good, ["content-type": "text/plain", "cookie": cookie])
        #expect(plain.status == 415)
        let json = await site.send(
            "/corrections", json: #"{"kind":"event","document":"d1","at":5,"author":"Mal","reason":"x"}"#,
            ["origin": "https://evil.example"])
        #expect(json.status == 403)
        #expect(try JSONParser.parse(await site.get("/corrections.json").body)["total"]?.int == 0)
        // The same with nothing wrong is kept.
        let right = await site.send(
            "/corrections", good + [("form", token)],
            [
                "cookie": cookie, "origin": "http://127.0.0.1:8750", "host": "127.0.0.1:8750",
                "sec-fetch-site": "same-origin",
            ])
        #expect(right.status == 303)
        // A browser that tells no page where a form comes from says "null", of this site's own pages too.
        let silent = await site.send(
            "/corrections", good + [("form", token)],
            ["cookie": cookie, "origin": "null", "sec-fetch-site": "same-origin"])
        #expect(silent.status == 303)
        let hidden = await site.send(
            "/corrections", good + [("form", token)],
            ["cookie": cookie, "origin": "null", "sec-fetch-site": "cross-site"])
        #expect(hidden.status == 403)
        // Under "no-referrer" browsers say "null" always (Fetch, section 3.2).
        #expect(await site.get("/watches")["Referrer-Policy"] == "same-origin")
        #expect(
            await site.page("/watches?as-of=\(TestSite.asOf)").contains("name=\"referrer\" content=\"same-origin\""))
    }

    @Test("Readers see no forms and send none; editors do")
    func roles() async throws {
        var access = Access(
            readerToken: "reader-token-0001", editorToken: "editor-token-0001", onlyLocalHost: false)
        access.publicAddress = "https://desk.example"
        let site = try await TestSite(access: access)
        let reader = ["authorization": "Bearer reader-token-0001"]
        let editor = ["authorization": "Bearer editor-token-0001"]
        let json = try JSONParser.parse(await site.get("/stories.json?as-of=\(TestSite.asOf)", reader).body)
        let story = try #require(
            json["stories"]?.array?.first { $0["documents"]?.int ?? 0 > 2 }?["id"]?.string)
        // Twice each, so that an answer kept for one would show to the other.
        for _ in 0..<2 {
            for path in ["/stories/\(story)", "/documents/d1", "/watches", "/watches/w1", "/corrections"] {
                let read = String(decoding: await site.get("\(path)\(Self.before)", reader).body, as: UTF8.self)
                #expect(!read.contains("/correct?") && !read.contains("method=\"post\""), "\(path)")
                let edit = String(decoding: await site.get("\(path)\(Self.before)", editor).body, as: UTF8.self)
                if path.contains("d1") || path.contains(story) { #expect(edit.contains("/correct?"), "\(path)") }
                if path == "/watches" { #expect(edit.contains("method=\"post\"")) }
            }
        }
        #expect(await site.get("/correct?document=d1", reader).status == 403)
        let body = #"{"kind":"event","document":"d1","at":5,"author":"Rea","reason":"x"}"#
        #expect(await site.send("/corrections", json: body, reader).status == 403)
        #expect(await site.send("/corrections", json: body).status == 401)
        let kept = await site.send("/corrections", json: body, editor)
        #expect(kept.status == 201)
        #expect(try JSONParser.parse(kept.body)["id"]?.string == "k1")
    }

    @Test("A proxy on this machine says who asks, and that name signs")
    func proxy() async throws {
        var access = Access()
        access.publicAddress = "https://desk.example"
        access.userHeader = "X-User"
        access.editors = ["ana"]
        let site = try await TestSite(access: access)
        #expect(await site.get("/about.json").status == 401)
        #expect(await site.get("/about.json", ["x-user": "rea", "host": "desk.example"]).status == 200)
        let remote = SiteRequest(target: "/about.json", headers: ["x-user": "ana"], peer: "192.0.2.7")
        #expect(await site.handler.respond(remote).status == 401)
        // Sent twice, the field names nobody who may edit.
        #expect(await site.get("/correct?document=d1", ["x-user": "ana, rea"]).status == 403)
        let asAna = ["x-user": "ana", "host": "desk.example", "origin": "https://desk.example"]
        let kept = try await site.post(
            "/corrections",
            [("kind", "event"), ("document", "d1"), ("at", "5"), ("author", "somebody else"), ("reason", "so")], asAna)
        #expect(kept.status == 303)
        let list = try JSONParser.parse(await site.get("/corrections.json", ["x-user": "rea"]).body)
        #expect(list["corrections"]?.array?.first?["author"]?.string == "ana")
    }
}
