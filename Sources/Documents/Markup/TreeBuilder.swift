import Glibc

/// Builds a page's tree straight from its bytes, by the tokens and insertion modes of the HTML standard (13.2).
///
/// ```
/// page bytes ── tokens ──▶ insertion modes ──▶ nodes, in document order
///      ▲                                          │
///      └────── texts and values are ranges ───────┘   (only what holds references is copied behind the page)
/// ```
///
/// Nodes are written once, in order, so the repairs that move what was written before (foster parenting, the adoption
/// agency's furthest block) and rare elements (`template`, `frameset`, …) are not for this builder: it stops, says why, and
/// the full parser reads the page. What it finishes is the full parser's tree (tests hold the two together).
struct TreeBuilder {
    /// Insertion modes.
    enum Mode {
        case beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead, inBody, inTable, inCaption,
            inColumnGroup
        case inTableBody, inRow, inCell, inSelect, inSelectInTable, afterBody
    }

    /// An open element.
    struct Open {
        var index: Int32
        var tag: Tag
        /// HTML 0, SVG 1, MathML 2.
        var space: UInt8 = 0
        /// An `optgroup`, which has no tag of its own.
        var isGroup = false
        /// Where its name stands in the page, for elements without a tag of their own.
        var name: Range<Int32> = 0..<0
    }

    /// An active formatting element, or a marker.
    struct Formatting {
        var index: Int32
        var tag: Tag
        var isOpen: Bool
        var isMarker: Bool { index < 0 }
    }

    /// A tag as it was read.
    struct Token {
        var tag: Tag
        var name: Range<Int32>
        var isGroup = false
        var isRaw = false
        var isSelfClosing = false
        /// First of its attributes.
        var attributes: UInt32 = 0
        var count: UInt32 = 0
    }

    let page: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    let traits = ElementTraits.all
    let names = MarkupNames.shared
    var nodes: [MarkupTree.Node] = []
    var attributes: [MarkupTree.Attribute] = []
    /// Decoded texts and values; they follow the page in the tree's bytes.
    var decoded: [UInt8] = []
    var open: [Open] = []
    var formatting: [Formatting] = []
    var mode = Mode.beforeHTML
    /// Modes around open templates.
    var templateModes: [Mode] = []
    var form: Int32 = -1
    var head: Int32 = -1
    var body: Int32 = -1
    /// White space between head and body: it is written when nothing more can come into the head.
    var held: [(range: Range<Int>, commented: Bool)] = []
    /// Whether the document type is plain `<!doctype html>`.
    var isStandard = false
    /// Whether a line end that starts the next text is dropped.
    var dropsNewline = false
    /// Whether a comment stands behind the last text.
    var commented = false
    /// Why the page is left to the full parser.
    var odd: StaticString?
    var position = 0

    /// The tree of a page; nil, with the reason, when the full parser must read it.
    static func build(_ page: [UInt8], depthLimit: Int) -> (tree: MarkupTree?, odd: StaticString?) {
        guard page.count < 1 << 30 else { return (nil, "size") }
        var tree = MarkupTree()
        var odd: StaticString?
        page.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, memchr(base, 0, bytes.count) == nil else {
                odd = "zero bytes"
                return
            }
            var builder = TreeBuilder(bytes, depthLimit)
            builder.run()
            odd = builder.odd
            guard odd == nil else { return }
            builder.finish()
            tree.nodes = builder.nodes
            tree.attributes = builder.attributes
            tree.bytes = builder.decoded
        }
        guard odd == nil else { return (nil, odd) }
        if tree.bytes.isEmpty {
            tree.bytes = page
        } else {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(page.count + tree.bytes.count)
            bytes.append(contentsOf: page)
            bytes.append(contentsOf: tree.bytes)
            tree.bytes = bytes
        }
        return (tree, nil)
    }

    private init(_ page: UnsafeBufferPointer<UInt8>, _ depthLimit: Int) {
        self.page = page
        self.depthLimit = depthLimit
        nodes.reserveCapacity(page.count / 40 + 16)
        attributes.reserveCapacity(page.count / 60 + 16)
        open.reserveCapacity(64)
    }

    private mutating func run() {
        if page.count >= 3, page[0] == 0xEF, page[1] == 0xBB, page[2] == 0xBF { position = 3 }
        while position < page.count, odd == nil {
            if page[position] == UInt8(ascii: "<"), opensMarkup(position) {
                markup()
            } else {
                let start = position
                position = endOfText(position + 1)
                text(start..<position)
            }
            if open.count > depthLimit { odd = "depth" }
        }
        if !templateModes.isEmpty { odd = odd ?? "a template without end" }
        guard odd == nil else { return }
        if mode == .beforeHTML || mode == .beforeHead || mode == .inHead || mode == .inHeadNoscript
            || mode == .afterHead
        {
            enterBody()
        }
    }

    /// Whether the "<" here starts a tag, a comment or the like.
    @inline(__always)
    private func opensMarkup(_ i: Int) -> Bool {
        guard i + 1 < page.count else { return false }
        let next = page[i + 1]
        return (97...122).contains(next | 0x20) || next == UInt8(ascii: "/")
            || next == UInt8(ascii: "!")
            || next == UInt8(ascii: "?")
    }

    private func endOfText(_ start: Int) -> Int {
        guard let base = page.baseAddress else { return page.count }
        var i = start
        while i < page.count, let found = memchr(base + i, 0x3C, page.count - i) {
            i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if opensMarkup(i) { return i }
            i += 1
        }
        return page.count
    }

    /// Each node's end, from the parents.
    private mutating func finish() {
        var i = nodes.count - 1
        nodes.withUnsafeMutableBufferPointer { nodes in
            while i > 0 {
                let parent = Int(nodes[i].parent)
                if nodes[parent].end < nodes[i].end { nodes[parent].end = nodes[i].end }
                i -= 1
            }
        }
    }

    // MARK: Nodes

    /// The open element that new nodes go into.
    var current: Open { open[open.count - 1] }

    @discardableResult
    mutating func insert(_ tag: Tag, _ attributes: UInt32 = 0, _ count: UInt32 = 0) -> Int32 {
        let index = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(
            .init(
                tag: tag, parent: open.last?.index ?? -1, end: index + 1, start: attributes, count: count))
        return index
    }

    mutating func push(_ token: Token) {
        let index = insert(token.tag, token.attributes, token.count)
        open.append(Open(index: index, tag: token.tag, isGroup: token.isGroup, name: token.name))
    }

    /// An element that the page leaves out.
    mutating func push(_ tag: Tag) {
        open.append(Open(index: insert(tag), tag: tag))
    }

    mutating func pop() {
        let last = open.removeLast()
        if last.space == 0, traits[Int(last.tag.rawValue)].contains(.formatting) { closed(last.index) }
    }

    private mutating func closed(_ index: Int32) {
        var i = formatting.count - 1
        while i >= 0 {
            if formatting[i].index == index {
                formatting[i].isOpen = false
                return
            }
            i -= 1
        }
    }

    /// Puts attributes that an element lacks onto it: a second `html` or `body`.
    mutating func merge(_ token: Token, into node: Int32) {
        guard token.count > 0, node >= 0 else { return }
        let old = nodes[Int(node)]
        let start = UInt32(attributes.count)
        for i in Int(old.start)..<Int(old.start + old.count) { attributes.append(attributes[i]) }
        for i in Int(token.attributes)..<Int(token.attributes + token.count) {
            let name = attributes[i].name
            if !attributes[Int(start)...].contains(where: { $0.name == name }) {
                attributes.append(attributes[i])
            }
        }
        nodes[Int(node)].start = start
        nodes[Int(node)].count = UInt32(attributes.count) - start
    }
}
