/// A page prepared for the search for its main text: what each node is, before any guess about what matters.
struct PageLayout {
    /// A stretch of siblings that reads as one paragraph: a `p`, a heading, a cell, a plain `div`, or a run of phrasing
    /// content between blocks.
    struct Unit {
        /// First node.
        var start: Int32
        /// One past the last node.
        var end: Int32
        /// The element that holds it.
        var container: Int32
        /// Whether it counts as a paragraph (headings, cells and sections do not).
        var isParagraph: Bool
    }

    /// How a node is treated.
    struct Traits: OptionSet {
        let rawValue: UInt16
        /// Never text: scripts, forms' fields, …
        static let invisible = Traits(rawValue: 1)
        /// Not shown when the page opens: `hidden`, `display:none`.
        static let hidden = Traits(rawValue: 2)
        /// A block, or an element that holds one.
        static let holdsBlock = Traits(rawValue: 4)
        /// A `div` that stands for the one paragraph in it.
        static let collapsed = Traits(rawValue: 8)
        /// A paragraph itself.
        static let paragraph = Traits(rawValue: 16)
        /// Holds what makes a `div` a container.
        static let container = Traits(rawValue: 32)
        /// Running text, to be put into paragraphs.
        static let phrasing = Traits(rawValue: 64)
        /// A role of navigation, dialogs and the like.
        static let unlikelyRole = Traits(rawValue: 128)
        /// A text of white space only, or an element without text.
        static let blank = Traits(rawValue: 256)
    }

    let tree: MarkupTree
    var traits: [Traits]
    /// What class and id say, for each node.
    var meanings: [PageWords.Meaning]
    var units: [Unit] = []
    /// Elements named as an article's body (class, id or `itemprop`) that hold at least `shortestBody` of text outside links.
    var bodies: [Int] = []
    /// What is around them.
    var holdsBody: [Bool] = []
    /// Length in code points and commas of each text node.
    var lengths: [Float]
    var commas: [Int32]

    init(_ tree: MarkupTree, _ words: PageWords) {
        self.tree = tree
        let count = tree.nodes.count
        traits = [Traits](repeating: [], count: count)
        meanings = [PageWords.Meaning](repeating: [], count: count)
        lengths = [Float](repeating: 0, count: count)
        commas = [Int32](repeating: 0, count: count)
        look(words)
        climb()
        cutUnits()
        findBodies()
    }

    /// Code points of text that an element named as a body must hold to be believed.
    static let shortestBody: Float = 200

    private mutating func findBodies() {
        bodies = bodies.filter { i in
            guard !traits[i].contains(.hidden) else { return false }
            var (length, linkEnd) = (Float(0), 0)
            for j in i..<Int(tree.nodes[i].end) {
                if tree.nodes[j].tag == .a { linkEnd = max(linkEnd, Int(tree.nodes[j].end)) }
                if j >= linkEnd { length += lengths[j] }
                if length >= Self.shortestBody { return true }
            }
            return false
        }
        guard !bodies.isEmpty else { return }
        holdsBody = [Bool](repeating: false, count: tree.nodes.count)
        for body in bodies {
            var parent = Int(tree.nodes[body].parent)
            while parent >= 0, !holdsBody[parent] {
                holdsBody[parent] = true
                parent = Int(tree.nodes[parent].parent)
            }
        }
    }

    // MARK: Forward: what each node says itself

    private mutating func look(_ words: PageWords) {
        var i = 0
        while i < tree.nodes.count {
            let node = tree.nodes[i]
            if node.tag == .text {
                measure(i)
                traits[i].insert(.phrasing)
                i += 1
                continue
            }
            if node.tag.isInvisible {
                traits[i].insert(.invisible)
                if node.tag.isPhrasing { traits[i].insert(.phrasing) }
                i = Int(node.end)
                continue
            }
            var classNames: ArraySlice<UInt8>?
            var id: ArraySlice<UInt8>?
            var isArticleBody = false
            for attribute in tree.attributes[Int(node.start)..<Int(node.start + node.count)] {
                let value = tree.bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
                switch attribute.name {
                case .class: classNames = value
                case .id: id = value
                case .itemprop: isArticleBody = value.elementsEqual("articleBody".utf8)
                case .hidden: traits[i].insert(.hidden)
                case .ariaHidden where value.elementsEqual("true".utf8): traits[i].insert(.hidden)
                case .style where Self.hides(value): traits[i].insert(.hidden)
                case .role where Self.isUnlikely(role: value): traits[i].insert(.unlikelyRole)
                default: break
                }
            }
            if classNames != nil || id != nil { meanings[i] = words.meaning(classNames, id) }
            if meanings[i].contains(.body) || isArticleBody, node.tag != .body, node.tag != .html {
                bodies.append(i)
            }
            i += 1
        }
    }

    private static func hides(_ style: ArraySlice<UInt8>) -> Bool {
        var compact: [UInt8] = []
        for byte in style.prefix(400) where byte > 0x20 {
            compact.append((65...90).contains(byte) ? byte + 32 : byte)
        }
        return InputBytes.find("display:none", in: compact)
            || InputBytes.find("visibility:hidden", in: compact)
    }

    private static func isUnlikely(role: ArraySlice<UInt8>) -> Bool {
        ["menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog"]
            .contains { role.elementsEqual($0.utf8) }
    }

    // MARK: Backward: what the nodes below make of it

    private mutating func climb() {
        var allPhrasing = [Bool](repeating: true, count: tree.nodes.count)
        var filled = [Bool](repeating: false, count: tree.nodes.count)
        for i in stride(from: tree.nodes.count - 1, through: 0, by: -1) {
            let node = tree.nodes[i]
            let parent = Int(node.parent)
            if node.tag == .text {
                if !traits[i].contains(.blank), parent >= 0 { filled[parent] = true }
                continue
            }
            guard !traits[i].contains(.invisible) else {
                if parent >= 0, !traits[i].contains(.phrasing) {
                    allPhrasing[parent] = allPhrasing[parent] && true
                }
                continue
            }
            var phrasing = node.tag.isPhrasing
            if node.tag == .a || node.tag == .del || node.tag == .ins { phrasing = allPhrasing[i] }
            if phrasing { traits[i].insert(.phrasing) }
            if !filled[i] { traits[i].insert(.blank) }
            guard parent >= 0 else { continue }
            if filled[i] { filled[parent] = true }
            if !phrasing { allPhrasing[parent] = false }
            if node.tag.isBlock || traits[i].contains(.holdsBlock) { traits[parent].insert(.holdsBlock) }
            if node.tag.isContainerContent || traits[i].contains(.container) {
                traits[parent].insert(.container)
            }
        }
    }
}
