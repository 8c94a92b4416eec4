#if canImport(CGumbo)
    import CGumbo
    import Testing

    @testable import Documents

    /// The HTML tree against a second parser that follows the standard (gumbo), where it is installed.
    @Suite struct SecondParserTests {
        /// A tree as opened elements and texts, neighbouring texts joined; what our tree leaves out is left out.
        private static func outline(_ tree: MarkupTree) -> [String] {
            var out: [String] = []
            var depths: [Int] = []
            for (i, node) in tree.nodes.enumerated() {
                depths.append(node.parent < 0 ? 0 : depths[Int(node.parent)] + 1)
                if node.tag == .text {
                    add(String(decoding: tree.text(of: i), as: UTF8.self), depths[i], &out)
                } else {
                    out.append("\(depths[i]) \(node.tag)")
                }
            }
            return out
        }

        private static func add(_ text: String, _ depth: Int, _ out: inout [String]) {
            if let last = out.last, last.hasPrefix("\(depth) \"") {
                out[out.count - 1] = last + text
            } else {
                out.append("\(depth) \"" + text)
            }
        }

        private static func outline(gumbo html: String) -> [String] {
            var html = html
            return html.withUTF8 { bytes in
                var options = kGumboDefaultOptions
                let base = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                guard let output = gumbo_parse_with_options(&options, base, bytes.count) else { return [] }
                defer { gumbo_destroy_output(&options, output) }
                var out: [String] = []
                if let root = output.pointee.root { walk(root, 0, &out) }
                return out
            }
        }

        private static func walk(_ node: UnsafeMutablePointer<GumboNode>, _ depth: Int, _ out: inout [String]) {
            switch node.pointee.type {
            case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
                let element = node.pointee.v.element
                let name = gumbo_normalized_tagname(element.tag).map { String(cString: $0) } ?? ""
                let tag = Tag.allCases.first { $0.name == name && $0 != .text } ?? .other
                out.append("\(depth) \(tag)")
                guard tag != .style else { return }
                for i in 0..<Int(element.children.length) {
                    guard let child = element.children.data?[i] else { continue }
                    walk(child.assumingMemoryBound(to: GumboNode.self), depth + 1, &out)
                }
            case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
                guard let text = node.pointee.v.text.text else { return }
                add(String(cString: text), depth, &out)
            default: return
            }
        }

        private func expectSame(_ html: String, _ name: String) throws {
            let tree = try #require(ParserPool().parse(Array(html.utf8), depthLimit: 512))
            let (ours, theirs) = (Self.outline(tree), Self.outline(gumbo: html))
            let place = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }
            #expect(
                ours == theirs,
                "\(name): \(place.map { "\($0.offset): \($0.element)" } ?? "\(ours.count) against \(theirs.count) nodes")"
            )
        }

        @Test func ordinaryPagesGiveTheSameTree() throws {
            try expectSame(SamplePage.html(), "sample")
            for label in try LabelledPagesTests.labels() {
                let bytes = try LabelledPagesTests.bytes(LabelledPagesTests.folder + "/pages/" + label.page)
                try expectSame(String(decoding: bytes, as: UTF8.self), label.page)
            }
        }

        @Test(arguments: [
            "<p>a<b>b<i>c</b>d</i>e", "<p>a<p>b<div>c</p>d", "<table><tr><td>a</table>b", "<table>x<tr><td>y</table>",
            "<ul><li>a<li>b<ul><li>c</ul></ul>", "<a href=1>x<a href=2>y</a>", "<h1>a<h2>b</h2></h1>",
            "&notit; &amp b &copy;",
            "<script>\"</div>\"</script>x", "<title>a</b></title><p>c", "<select><option>a<option>b</select>",
            "<b><p>a</b>b</p>c", "</p>a</br>b", "<svg><p>a</svg>b", "<dl><dt>a<dd>b</dl>", "text<body class=x>more",
            "<textarea>\n<p>a</textarea>b", "<pre>\n a\n</pre>", "<!-- a --!>b<!-->c",
        ])
        func brokenMarkupIsMendedAlike(_ html: String) throws { try expectSame(html, html) }
    }
#endif
