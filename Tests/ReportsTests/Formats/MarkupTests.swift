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

    @Test("Text stands on one line unless asked for exactly")
    func lines() {
        let text = " a\n b\u{202E}"
        #expect(("\(text)" as Markup).html == "a b\u{FFFD}")
        #expect(("\(exact: text)" as Markup).html == text)
    }
}
