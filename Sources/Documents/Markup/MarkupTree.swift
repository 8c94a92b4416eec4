/// A page's elements and texts in document order, in flat arrays.
///
/// ```
/// index     0      1      2     3       4        a node's descendants follow it directly:
/// node    html   body    div   text   text       node i covers i ..< nodes[i].end
/// end       5      5      4     4      5
/// ```
struct MarkupTree: Sendable {
    /// An element or a text.
    struct Node: Sendable {
        var tag: Tag
        /// Index of the element around it; -1 for the root.
        var parent: Int32
        /// One past the last descendant.
        var end: Int32
        /// Text: first byte in `bytes`. Element: first index in `attributes`.
        var start: UInt32
        /// Text: bytes. Element: attributes.
        var count: UInt32
    }

    /// The attributes that are kept.
    enum AttributeName: UInt8, CaseIterable, Sendable {
        case id, `class`, role, hidden, style, rel, itemprop, itemtype, property, name, content, href, src, datetime,
            type
        case lang, charset, alt, title, pubdate, value, cite
        case httpEquiv, ariaHidden, ariaModal, dataTestid, dataComponent, dataTimestamp, amp

        var name: String {
            switch self {
            case .httpEquiv: "http-equiv"
            case .ariaHidden: "aria-hidden"
            case .ariaModal: "aria-modal"
            case .dataTestid: "data-testid"
            case .dataComponent: "data-component"
            case .dataTimestamp: "data-timestamp"
            case .class: "class"
            default: "\(self)"
            }
        }
    }

    /// One attribute of an element.
    struct Attribute: Sendable {
        var name: AttributeName
        var start: UInt32
        var count: UInt32
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    /// All texts and attribute values, one after the other, UTF-8.
    var bytes: [UInt8] = []
    /// Whether elements nested deeper than the limit were moved up.
    var flattened = false

    /// The bytes of an attribute, when the element has it.
    func attribute(_ name: AttributeName, of node: Int) -> ArraySlice<UInt8>? {
        place(of: name, node).map { bytes[$0] }
    }

    /// Whether an element has an attribute.
    func has(_ name: AttributeName, _ node: Int) -> Bool { place(of: name, node) != nil }

    /// Whether an element has an attribute of that value.
    func has(_ name: AttributeName, _ node: Int, _ value: StaticString) -> Bool {
        guard let place = place(of: name, node), place.count == value.utf8CodeUnitCount else { return false }
        var i = 0
        while i < place.count, bytes[place.lowerBound + i] == value.utf8Start[i] { i += 1 }
        return i == place.count
    }

    /// Where an attribute's value stands in the bytes. By index, so that no array is held for it.
    private func place(of name: AttributeName, _ node: Int) -> Range<Int>? {
        let element = nodes[node]
        guard element.tag != .text else { return nil }
        var i = Int(element.start)
        let end = i + Int(element.count)
        while i < end {
            let attribute = attributes[i]
            if attribute.name == name { return Int(attribute.start)..<Int(attribute.start + attribute.count) }
            i += 1
        }
        return nil
    }

    /// An attribute as a string.
    func string(_ name: AttributeName, of node: Int) -> String? {
        attribute(name, of: node).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a text node.
    func text(of node: Int) -> ArraySlice<UInt8> {
        let text = nodes[node]
        return bytes[Int(text.start)..<Int(text.start + text.count)]
    }

    /// All text below a node, white space collapsed, edges trimmed; scripts and styles left out.
    func content(of node: Int, limit: Int = 1 << 20) -> String {
        var out: [UInt8] = []
        var i = node
        let end = Int(nodes[node].end)
        while i < end {
            let tag = nodes[i].tag
            if tag == .text {
                Collapse.append(text(of: i), to: &out)
            } else if i > node, tag == .script || tag == .style || tag == .template {
                i = Int(nodes[i].end)
                continue
            } else if tag.isBlock || tag == .br {
                if let last = out.last, last != 0x20 { out.append(0x20) }
            }
            if out.count > limit { break }
            i += 1
        }
        if out.last == 0x20 { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }

    /// The first element of that kind below (or at) a node.
    func first(_ tag: Tag, in node: Int = 0) -> Int? {
        guard node < nodes.count else { return nil }
        return (node..<Int(nodes[node].end)).first { nodes[$0].tag == tag }
    }

    /// Children of an element, in order.
    func children(of node: Int) -> Children { Children(tree: self, position: node + 1, end: Int(nodes[node].end)) }

    /// Steps over the children of an element.
    struct Children: Sequence, IteratorProtocol {
        let tree: MarkupTree
        var position: Int
        let end: Int

        mutating func next() -> Int? {
            guard position < end else { return nil }
            defer { position = Int(tree.nodes[position].end) }
            return position
        }
    }
}
