import Testing

@testable import Captures

@Suite struct MailTests {
    private let letter = """
        Received: from x.example
        From: =?utf-8?Q?Orle_Courier?= <news@courier.example>
        Subject: =?utf-8?B?RGFtbSBow6RsdA==?=
         =?utf-8?Q?_stand?=
        Date: Mon, 3 Mar 2025 06:00:00 +0100
        Message-ID: <1@courier.example>
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="=_b"

        preamble
        --=_b
        Content-Type: text/plain; charset=utf-8

        The dam held.
        --=_b
        Content-Type: text/html; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        <p>Gr=FC=DFe, the dam =
        held.</p>
        --=_b--
        """

    @Test func newslettersAreRead() throws {
        let capture = try #require(records(letter).first?.capture)
        #expect(capture.mediaType == "text/html")
        #expect(capture.charset == "iso-8859-1")
        #expect(capture.bytes.starts(with: Array("<p>Gr".utf8) + [0xFC, 0xDF]))
        #expect(capture.text.contains("the dam held."))
        #expect(capture.statement(.title) == "Damm hält stand")
        #expect(capture.statement(.outlet) == "Orle Courier")
        #expect(capture.statement(.outletAddress) == "https://courier.example/")
        #expect(capture.statement(.id) == "1@courier.example")
        #expect(capture.statement(.published) == "Mon, 3 Mar 2025 06:00:00 +0100")
    }

    @Test func boxesHoldSeveral() {
        let box =
            "From a Mon Mar  3 06:00:00 2025\n" + letter
            + "\n\nFrom b Mon Mar  3 07:00:00 2025\nMessage-ID: <2@x.example>\nFrom: b@x.example\nSubject: Two\nContent-Type: text/plain\n\n>From here on, text.\n"
        let found = records(box).compactMap(\.capture)
        #expect(found.map { $0.statement(.id) } == ["1@courier.example", "2@x.example"])
        #expect(found.last?.text == "From here on, text.\n")
    }

    @Test func savedPagesAreRead() throws {
        let page = """
            From: <Saved by a browser>
            Snapshot-Content-Location: https://courier.example/a
            Subject: Dam holds
            MIME-Version: 1.0
            Content-Type: multipart/related; type="text/html"; boundary="b"

            --b
            Content-Type: text/css

            p {}
            --b
            Content-Type: text/html
            Content-Location: https://courier.example/a

            <html><p>The dam held.</p></html>
            --b--
            """
        let capture = try #require(records(page).first?.capture)
        #expect(capture.url == "https://courier.example/a")
        #expect(capture.text.contains("<p>The dam held.</p>"))
        #expect(capture.statements.isEmpty)
    }

    @Test func deepMultipartsAndCutMessagesAreBounded() {
        var message = "MIME-Version: 1.0\nMessage-ID: <x>\n"
        for i in 0..<500 { message += "Content-Type: multipart/mixed; boundary=b\(i)\n\n--b\(i)\n" }
        #expect(records(message + "\ntext").count == 1)
        #expect(records(letter.replacing("--=_b--", with: "")).first?.capture?.mediaType == "text/html")
        #expect(
            records("MIME-Version: 1.0\nContent-Type: image/png\nMessage-ID: <x>\n\nxx").first?.reason?.contains(
                "without a text part") == true)
    }

    @Test func faultyCodingsAreReadOver() {
        #expect(TransferCoding.quotedPrintable(Array("a=ZZb=".utf8)[...]) == Array("a=ZZb=".utf8))
        #expect(TransferCoding.base64(Array("aGV s\nbG8*=".utf8)[...]) == Array("hello".utf8))
        #expect(EncodedWords.decoded("=?nothing?Q?x?= =?utf-8?X?y?=") == "=?nothing?Q?x?= =?utf-8?X?y?=")
    }
}
