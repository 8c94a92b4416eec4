import CModest

/// MyHTML (of libmodest), single-threaded.
///
/// Unchecked: the pool lends one to one thread at a time.
final class ModestParser: MarkupParser, @unchecked Sendable {
    private let parser: OpaquePointer
    private var document: OpaquePointer
    /// Our tag for each of the library's numbers.
    private let tags: [Tag]
    private let names = AttributeNames()

    init?() {
        guard let parser = myhtml_create() else { return nil }
        guard myhtml_init(parser, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) == 0, let document = myhtml_tree_create()
        else {
            myhtml_destroy(parser)
            return nil
        }
        guard myhtml_tree_init(document, parser) == 0 else {
            myhtml_tree_destroy(document)
            myhtml_destroy(parser)
            return nil
        }
        self.parser = parser
        self.document = document
        var tags = [Tag](repeating: .other, count: 512)
        for tag in Tag.allCases where tag != .other && tag != .text {
            let id = Int(myhtml_tag_id_by_name(document, tag.name, tag.name.utf8.count))
            if id > 0, id < tags.count { tags[id] = tag }
        }
        tags[Int(MyHTML_TAG__TEXT.rawValue)] = .text
        self.tags = tags
        myhtml_tree_parse_flags_set(document, MyHTML_TREE_PARSE_FLAGS_WITHOUT_DOCTYPE_IN_TREE)
    }

    deinit {
        myhtml_tree_destroy(document)
        myhtml_destroy(parser)
    }

    func parse(_ page: [UInt8], depthLimit: Int) -> MarkupTree? {
        var page = page
        let held = NestingGuard.hold(&page, to: depthLimit * 4)
        let status = page.withUnsafeBytes { raw in
            myhtml_parse_single(
                document, MyENCODING_UTF_8, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
        }
        defer {
            // A huge page's memory is given back rather than kept for the next.
            if page.count > 4 << 20 { renew() } else { myhtml_tree_clean(document) }
        }
        guard status == 0, let root = myhtml_tree_get_node_html(document) else { return nil }
        var tree = flatten(root, size: page.count, depthLimit: depthLimit)
        tree.flattened = tree.flattened || held
        return tree
    }

    private func renew() {
        guard let fresh = myhtml_tree_create() else { return }
        guard myhtml_tree_init(fresh, parser) == 0 else {
            myhtml_tree_destroy(fresh)
            return
        }
        myhtml_tree_destroy(document)
        document = fresh
        myhtml_tree_parse_flags_set(document, MyHTML_TREE_PARSE_FLAGS_WITHOUT_DOCTYPE_IN_TREE)
    }

    private func flatten(_ root: OpaquePointer, size: Int, depthLimit: Int) -> MarkupTree {
        var tree = MarkupTree()
        tree.nodes.reserveCapacity(size / 40 + 16)
        tree.bytes.reserveCapacity(size / 2 + 64)
        tree.attributes.reserveCapacity(size / 60 + 16)
        var open: [Int32] = []
        var node = root
        var depth = 0
        while true {
            let id = Int(myhtml_node_tag_id(node))
            let tag = id < tags.count ? tags[id] : .other
            let isComment = id == Int(MyHTML_TAG__COMMENT.rawValue) || id == Int(MyHTML_TAG__DOCTYPE.rawValue)
            let index = Int32(tree.nodes.count)
            var descends = false
            if !isComment {
                let parent = open.isEmpty ? -1 : open[min(depth, min(open.count, depthLimit)) - 1]
                tree.nodes.append(.init(tag: tag, parent: parent, end: index + 1, start: 0, count: 0))
                if tag == .text { text(node, Int(index), &tree) } else { attributes(node, Int(index), &tree) }
                descends = tag != .text && tag != .style
                if depth >= depthLimit, descends { tree.flattened = true }
            }
            if descends, let child = myhtml_node_child(node) {
                if depth < depthLimit { open.append(index) }
                depth += 1
                node = child
                continue
            }
            while true {
                if node == root { return closed(&tree, &open, 0) }
                if let next = myhtml_node_next(node) {
                    node = next
                    break
                }
                guard let parent = myhtml_node_parent(node) else { return closed(&tree, &open, 0) }
                depth -= 1
                if depth < depthLimit { close(&tree, &open) }
                node = parent
            }
        }
    }

    private func close(_ tree: inout MarkupTree, _ open: inout [Int32]) {
        if let last = open.popLast() { tree.nodes[Int(last)].end = Int32(tree.nodes.count) }
    }

    private func closed(_ tree: inout MarkupTree, _ open: inout [Int32], _: Int) -> MarkupTree {
        while !open.isEmpty { close(&tree, &open) }
        return tree
    }

    private func text(_ node: OpaquePointer, _ index: Int, _ tree: inout MarkupTree) {
        var length = 0
        guard let text = myhtml_node_text(node, &length), length > 0 else { return }
        tree.nodes[index].start = UInt32(tree.bytes.count)
        tree.nodes[index].count = UInt32(length)
        tree.bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: length))
    }

    private func attributes(_ node: OpaquePointer, _ index: Int, _ tree: inout MarkupTree) {
        let first = tree.attributes.count
        var attribute = myhtml_node_attribute_first(node)
        while let current = attribute {
            attribute = myhtml_attribute_next(current)
            var keyLength = 0
            guard let key = myhtml_attribute_key(current, &keyLength),
                let name = names[UnsafeRawBufferPointer(start: key, count: keyLength)]
            else { continue }
            var length = 0
            let value = myhtml_attribute_value(current, &length)
            let start = UInt32(tree.bytes.count)
            if let value, length > 0 {
                tree.bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: length))
            }
            tree.attributes.append(.init(name: name, start: start, count: UInt32(value == nil ? 0 : length)))
        }
        tree.nodes[index].start = UInt32(first)
        tree.nodes[index].count = UInt32(tree.attributes.count - first)
    }
}
