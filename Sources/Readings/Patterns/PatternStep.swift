/// An element of a compiled rule as matching reads it: a few bytes, nothing counted, one after the other in one array.
struct PatternStep {
    enum Kind: UInt8 {
        case word, words, wordClass, figure, number, category
    }

    var kind: Kind
    var isOptional: Bool
    var inSpan: Bool
    var needsCapital: Bool
    var isGlued: Bool
    /// The form of a figure.
    var form = PatternElement.Figure.int
    /// The word, the class or the category.
    var index: Int32 = -1
    /// Where the words of a choice stand in the set's pool.
    var lower: Int32 = 0
    var upper: Int32 = 0

    /// Lays an element out; the words of a choice go into `pool`.
    init(_ element: PatternElement, pool: inout [Int32]) {
        isOptional = element.isOptional
        inSpan = element.inSpan
        needsCapital = element.needsCapital
        isGlued = element.isGlued
        switch element.kind {
        case .words(let words) where words.count == 1:
            kind = .word
            index = words[0]
        case .words(let words):
            kind = .words
            lower = Int32(pool.count)
            pool += words
            upper = Int32(pool.count)
        case .wordClass(let `class`):
            kind = .wordClass
            index = Int32(`class`)
        case .figure(let form):
            kind = .figure
            self.form = form
        case .number: kind = .number
        case .category(let category):
            kind = .category
            index = Int32(category)
        }
    }
}
