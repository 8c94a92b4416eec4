import Testing
import Texts

@testable import Documents

/// What is written as it is read must be what the tree, its layout and the writer give, or nothing.
@Suite struct PlainFragmentTests {
    let words: PageWords
    let lines: PageLines

    init() throws {
        words = try PageWords()
        lines = try PageLines()
    }

    /// The text and blocks by way of the tree.
    private func byTree(_ markup: String) throws -> String {
        let bytes = Array(markup.utf8)
        let tree = try #require(PlainMarkup.parse(bytes) ?? ModestParser()?.parse(bytes, depthLimit: 512))
        let found = TextWriter.write(MainText(fragment: PageLayout(tree, words)), lines: lines)
        return Self.shown(found.text, found.blocks)
    }

    private static func shown(_ text: Text, _ blocks: [Block]) -> String {
        text.string + blocks.map { " \($0.extent.start)-\($0.extent.end) \($0.kind)" }.joined()
    }

    private func direct(_ markup: String) -> String? {
        PlainFragment.read(Array(markup.utf8), words, lines).map { Self.shown($0.text, $0.blocks) }
    }

    @Test(arguments: [
        "<p>One.</p>", " \n <p>One <em>two</em> &amp; three.</p>\n<p>Four</p>\n", "Bare text, 5 &lt; 6 & 7",
        "<div><ul><li>a</li> <li><a href=\"/x?a=1&b=2\" target='_blank'>b</a> c </li></ul>d</div>",
        "<p>a<br>b<br/>c<br /><br>d <br> &nbsp; <br>e</p>", "<blockquote><p>“Quoted” &#8220;&hellip;</p></blockquote>",
        "<h2>Head</h2><p>a <strong>b</strong></p>",
        "<figure><img src=\"a.jpg\" alt=\"A dam\" height=\"3\"></figure><p>x</p>",
        "<hr>text<hr/>", "<a href=\"#\"><span>x</span></a>", "<p></p>", "<p class=\"zz\" id=\"p1\">x</p>",
        "<div>a<p>b</p>c</div>", "<p>Subscribe to our newsletter</p><p>The river rose over its banks.</p>",
    ])
    func plainMarkupIsWrittenAtOnce(_ markup: String) throws {
        let expected = try byTree(markup)
        #expect(direct(markup) == expected, "\(markup)")
    }

    @Test(arguments: [
        "", "  ", "<p>open", "<p hidden>x</p>", "<p style=\"display:none\">x</p>", "<p aria-hidden=\"true\">x</p>",
        "<p class=\"wp-caption\">x</p>", "<p class=a class=b>x</p>", "<p class=\"a\" class=\"b\">x</p>",
        "<b>a<i>b</b>c</i>",
        "<p role=\"navigation\">x</p>", "a\r\nb", "<p>\0</p>", "&unknown;", "<li>a</li>", "<p/>a", "<p a=\"b>x</p>",
        "<script>a</script>", "<!-- c --><p>a</p>", "<h1><h2>a</h2></h1>",
    ])
    func theRestIsLeftToTheTree(_ markup: String) {
        #expect(direct(markup) == nil, "\(markup)")
    }

    /// Text that is all a notice is still the text, as the writer has it.
    @Test func aNoticeAloneIsLeftToTheTree() throws {
        let notice = "<p>Subscribe to our newsletter</p>"
        #expect(direct(notice) == nil)
        #expect(try byTree(notice).contains("newsletter"))
    }

    @Test func randomMarkupGivesTheSameTextOrNone() throws {
        var state: UInt64 = 23
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let single = ["<br>", "<br/>", "<hr>", "<img src='a&amp;b'>"]
        let pieces =
            single + [
                "<p>", "</p>", "<b>", "</b>", "<a href=\"x\">", "</a>", "<ul>", "</ul>", "<li>", "</li>", "<div>",
                "</div>",
                "text ", " more", "a  b\t", "&amp;", "&nbsp;", "&#160;", "&", "\n", "\u{A0}", "é", "<h2>", "</h2>",
                "<span class=\"c\">", "<p class=\"caption\">", "<p id=\"share\">", "<i>", "</i>", "<blockquote>",
                "</blockquote>", "<br>", "<br> <br>",
            ]
        var read = 0
        for _ in 0..<6000 {
            var markup = ""
            var open: [String] = []
            for _ in 0..<random(16) {
                // Mostly well nested, so that much is plain.
                if !open.isEmpty, random(3) == 0 {
                    markup += open.removeLast()
                } else {
                    let piece = pieces[random(pieces.count)]
                    markup += piece
                    if piece.hasPrefix("<"), !piece.hasPrefix("</"), !piece.hasPrefix("<br"), !single.contains(piece) {
                        open.append("</" + piece.dropFirst().prefix { $0.isLetter || $0.isNumber } + ">")
                    }
                }
            }
            markup += open.reversed().joined()
            guard let own = direct(markup) else { continue }
            read += 1
            let expected = try byTree(markup)
            #expect(own == expected, "\(markup)")
        }
        #expect(read > 600)
    }
}
