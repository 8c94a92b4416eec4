import Testing

@testable import Documents

/// The quick reader of plain markup must give the tree that the full parser gives, or none.
@Suite struct PlainMarkupTests {
    /// A tree as text, one node a line.
    static func lines(_ tree: MarkupTree) -> [String] {
        tree.nodes.indices.map { i in
            let node = tree.nodes[i]
            var line = "\(node.tag) \(node.parent) \(node.end)"
            if node.tag == .text {
                return line + " \(String(decoding: tree.text(of: i), as: UTF8.self).debugDescription)"
            }
            for attribute in tree.attributes[Int(node.start)..<Int(node.start + node.count)] {
                let value = tree.bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
                line += " \(attribute.name)=\(String(decoding: value, as: UTF8.self).debugDescription)"
            }
            return line
        }
    }

    private func expectSame(_ markup: String) throws {
        guard let plain = PlainMarkup.parse(Array(markup.utf8)) else { return }
        let full = try #require(ModestParser()?.parse(Array(markup.utf8), depthLimit: 512))
        #expect(Self.lines(plain) == Self.lines(full), "\(markup)")
    }

    @Test(arguments: [
        "<p>One.</p>", " \n <p class=\"a b\" id='x'>One <em>two</em> &amp; three.</p>\n<p>Four</p>\n", "Bare text",
        "<div><ul><li>a</li> <li><a href=\"/x?a=1&b=2\">b</a></li></ul></div>", "<p>a<br>b<br/>c<br />d</p>",
        "<blockquote><p>“Quoted” &#8220;&#x2019;&hellip;</p></blockquote>", "<h2>Head</h2><p>a <strong>b</strong></p>",
        "<p>5 &lt; 6 & 7</p>", "<figure><img src=\"a.jpg\" alt=\"A dam\"></figure>", "<p hidden>x</p>", "<hr>text<hr/>",
        "<a href=\"#\"><span>x</span></a>",
    ])
    func plainMarkupIsReadAtOnce(_ markup: String) throws {
        #expect(PlainMarkup.parse(Array(markup.utf8)) != nil, "\(markup)")
        try expectSame(markup)
    }

    @Test(arguments: [
        "", "   ", "<p>open", "<p><p>a</p></p>", "<p><div>a</div></p>", "<b>a<i>b</b>c</i>", "<table><tr><td>a</table>",
        "<script>a</script>", "<!-- c --><p>a</p>", "<p a=b>x</p>", "<P>x</P>", "<li>a</li>", "<a>x<a>y</a></a>",
        "&copy 5",
        "&unknown;", "<h1><h2>a</h2></h1>", "<p>a</p", "<span/>a", "<p>\0</p>", "a\r\nb", "<p id=\"a\" id=\"b\">x</p>",
        "<blockquote2>x</blockquote2>", "<blockquo>x</blockquo>", "&#0;", "&#x110000;", "&#55296;", "<p>a</p></p>",
    ])
    func whatIsNotPlainIsLeftToTheFullParser(_ markup: String) {
        #expect(PlainMarkup.parse(Array(markup.utf8)) == nil, "\(markup)")
    }

    @Test func randomMarkupGivesTheSameTreeOrNone() throws {
        var state: UInt64 = 11
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let pieces = [
            "<p>", "</p>", "<b>", "</b>", "<a href=\"x\">", "</a>", "<ul>", "</ul>", "<li>", "</li>", "<div>", "</div>",
            "<br>", "text ", "&amp;", "&", "\n", "<h2>", "</h2>", "<img src='a&amp;b'>", "<span class=c>", "<i>",
            "</i>",
        ]
        var read = 0
        for _ in 0..<4000 {
            var markup = ""
            var open: [String] = []
            for _ in 0..<random(12) {
                // Mostly well nested, so that much is plain.
                if !open.isEmpty, random(3) == 0 {
                    markup += open.removeLast()
                } else {
                    let piece = pieces[random(pieces.count)]
                    markup += piece
                    if piece.hasPrefix("<"), !piece.hasPrefix("</"), !["<br>", "<img src='a&amp;b'>"].contains(piece) {
                        open.append("</" + piece.dropFirst().prefix { $0.isLetter || $0.isNumber } + ">")
                    }
                }
            }
            markup += open.reversed().joined()
            if PlainMarkup.parse(Array(markup.utf8)) != nil { read += 1 }
            try expectSame(markup)
        }
        #expect(read > 400)
    }
}
