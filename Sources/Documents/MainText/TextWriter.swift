import Texts

/// Writes the kept nodes of a page as text, one block a line, and says what each block is.
struct TextWriter {
    private let tree: MarkupTree
    private let layout: PageLayout
    private var bytes: [UInt8] = []
    private var blocks: [Block] = []
    private var start = 0
    private var kind = Block.Kind.paragraph

    private let lines: PageLines?
    private var notices: [Notice] = []

    /// A line that was told to be no text of the article.
    struct Notice: Sendable {
        /// "related", "newsletter", "credit", …
        var kind: String
        var text: String
    }

    /// Writes the kept nodes. Lines that `lines` knows as no text become notices, unless nothing else is there.
    static func write(_ main: MainText, lines: PageLines?) -> (text: Text, blocks: [Block], notices: [Notice]) {
        var writer = TextWriter(main.layout, lines)
        for root in main.roots { writer.write(root, main) }
        writer.close()
        if writer.blocks.isEmpty, !writer.notices.isEmpty { return write(main, lines: nil) }
        return (Text.decoding(writer.bytes).text, writer.blocks, writer.notices)
    }

    private init(_ layout: PageLayout, _ lines: PageLines?) {
        self.layout = layout
        self.lines = lines
        tree = layout.tree
        bytes.reserveCapacity(8192)
    }

    private struct Open {
        var end: Int
        var kind: Block.Kind
    }

    private mutating func write(_ root: Range<Int>, _ main: MainText) {
        open(.paragraph)
        var stack: [Open] = []
        var i = root.lowerBound
        var breaks = 0
        while i < root.upperBound {
            while let last = stack.last, i >= last.end {
                stack.removeLast()
                open(stack.last?.kind ?? .paragraph)
            }
            let node = tree.nodes[i]
            guard main.reasons[i] == .kept else {
                i = Int(node.end)
                continue
            }
            switch node.tag {
            case .text:
                if !layout.traits[i].contains(.blank) { breaks = 0 }
                Collapse.append(tree.text(of: i), to: &bytes)
            case .br:
                breaks += 1
                if breaks == 2 {
                    open(kind)
                } else if let last = bytes.last, last != 0x20, last != 0x0A, bytes.count > start {
                    bytes.append(0x20)
                }
            default:
                if node.tag.isBlock {
                    breaks = 0
                    let kind = kind(of: i, inside: stack.last?.kind)
                    if node.tag == .td || node.tag == .th {
                        if bytes.count > start, bytes.last != 0x20 { bytes.append(0x20) }
                        break
                    }
                    open(kind)
                    stack.append(Open(end: Int(node.end), kind: kind))
                } else if layout.meanings[i].contains(.caption), node.tag != .a {
                    open(.caption)
                    stack.append(Open(end: Int(node.end), kind: .caption))
                }
            }
            i += 1
        }
        open(.paragraph)
    }

    private func kind(of i: Int, inside outer: Block.Kind?) -> Block.Kind {
        let tag = tree.nodes[i].tag
        if outer == .caption { return .caption }
        switch tag {
        case .h1, .h2, .h3, .h4, .h5, .h6: return .heading
        case .figcaption, .caption: return .caption
        case .blockquote: return .quote
        case .li, .dd, .dt: return .list
        case .tr: return .other
        default:
            if layout.meanings[i].contains(.caption) { return .caption }
            return outer ?? .paragraph
        }
    }

    private mutating func open(_ next: Block.Kind) {
        close()
        kind = next
    }

    /// Ends the block and the line.
    private mutating func close() {
        while bytes.count > start, bytes.last == 0x20 { bytes.removeLast() }
        if bytes.count > start, let found = lines?.kind(of: bytes[start...], startOnly: kind == .caption) {
            notices.append(Notice(kind: found, text: String(decoding: bytes[start...], as: UTF8.self)))
            bytes.removeSubrange(start...)
        }
        if bytes.count > start {
            blocks.append(Block(Extent(start, bytes.count), kind))
            bytes.append(0x0A)
        }
        start = bytes.count
    }
}
