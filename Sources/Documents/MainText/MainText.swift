/// The main text of a page: which nodes hold it.
///
/// Method: paragraphs give points to the elements around them by their length and commas, the points are weighed by class
/// names and the share of links, the best element is widened to its neighbours, and what stands inside and reads like
/// navigation, forms, sharing or teasers is taken out again. The scheme is that of Readability (Arc90 2009, and its
/// successor in Firefox); the part lists, the passes and the repairs are our own (docs/method/documents.md).
struct MainText {
    /// What a pass of the search does.
    struct Pass: Hashable {
        var dropsUnlikely = true
        var weighsClasses = true
        var cleans = true
    }

    /// Why a node is left out.
    enum Reason: UInt8, Sendable {
        case kept
        case invisible
        case hidden
        case unlikely
        case role
        case byline
        case title
        case structure
        case form
        case share
        case cleaned
        case links
        case part
    }

    private(set) var layout: PageLayout
    var tree: MarkupTree { layout.tree }
    private(set) var title: [String]
    var reasons: [Reason]
    var sums: [ElementSums]
    /// Points of each element; NaN for none.
    var scores: [Float]
    /// Roots of the main text, in order.
    var roots: [Range<Int>] = []
    /// The element with most points.
    var top = 0
    var pass = Pass()

    /// Looks for the main text.
    ///
    /// - Parameter titles: the page's title, as the page states it elsewhere; a heading that repeats it is no text.
    init(_ layout: PageLayout, titles: [String]) {
        self.layout = layout
        title = titles.map { $0.lowercased() }
        let count = layout.tree.nodes.count
        reasons = [Reason](repeating: .kept, count: count)
        sums = [ElementSums](repeating: ElementSums(), count: count)
        scores = [Float](repeating: .nan, count: count)
        var best: (length: Float, state: MainText)?
        for pass in Self.passes {
            run(pass)
            let length = keptLength
            if length >= 500 || (pass.weighsClasses && length >= PageLayout.shortestBody && isInBody(top)) { return }
            if best == nil || length > (best?.length ?? 0) { best = (length, self) }
        }
        if let best { self = best.state }
    }

    /// Takes all of a piece of HTML for text, but for scripts, hidden parts and sharing.
    init(fragment layout: PageLayout) {
        self.layout = layout
        title = []
        let count = layout.tree.nodes.count
        reasons = [Reason](repeating: .kept, count: count)
        sums = [ElementSums](repeating: ElementSums(), count: count)
        scores = [Float](repeating: .nan, count: count)
        var i = 0
        while i < count {
            if layout.traits[i].contains(.invisible) { reasons[i] = .invisible }
            if layout.traits[i].contains(.hidden) { reasons[i] = .hidden }
            i = reasons[i] == .kept ? i + 1 : Int(layout.tree.nodes[i].end)
        }
        roots = count > 0 ? [0..<count] : []
        guard count > 0 else { return }
        sum()
        cleanStructure(0..<count)
    }

    private static let passes: [Pass] = [
        Pass(), Pass(dropsUnlikely: false), Pass(dropsUnlikely: false, weighsClasses: false),
        Pass(dropsUnlikely: false, weighsClasses: false, cleans: false),
    ]

    private mutating func run(_ pass: Pass) {
        self.pass = pass
        for i in reasons.indices {
            reasons[i] = .kept
            scores[i] = .nan
        }
        roots = []
        leaveOut()
        sum()
        score()
        choose()
        clean()
    }

    /// Length of what is kept, in code points.
    private var keptLength: Float {
        var length: Float = 0
        for root in roots {
            var i = root.lowerBound
            while i < root.upperBound {
                if reasons[i] != .kept {
                    i = Int(tree.nodes[i].end)
                    continue
                }
                length += layout.lengths[i]
                i += 1
            }
        }
        return length
    }

    // MARK: Leaving out

    private mutating func leaveOut() {
        var i = 0
        var tookByline = false
        while i < tree.nodes.count {
            let reason = reasonToLeaveOut(i, &tookByline)
            if reason != .kept {
                reasons[i] = reason
                i = Int(tree.nodes[i].end)
            } else {
                i += 1
            }
        }
    }

    private func reasonToLeaveOut(_ i: Int, _ tookByline: inout Bool) -> Reason {
        let node = tree.nodes[i]
        if node.tag == .text { return .kept }
        let traits = layout.traits[i]
        if traits.contains(.invisible) { return .invisible }
        if traits.contains(.hidden) { return .hidden }
        if node.tag == .h1 || node.tag == .h2, repeatsTitle(i) { return .title }
        guard node.tag != .body, node.tag != .html else { return .kept }
        let meaning = layout.meanings[i]
        if !tookByline, meaning.contains(.byline) || isAuthor(i), isShort(i, 100) {
            tookByline = true
            return .byline
        }
        guard pass.dropsUnlikely else { return .kept }
        // What is around an element that is named as the article's body is no part to be left out.
        if !layout.holdsBody.isEmpty, layout.holdsBody[i] { return .kept }
        if traits.contains(.unlikelyRole) { return .role }
        if meaning.contains(.unlikely), !meaning.contains(.possible), node.tag != .a, !isInside(i, .table, 3),
            !isInside(i, .code, 3)
        {
            return .unlikely
        }
        return .kept
    }

    private func isAuthor(_ i: Int) -> Bool {
        if let rel = tree.attribute(.rel, of: i), rel.elementsEqual("author".utf8) { return true }
        if let property = tree.attribute(.itemprop, of: i), InputBytes.find("author", in: Array(property)) {
            return true
        }
        return false
    }

    /// Whether an element has text, but less than `limit` code points of it.
    private func isShort(_ i: Int, _ limit: Float) -> Bool {
        var length: Float = 0
        for j in i..<Int(tree.nodes[i].end) {
            length += layout.lengths[j]
            if length >= limit { return false }
        }
        return length > 0
    }

    private func isInside(_ i: Int, _ tag: Tag, _ levels: Int) -> Bool {
        var parent = Int(tree.nodes[i].parent)
        for _ in 0..<levels where parent >= 0 {
            if tree.nodes[parent].tag == tag { return true }
            parent = Int(tree.nodes[parent].parent)
        }
        return false
    }

    private func repeatsTitle(_ i: Int) -> Bool {
        guard !title.isEmpty, isShort(i, 400) else { return false }
        let heading = tree.content(of: i, limit: 1000).lowercased()
        return title.contains { Similarity.share(of: heading, in: $0) > 0.75 }
    }

    // MARK: Sums

    mutating func sum() {
        for i in sums.indices { sums[i] = ElementSums() }
        // Paragraphs that are runs of text belong to the element around them.
        for unit in layout.units where unit.isParagraph && reasons[Int(unit.start)] == .kept {
            let start = Int(unit.start)
            if layout.traits[start].contains(.paragraph), tree.nodes[start].tag == .p || tree.nodes[start].tag == .div {
                sums[start].paragraphs += 1
            } else {
                sums[Int(tree.nodes[start].parent)].paragraphs += 1
            }
        }
        for i in stride(from: tree.nodes.count - 1, through: 1, by: -1) {
            let node = tree.nodes[i]
            let parent = Int(node.parent)
            if node.tag == .text {
                if reasons[i] == .kept {
                    sums[i].text = layout.lengths[i]
                    sums[i].commas = layout.commas[i]
                    sums[parent] += sums[i]
                }
                continue
            }
            switch reasons[i] {
            case .kept:
                finish(i, node.tag)
                sums[parent] += sums[i]
            case .invisible:
                // Gone as text, but a form's fields and embedded players say something about what is around them.
                if node.tag == .input { sums[parent].inputs += 1 }
                if node.tag == .iframe || node.tag == .object || node.tag == .embed { sums[parent].embeds += 1 }
                sums[i] = ElementSums()
            default: sums[i] = ElementSums()
            }
        }
    }

    private mutating func finish(_ i: Int, _ tag: Tag) {
        switch tag {
        case .a:
            let inPage = tree.attribute(.href, of: i)?.first == UInt8(ascii: "#")
            sums[i].linked = sums[i].text * (inPage ? 0.3 : 1)
        case .h1, .h2, .h3, .h4, .h5, .h6: sums[i].headed = sums[i].text
        case .ul, .ol: sums[i].listed = sums[i].text
        case .img: sums[i].images += 1
        case .li: sums[i].items += 1
        default: break
        }
        switch tag {
        case .span, .li, .td, .blockquote, .dl, .div, .ol, .p, .pre, .table, .ul:
            sums[i].dense = max(sums[i].dense, sums[i].text)
        default: break
        }
    }

    // MARK: Scores

    func weight(_ i: Int) -> Float {
        guard pass.weighsClasses else { return 0 }
        let meaning = layout.meanings[i]
        return (meaning.contains(.positive) ? 25 : 0) - (meaning.contains(.negative) ? 25 : 0)
    }

    private mutating func initialise(_ i: Int) {
        let base: Float =
            switch tree.nodes[i].tag {
            case .div: 5
            case .pre, .td, .blockquote: 3
            case .address, .ol, .ul, .dl, .dd, .dt, .li, .form: -3
            case .h1, .h2, .h3, .h4, .h5, .h6, .th: -5
            default: 0
            }
        scores[i] = base + weight(i)
    }

    /// The element around a node, seen through divs that stand for one paragraph.
    private func effective(_ container: Int) -> Int {
        var container = container
        while container > 0, layout.traits[container].contains(.collapsed) {
            container = Int(tree.nodes[container].parent)
        }
        return container
    }

    private mutating func score() {
        for unit in layout.units {
            let start = Int(unit.start)
            guard isKept(start) else { continue }
            var length: Float = 0
            var commas: Int32 = 0
            var i = start
            while i < Int(unit.end) {
                length += sums[i].text
                commas += sums[i].commas
                i = Int(tree.nodes[i].end)
            }
            guard length >= 25 else { continue }
            let points = 2 + Float(commas) + min((length / 100).rounded(.down), 3)
            var ancestor = effective(Int(unit.container))
            for level in 0..<5 where ancestor > 0 || level == 0 {
                guard ancestor >= 0 else { break }
                if scores[ancestor].isNaN { initialise(ancestor) }
                scores[ancestor] += level == 0 ? points : level == 1 ? points / 2 : points / Float(level * 3)
                ancestor = Int(tree.nodes[ancestor].parent)
                if ancestor > 0 { ancestor = effective(ancestor) }
            }
        }
        for i in scores.indices where !scores[i].isNaN { scores[i] *= 1 - sums[i].linkDensity }
    }

    /// Whether neither the node nor anything around it has been left out.
    private func isKept(_ i: Int) -> Bool {
        var node = i
        while node >= 0 {
            if reasons[node] != .kept { return false }
            node = Int(tree.nodes[node].parent)
        }
        return true
    }

    // MARK: Choice

    private mutating func choose() {
        let body = tree.first(.body) ?? 0
        var candidates: [Int] = []
        for i in scores.indices where !scores[i].isNaN {
            var place = candidates.count
            while place > 0, scores[candidates[place - 1]] < scores[i] { place -= 1 }
            if place < 5 {
                candidates.insert(i, at: place)
                if candidates.count > 5 { candidates.removeLast() }
            }
        }
        guard var best = candidates.first, tree.nodes[best].tag != .body, tree.nodes[best].tag != .html else {
            top = body
            roots = [body..<Int(tree.nodes[body].end)]
            return
        }
        best = commonAncestor(of: candidates) ?? best
        if scores[best].isNaN { initialise(best) }
        var parent = Int(tree.nodes[best].parent)
        var last = scores[best]
        let threshold = last / 3
        while parent > 0, tree.nodes[parent].tag != .body {
            if scores[parent].isNaN {
                parent = Int(tree.nodes[parent].parent)
                continue
            }
            if scores[parent] < threshold { break }
            if scores[parent] > last {
                best = parent
                break
            }
            last = scores[parent]
            parent = Int(tree.nodes[parent].parent)
        }
        if let body = namedBody(insteadOf: best) { best = body }
        // An only child stands for the element around it.
        parent = Int(tree.nodes[best].parent)
        while parent > 0, tree.nodes[parent].tag != .body, elementChildren(parent) == 1 {
            best = parent
            parent = Int(tree.nodes[best].parent)
        }
        if scores[best].isNaN { initialise(best) }
        top = best
        roots = neighbours(of: best)
    }

    /// The element named as the article's body, when the best one is neither around it nor inside one: comments, teasers or
    /// the next article of an endless page may be longer. Of several the first that is a third as long as the longest.
    private func namedBody(insteadOf best: Int) -> Int? {
        let bodies = layout.bodies.filter { isKept($0) && sums[$0].linkDensity < 0.4 }
        guard let longest = bodies.map({ sums[$0].text }).max(),
            let first = bodies.first(where: { sums[$0].text * 3 >= longest }), first != best
        else { return nil }
        let isAround = best < first && first < Int(tree.nodes[best].end)
        let isInside = first < best && best < Int(tree.nodes[first].end)
        guard !isAround, !isInside, sums[first].text * 4 >= sums[best].text else { return nil }
        return first
    }

    /// Whether a node is, or stands inside, an element named as the article's body.
    private func isInBody(_ i: Int) -> Bool {
        layout.bodies.contains { $0 <= i && i < Int(tree.nodes[$0].end) }
    }

    private func elementChildren(_ i: Int) -> Int {
        var count = 0
        for child in tree.children(of: i) where tree.nodes[child].tag != .text && reasons[child] == .kept { count += 1 }
        return count
    }

    /// When several elements have about as many points, the one around most of them.
    private func commonAncestor(of candidates: [Int]) -> Int? {
        guard let best = candidates.first else { return nil }
        let rivals = candidates.dropFirst().filter { scores[$0] / scores[best] >= 0.75 }
        guard rivals.count >= 3 else { return nil }
        var parent = Int(tree.nodes[best].parent)
        while parent > 0, tree.nodes[parent].tag != .body {
            let holds = rivals.filter { parent < $0 && $0 < Int(tree.nodes[parent].end) }.count
            if holds >= 3 { return parent }
            parent = Int(tree.nodes[parent].parent)
        }
        return nil
    }

    private func neighbours(of best: Int) -> [Range<Int>] {
        let parent = Int(tree.nodes[best].parent)
        guard parent >= 0 else { return [best..<Int(tree.nodes[best].end)] }
        let threshold = max(10, scores[best] * 0.2)
        let className = tree.attribute(.class, of: best).map { Array($0) } ?? []
        var found: [Range<Int>] = []
        for child in tree.children(of: parent) where reasons[child] == .kept && tree.nodes[child].tag != .text {
            let range = child..<Int(tree.nodes[child].end)
            if child == best {
                found.append(range)
                continue
            }
            var bonus: Float = 0
            if !className.isEmpty, let other = tree.attribute(.class, of: child), other.elementsEqual(className) {
                bonus = scores[best] * 0.2
            }
            if !scores[child].isNaN, scores[child] + bonus >= threshold {
                found.append(range)
            } else if layout.traits[child].contains(.paragraph) {
                let density = sums[child].linkDensity
                let length = sums[child].text
                if length > 80, density < 0.25 {
                    found.append(range)
                } else if length > 0, length < 80, density == 0, endsSentence(child) {
                    found.append(range)
                }
            }
        }
        // Runs of text between the neighbours.
        for unit in layout.units where Int(unit.container) == parent && tree.nodes[Int(unit.start)].tag == .text {
            var length: Float = 0
            for i in Int(unit.start)..<Int(unit.end) { length += layout.lengths[i] }
            if length > 80 { found.append(Int(unit.start)..<Int(unit.end)) }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    func endsSentence(_ i: Int) -> Bool {
        let text = Array(tree.content(of: i, limit: 2000).utf8)
        for (j, byte) in text.enumerated() where byte == UInt8(ascii: ".") {
            if j + 1 == text.count || text[j + 1] == 0x20 { return true }
        }
        return false
    }
}

/// How much of one text stands in another.
enum Similarity {
    /// Share, by length, of the words of `text` that also stand in `other`.
    static func share(of text: String, in other: String) -> Float {
        let words = split(text)
        guard !words.isEmpty else { return 0 }
        let others = Set(split(other))
        guard !others.isEmpty else { return 0 }
        var all = words.count - 1
        var missing = 0
        for word in words {
            all += word.count
            if !others.contains(word) { missing += word.count + 1 }
        }
        return 1 - Float(missing) / Float(max(all, 1))
    }

    private static func split(_ text: String) -> [ArraySlice<UInt8>] {
        Array(text.utf8).split { byte in
            byte < 0x80 && !(97...122).contains(byte) && !(48...57).contains(byte) && !(65...90).contains(byte)
        }
    }
}
