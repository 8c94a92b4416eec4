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
    private(set) var title: [Similarity.Words]
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
        var seen: Set<String> = []
        // Cut as headings are: each word of a heading is looked for among all of a title's.
        title = titles.map { String(decoding: $0.utf8.prefix(Self.longestTitle), as: UTF8.self) }
            .filter { seen.insert($0).inserted }.map { Similarity.Words($0) }
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

    /// How much of a title or heading is compared, in bytes.
    static let longestTitle = 1000

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
}
