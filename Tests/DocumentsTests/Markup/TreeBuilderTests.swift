import Testing

@testable import Documents

/// The builder must give the tree that the full parser gives, or none.
@Suite struct TreeBuilderTests {
    private func expectSame(_ page: String) throws {
        guard let own = TreeBuilder.build(Array(page.utf8), depthLimit: 512).tree else { return }
        let full = try #require(ModestParser()?.parse(Array(page.utf8), depthLimit: 512))
        #expect(PlainMarkupTests.lines(own) == PlainMarkupTests.lines(full), "\(page)")
    }

    @Test(arguments: [
        "<!doctype html><html lang=en><head><title>A &amp; b</title></head>\n<body class='x'><p>One<p>Two</body>\n</html>\n",
        "<p>Bare", "text alone", "&#x80;&#151;", "<!-- c --><html><body>a<!-- c -->b</body></html>",
        "<TITLE>x</TITLE><DIV ID=A>y</DIV>",
        "<head><meta charset=utf-8><noscript><link href=a></noscript></head><body>x",
        "<head><noscript><img src=a></noscript><meta name=b></head><body id=c>x",
        "<html><head></head>\n<script>1 < 2 && '</p>'</script>\n<body><script><!-- a --></script>x",
        "<ul><li>a<li>b<ul><li>c</ul></ul>", "<dl><dt>a<dd>b<dt>c</dl>", "<p><b>a<p>b</b>c",
        "<a href=x>a<a href=y>b</a>",
        "<div><b><i>x</b></i>y</div>", "<h1>a<h2>b</h2></h1>", "<p>a</div>b</p>", "</p>a</br>b",
        "<button>a<button>b",
        "<form><div><form></div></form>a</form>", "<form><div></form>a</div>b",
        "<pre>\na</pre><textarea>\nb&lt;</textarea>",
        "<table><tr><td>a<td>b<tr><th>c</table>d",
        "<table> <caption>x<b>y</caption><col><tbody><tr><td><p>z</table>",
        "<table><thead><tr><td><table><tr><td>in</table></td></tr></thead></table>",
        "<select><option>a<option>b<optgroup><option>c</select>d",
        "<table><tr><td><select><option>a</table>b",
        "<svg viewBox=a><path d=b/><g><title>x</title></g></svg>y", "<svg><style>.a{}</style></svg>",
        "<math><mi>x</mi></math>y", "<iframe><p>x</p></iframe><noscript><p>y</p></noscript>",
        "<style>p > a {}</style>x",
        "<p title='a &amp; b' class=\"c\" data-x=\"<p>\">x</p>",
        "<p title=a&b&copy=c&copy;d>AT&T &copy 2025 &hellip; &#8217;&#x2019;</p>",
        "a\r\nb<p title='c\r\nd'>e", "<object><p>a</object>b", "<x-card><y-card>a</x-card>b</y-card>",
        "<br/><hr/><img><wbr>x",
        "<template><p>a</template>b", "<body><template><div>a</div></template><p>b</body>", "1 < 2 <3",
        "<p>a<span>b</p>c</span>",
        "<html><body a><body class=b><html lang=c>x", "<ruby>a<rp>(<rt>b<rp>)</ruby>",
        "<p>a<table><tr><td>b</table>",
        "<!doctype html><p>a<table><tr><td>b</table>", "<body></body> a <p>b", "<a><div>x</a>",
    ])
    func pagesAreBuiltAsTheFullParserDoes(_ page: String) throws { try expectSame(page) }

    @Test(arguments: [
        "<p>plain", "<table><tr><td>a</table>", "<b><p>a</p></b>", "<ul><li>a<li>b</ul>",
        "<svg><g/></svg>",
        "<head><noscript><img></noscript></head>", "<p>&nbsp 5 &amp; 6", "<template><p>a</template>",
    ])
    func whatIsCommonIsBuilt(_ page: String) {
        #expect(TreeBuilder.build(Array(page.utf8), depthLimit: 512).tree != nil, "\(page)")
    }

    @Test(arguments: [
        "<b><p>a</b>b</p>", "<table>a<tr><td>b</table>", "<table><div>a</div></table>", "<p>\0</p>",
        "<frameset><frame></frameset>",
        "<plaintext>a", "<svg><p>a", "<script>a", "<p a", "<!-- a", "<p title='a>", "&nosuchname;",
        "<p>a</", "<script><!-- <script> </script> --></script>", "<template><td>a</template>",
    ])
    func whatMovesNodesOrIsRareIsLeftToTheFullParser(_ page: String) {
        let (tree, odd) = TreeBuilder.build(Array(page.utf8), depthLimit: 512)
        #expect(tree == nil && odd != nil, "\(page)")
    }

    @Test func depthIsLeftToTheFullParser() {
        let page = String(repeating: "<div>", count: 600) + "x"
        #expect(TreeBuilder.build(Array(page.utf8), depthLimit: 512).tree == nil)
    }

    @Test func randomPagesGiveTheSameTreeOrNone() throws {
        var state: UInt64 = 5
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let pieces = [
            "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<ul>", "</ul>", "<li>", "</li>",
            "<div class=a>",
            "</div>",
            "<br>", "text ", "&amp;", "& ", "\n", "<h2>", "</h2>", "<img src='a&amp;b'>", "<span>",
            "</span>", "<i>",
            "</i>",
            "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<!-- c -->", "<form>", "</form>",
            "<button>",
            "</button>",
            "<select>", "<option>", "</select>", "<svg>", "<g>", "</svg>", "<script>a</script>", "<head>",
            "</head>",
            "<body>",
            "</body>", "<html>", "</html>", "<dl>", "<dt>", "</dl>", "<x-a>", "</x-a>",
            "<title>t</title>",
            "<meta name=a>",
            "<noscript>", "</noscript>", "<tbody>", "<th>", "<caption>", "</caption>", "<object>",
            "</object>",
            "<template>", "</template>",
        ]
        var built = 0
        for _ in 0..<6000 {
            let page = (0..<random(14)).map { _ in pieces[random(pieces.count)] }.joined()
            if TreeBuilder.build(Array(page.utf8), depthLimit: 512).tree != nil { built += 1 }
            try expectSame(page)
        }
        #expect(built > 2000)
    }
}
