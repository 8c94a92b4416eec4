public import Documents
public import Texts

/// Everything read off one document. Indexes in one list point into the other lists of the same reading.
public struct Reading: Sendable {
    /// The document; all extents count in its text.
    public private(set) var document: Document
    /// Sentences in order.
    public var sentences: [Sentence] = []
    /// Words of all sentences, in order.
    public var tokens: [Token] = []
    /// Names in order.
    public var names: [Name] = []
    /// Who and what the names mean, in order of first mention.
    public var entities: [Entity] = []
    /// Pronouns and roles that mean one of the entities, in order.
    public var references: [Reference] = []
    /// Time expressions in order.
    public var times: [TimeExpression] = []
    /// Places in order.
    public var places: [Place] = []
    /// Quantities in order.
    public var quantities: [Quantity] = []
    /// Attributions in order of their cue.
    public var attributions: [Attribution] = []
    /// Claims in order of their predicate.
    public var claims: [Claim] = []
    /// Dependents of all tokens, grouped by head; token i's stand at `dependentStarts[i]..<dependentStarts[i + 1]`.
    private var dependentList: [Int32] = []
    private var dependentStarts: [Int32] = []

    /// A reading in which nothing has been read yet.
    public init(_ document: Document) { self.document = document }

    /// The same reading of the document under another id.
    public func renamed(_ id: String) -> Reading {
        var reading = self
        reading.document.id = id
        return reading
    }

    /// The text that extents count in.
    public var text: Text { document.text }

    /// A token's own letters.
    public func form(_ token: Int) -> String { document.text[tokens[token].extent] }

    /// Indexes of the tokens that depend on a token, in order of the text.
    public func dependents(of token: Int) -> ArraySlice<Int32> {
        guard token + 1 < dependentStarts.count else { return [] }
        return dependentList[Int(dependentStarts[token])..<Int(dependentStarts[token + 1])]
    }

    /// Groups the tokens by head, so that `dependents(of:)` can answer. Call it again when heads change. Linear.
    public mutating func linkDependents() {
        var starts = [Int32](repeating: 0, count: tokens.count + 1)
        for token in tokens where token.head >= 0 { starts[token.head + 1] += 1 }
        for i in 0..<tokens.count { starts[i + 1] += starts[i] }
        var next = starts
        var list = [Int32](repeating: 0, count: Int(starts.last ?? 0))
        for (i, token) in tokens.enumerated() where token.head >= 0 {
            list[Int(next[token.head])] = Int32(i)
            next[token.head] += 1
        }
        dependentStarts = starts
        dependentList = list
    }

    /// Indexes of the tokens that lie in an extent.
    public func tokens(in extent: Extent) -> Range<Int> {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].extent.lower < extent.lower { low = middle + 1 } else { high = middle }
        }
        var upper = low
        while upper < tokens.count, tokens[upper].extent.upper <= extent.upper { upper += 1 }
        return low..<upper
    }

    /// Index of the sentence that holds a token.
    public func sentence(ofToken token: Int) -> Int? {
        var low = 0
        var high = sentences.count
        while low < high {
            let middle = (low + high) / 2
            if sentences[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
        }
        return low < sentences.count && sentences[low].tokens.contains(token) ? low : nil
    }
}
