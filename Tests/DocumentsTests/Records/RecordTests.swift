import Captures
import Moments
import Testing
import Texts

@testable import Documents

@Suite struct RecordTests {
    private func documents(_ json: String) throws -> [Document] {
        let maker = try DocumentMaker()
        return maker.documents(
            from: Capture(origin: "r.jsonl", line: 1, mediaType: "application/json", bytes: Array(json.utf8))
        )
        .compactMap { try? $0.get() }
    }

    @Test func fieldsOfManySourcesAreMapped() throws {
        let document = try #require(
            try documents(
                #"{"_id":"7","maintext":"The dam held.","headline":" Dam holds ","source":{"name":"The Orle Courier"},"link":"https://www.courier.example/a","publishedAt":"2025-03-02T18:00:00+01:00","authors":[{"name":"Ana Ferro"},{"name":"Joe Lund"}],"lang":"en-GB","tags":["dam","rain"],"section":"Region"}"#
            ).first)
        #expect(document.id == "7")
        #expect(document.text.string == "The dam held.")
        #expect(document.title == Stated("Dam holds", rule: "field headline"))
        #expect(
            document.outlet
                == Stated(Outlet(name: "The Orle Courier", domain: "courier.example"), rule: "field source.name"))
        #expect(document.published?.iso == "2025-03-02T18:00:00+01:00")
        #expect(document.byline == Stated(["Ana Ferro", "Joe Lund"], rule: "field authors"))
        #expect(document.language == "en")
        #expect(document.keywords == ["dam", "rain"])
        #expect(document.section == "Region")
    }

    @Test func textIsKeptByteForByte() throws {
        #expect(
            try documents(#"{"id":"1","text":"  a\r\n\tb \u00e9\ud83d\ude00 "}"#).first?.text.string == "  a\r\n\tb é😀 "
        )
    }

    @Test func outletComesFromTheAddressAndSaysSo() throws {
        let unknown = try documents(#"{"text":"a.","url":"https://news.herald.co.uk/x?y=1"}"#).first?.outlet
        #expect(unknown == Stated(Outlet(name: "herald.co.uk", domain: "herald.co.uk"), rule: "domain of url"))
        let known = try documents(#"{"text":"a.","url":"http://www.bbc.co.uk/news/1"}"#).first?.outlet
        #expect(known == Stated(Outlet(name: "BBC", domain: "bbc.co.uk"), rule: "outlets.tsv by domain of url"))
        let domain = try documents(#"{"text":"a.","outlet":"bbc.com"}"#).first?.outlet
        #expect(domain == Stated(Outlet(name: "BBC", domain: "bbc.com"), rule: "field outlet, outlets.tsv"))
    }

    @Test func wrappedRecordsAreTakenOut() throws {
        let found = try documents(#"{"status":"ok","articles":[{"id":"1","text":"a."},{"id":"2","text":"b."}]}"#)
        #expect(found.map(\.id) == ["1", "2"])
        let deep = try documents(#"{"hits":{"hits":[{"_id":"x","_source":{"id":"9","text":"c."}}]}}"#)
        #expect(deep.map(\.id) == ["9"])
    }

    @Test func aTitleAloneIsAHeadline() throws {
        #expect(try documents(#"{"id":"1","title":"Dam holds"}"#).first?.blocks.map(\.kind) == [.headline])
    }

    @Test func anIdIsDerivedFromTheTextWhenNoneIsGiven() throws {
        let first = try documents(#"{"text":"a."}"#).first?.id
        #expect(first == (try documents(#"{"text":"a.","url":"https://x.example/"}"#).first?.id))
        #expect(first != (try documents(#"{"text":"b."}"#).first?.id))
    }

    @Test func ofTwoMembersOfOneNameTheLastCounts() throws {
        let found = try documents(
            #"{"text":"a.","title":"Old","headline":{"main":"Inner"},"text":"b.","title":"New","source":{"name":"Herald"}}"#
        )
        #expect(found.first?.text.string == "b.")
        #expect(found.first?.title == Stated("New", rule: "field title"))
        #expect(found.first?.outlet?.value.name == "Herald")
        #expect(found.first?.outlet?.rule == "field source.name")
    }

    @Test func hostsAreReadFromAddresses() {
        for (address, host) in [
            ("https://WWW.Herald.example/a", "herald.example"),
            ("https://u:p@m.herald.example:8080?x", "herald.example"),
            ("https://www.example", "www.example"), ("http://amp.mobile.herald.example#x", "herald.example"),
            ("https://ÄRA.example/", "ära.example"), ("https://:80/", nil), ("herald.example", nil), ("a:/b", nil),
        ] as [(String, String?)] {
            #expect(OutletNames.host(of: address) == host, "\(address)")
        }
        #expect(OutletNames.looksLikeHost("herald.example"))
        for text in ["herald", ".example", "The Herald.", "herald.e1", "a.b"] {
            #expect(!OutletNames.looksLikeHost(text), "\(text)")
        }
    }

    @Test func aDateAfterTheCaptureIsNotBelieved() throws {
        let late = try #require(
            try documents(#"{"text":"a.","published":"2031-01-01","crawled":"2025-01-01T00:00:00Z"}"#).first)
        #expect(late.published == nil)
        #expect(late.flags.map(\.kind) == ["date"])
        let next = try documents(#"{"text":"a.","published":"2025-01-01T20:00:00Z","crawled":"2025-01-01"}"#).first
        #expect(next?.published?.iso == "2025-01-01T20:00:00Z")
    }

    @Test(arguments: [("2031-01-01", "lies after the capture"), ("soon", "not understood")])
    func aDateThatIsNotBelievedLeavesThePagesOwn(_ stated: String, _ fault: String) throws {
        let html =
            "<meta property='article:published_time' content='2025-03-02T18:00:00Z'><p>\(SamplePage.paragraphs[0])</p>"
        let document = try #require(
            try documents(#"{"html":"\#(html)","published":"\#(stated)","crawled":"2025-03-03T00:00:00Z"}"#).first)
        #expect(document.published?.iso == "2025-03-02T18:00:00Z")
        #expect(document.flags.map(\.kind) == ["date"])
        #expect(document.flags.first?.detail.contains(fault) == true)
    }

    @Test(arguments: ["pubstatus", "pubStatus"], ["canceled", "withheld", "usable"])
    func withdrawalsAreFlagged(_ field: String, _ status: String) throws {
        let document = try #require(
            try documents(
                #"{"uri":"urn:1","\#(field)":"\#(status)","headlines":[{"role":"main","value":"Dam"}],"bodies":[{"value":"It held."}]}"#
            ).first)
        #expect(document.flags.map(\.kind) == (status == "usable" ? [] : ["withdrawn"]))
    }

    @Test func mojibakeInRecordsIsFlaggedAndLeftAlone() throws {
        let document = try #require(try documents(#"{"text":"GrÃ¼Ã¶e aus MÃ¼nchen, schÃ¶n"}"#).first)
        #expect(document.flags.map(\.kind) == ["mojibake"])
        #expect(document.text.string.contains("MÃ¼nchen"))
        #expect(try documents(#"{"text":"Grüße aus München, schön"}"#).first?.flags.isEmpty == true)
    }

    @Test(
        "Brackets and quotation marks of a treebank's tokenizer are undone; other texts keep what is like them",
        arguments: [
            ("VESK -LRB- Northwire -RRB- -- It fell .", "VESK (Northwire) -- It fell ."),
            ("-LRB- Northwire -RRB- `` It fell , '' she said .", "(Northwire) \"It fell ,\" she said ."),
            ("It fell -LRB- again -RRB-\nand rose", "It fell (again)\nand rose"),
            ("-RRB-", ")"), ("-LRB-", "("), ("a -LRB- b", "a (b"),
            ("He wrote `` x '' there", "He wrote `` x '' there"), ("x-LRB-y", "x-LRB-y"),
        ])
    func treebankMarks(text: String, undone: String) {
        #expect(TreebankMarks.undone(text) == undone)
    }
}
