import Moments

/// The entries of a live blog in a page: siblings of one kind, each with a time of its own.
///
/// An element with a time (`time datetime`, `data-timestamp`) and those around it, to six levels, are counted by what they
/// stand in, their tag and their class; the largest such group of three or more is the blog, when its elements hold running
/// text and the page, or an element around them, says that it is live. Lists of teasers and of comments fail one or the
/// other.
struct LiveBlocks {
    /// One entry.
    struct Block {
        var range: Range<Int>
        /// The node that states its time.
        var time: Int

        /// When it was published; nil when that is not understood, or lies after the capture.
        func dated(_ tree: MarkupTree, captured: Moment?) -> Dated? {
            for name in [MarkupTree.AttributeName.datetime, .dataTimestamp] {
                guard let stated = tree.string(name, of: time),
                    let dated = StatedDate.read(stated, rule: "\(name.name) of the entry")
                else { continue }
                if let captured, dated.moment.seconds > captured.seconds + 86_400 { return nil }
                return dated
            }
            return nil
        }
    }

    private(set) var blocks: [Block] = []

    /// Fewer entries than this are no blog.
    private static let fewest = 3
    private static let most = 2000

    private struct Kind: Hashable {
        var parent: Int32
        var tag: Tag
        var className: [UInt8]
    }

    init(_ layout: PageLayout, isLive: Bool) {
        let tree = layout.tree
        var groups: [Kind: [Block]] = [:]
        for i in tree.nodes.indices where Self.statesTime(i, tree) {
            var node = i
            for _ in 0..<6 {
                let parent = tree.nodes[node].parent
                guard parent > 0, tree.nodes[node].tag != .body else { break }
                let kind = Kind(
                    parent: parent, tag: tree.nodes[node].tag,
                    className: Self.firstName(tree.attribute(.class, of: node)))
                // The first time in an element is its own.
                if groups[kind]?.last?.range.lowerBound != node {
                    groups[kind, default: []].append(Block(range: node..<Int(tree.nodes[node].end), time: i))
                }
                node = Int(parent)
            }
        }
        let largest = groups.filter { $0.value.count >= Self.fewest && $0.value.count <= Self.most }
            .values
            .min { ($1.count, $0[0].range.lowerBound) < ($0.count, $1[0].range.lowerBound) }
        guard let largest, Self.isBelievable(largest, isLive, layout) else { return }
        blocks = largest
    }

    private static func statesTime(_ i: Int, _ tree: MarkupTree) -> Bool {
        switch tree.nodes[i].tag {
        case .text: false
        case .time: tree.has(.datetime, i) || tree.has(.dataTimestamp, i)
        default: tree.has(.dataTimestamp, i)
        }
    }

    /// The first of an element's class names: later ones often tell entries apart ("entry entry-key").
    private static func firstName(_ names: ArraySlice<UInt8>?) -> [UInt8] {
        Array((names ?? []).drop { $0 <= 0x20 }.prefix { $0 > 0x20 })
    }

    private static func isBelievable(_ blocks: [Block], _ isLive: Bool, _ layout: PageLayout) -> Bool {
        let tree = layout.tree
        var isLive = isLive
        var node = blocks[0].range.lowerBound
        while node >= 0 {
            let meaning = layout.meanings[node]
            if !meaning.isDisjoint(with: [.comment, .related, .navigation, .newsletter]) { return false }
            switch tree.nodes[node].tag {
            case .nav, .aside, .footer: return false
            default: break
            }
            if meaning.contains(.live) { isLive = true }
            node = Int(tree.nodes[node].parent)
        }
        guard isLive else { return false }
        var length: Float = 0
        var linked: Float = 0
        for block in blocks {
            var linkEnd = 0
            for i in block.range {
                if tree.nodes[i].tag == .a { linkEnd = max(linkEnd, Int(tree.nodes[i].end)) }
                length += layout.lengths[i]
                if i < linkEnd { linked += layout.lengths[i] }
            }
        }
        return length / Float(blocks.count) >= 50 && linked / length < 0.5
    }
}
