import Testing

@testable import Reports

@Suite("Markup")
struct MarkupTests {
    @Test("Values are escaped, literals and markup are not, also in conditions")
    func escaping() {
        let text = "<b> & \"q\" 'a'"
        let cell: Markup = "<td title=\"\(text)\">\(text)</td>"
        #expect(
            cell.html
                == "<td title=\"&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;\">&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;</td>"
        )
        let isMarked = text.count > 3
        let row: Markup = "<tr\(isMarked ? " class=\"x\"" : "")>\(cell)</tr>"
        #expect(row.html.hasPrefix("<tr class=\"x\"><td"))
        let some: String? = "<i>"
        let optional: Markup = "\(some.map { "(\($0))" } ?? "<none>")"
        #expect(optional.html == "(&lt;i&gt;)")
    }

    @Test("Holes are filled where a page was left open, and no text of a document is one")
    func holes() {
        let text = "a\u{1}b"
        let page: Markup = "<a href=\"/x\(Markup.hole)#c1\">\(text) \(exact: text)</a>\(Markup.hole)"
        let filled = String(decoding: page.bytes(filling: "?a=1&amp;b=2"), as: UTF8.self)
        #expect(filled == "<a href=\"/x?a=1&amp;b=2#c1\">a\u{FFFD}b a\u{FFFD}b</a>?a=1&amp;b=2")
        #expect(String(decoding: ("" as Markup).bytes(), as: UTF8.self).isEmpty)
    }

    @Test(
        "Numbers of drawings have one decimal at most",
        arguments: [
            (0, "0"), (0.04, "0"), (-0.04, "0"), (0.05, "0.1"), (-3.26, "-3.3"), (10, "10"), (1234.56, "1234.6"),
            (-999_999_999.4, "-999999999.4"), (99.96, "100"), (1e9, "0"), (.nan, "0"),
        ])
    func numbers(value: Double, words: String) { #expect(SVG.number(value).html == words) }

    @Test("Text stands on one line unless asked for exactly")
    func lines() {
        let text = " a\n b\u{202E}"
        #expect(("\(text)" as Markup).html == "a b\u{FFFD}")
        #expect(("\(exact: text)" as Markup).html == text)
    }
}
