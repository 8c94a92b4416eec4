import Texts

/// A reading's trees with what the rules ask of them: stretches of subtrees, children by relation, subjects.
///
/// Cost: one linear pass to make; each question costs the number of children looked at.
struct Tree {
    let reading: Reading
    let tokens: [Token]
    /// The text's bytes.
    let bytes: [UInt8]
    /// First and last token of each token's subtree.
    private(set) var left: [Int32]
    private(set) var right: [Int32]

    init(_ reading: Reading) {
        self.reading = reading
        tokens = reading.tokens
        bytes = reading.text.utf8
        left = (0..<Int32(reading.tokens.count)).map { $0 }
        right = left
        measure()
    }

    /// Post-order from each root, with a stack of its own: hostile trees are deep.
    private mutating func measure() {
        var order: [Int32] = []
        order.reserveCapacity(tokens.count)
        for (i, token) in tokens.enumerated() where token.head < 0 { order.append(Int32(i)) }
        var next = 0
        while next < order.count, order.count <= tokens.count {
            order.append(contentsOf: reading.dependents(of: Int(order[next])))
            next += 1
        }
        for i in order.reversed() {
            let head = tokens[Int(i)].head
            guard head >= 0 else { continue }
            left[head] = min(left[head], left[Int(i)])
            right[head] = max(right[head], right[Int(i)])
        }
    }

    /// The stretch of a token's subtree.
    func span(_ token: Int) -> Range<Int> { Int(left[token])..<Int(right[token]) + 1 }

    /// Children in order of the text.
    ///
    /// At most 64: more are no language, and a hostile text must not cost more than its length.
    func children(_ token: Int) -> ArraySlice<Int32> { reading.dependents(of: token).prefix(64) }

    /// The first child in a relation.
    func child(_ token: Int, _ relation: Relation) -> Int? {
        for i in children(token) where tokens[Int(i)].relation == relation { return Int(i) }
        return nil
    }

    /// The clause's own subject.
    func ownSubject(_ token: Int) -> Int? {
        for i in children(token) {
            switch tokens[Int(i)].relation {
            case .nsubj, .nsubjPass, .csubj, .csubjPass, .nsubjOuter: return Int(i)
            default: continue
            }
        }
        return nil
    }

    /// Whether the clause is passive.
    func isPassive(_ token: Int) -> Bool {
        for i in children(token) {
            switch tokens[Int(i)].relation {
            case .auxPass, .nsubjPass, .csubjPass: return true
            // A tree without the label: a past participle with "be".
            case .aux where tokens[token].xpos == .vbn && tokens[Int(i)].lemma == "be": return true
            default: continue
            }
        }
        return false
    }

    /// Whether a child word negates ("not", "n't", "never", "no").
    func isNegated(_ token: Int) -> Bool {
        for i in children(token) {
            let child = tokens[Int(i)]
            guard
                child.relation == .advmod || child.relation == .det || child.relation == .ccPreconj
                    || child.relation == .cc
            else { continue }
            switch child.lemma {
            case "not", "never", "n't", "no", "neither", "nor", "hardly": return true
            default: continue
            }
        }
        return false
    }

    /// The subject, borrowed from the governing clause where the clause has none of its own ("said X and added Y",
    /// "…, saying Y", "tried to say"). For a participle behind a noun it is that noun.
    func subject(_ token: Int) -> Int? {
        var clause = token
        for _ in 0..<6 {
            if let own = ownSubject(clause) { return own }
            let head = tokens[clause].head
            guard head >= 0 else { return nil }
            switch tokens[clause].relation {
            case .conj, .xcomp, .advcl, .parataxis, .ccomp:
                if tokens[clause].relation == .ccomp, tokens[clause].xpos != .vbg { return nil }
                clause = head
            case .acl, .aclRelcl:
                return tokens[head].upos == .verb ? nil : head
            default: return nil
            }
        }
        return nil
    }

    /// The preposition(s) in front of a phrase: its `case` or `mark` children.
    func hasMarker(_ token: Int, _ word: String) -> Bool {
        for i in children(token) {
            let child = tokens[Int(i)]
            if child.relation == .case || child.relation == .mark, child.lemma == word { return true }
        }
        return false
    }

    /// The first `case` or `mark` child.
    func marker(_ token: Int) -> Int? {
        for i in children(token) {
            let relation = tokens[Int(i)].relation
            if relation == .case || relation == .mark { return Int(i) }
        }
        return nil
    }

    /// Whether a token's letters are these ASCII bytes, in any case.
    func isForm(_ token: Int, _ word: StaticString) -> Bool {
        let extent = tokens[token].extent
        guard extent.count == word.utf8CodeUnitCount else { return false }
        for k in 0..<extent.count {
            let byte = bytes[extent.start + k]
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower != word.utf8Start[k] { return false }
        }
        return true
    }

    /// The first byte of a token.
    func firstByte(_ token: Int) -> UInt8 {
        let extent = tokens[token].extent
        return extent.isEmpty ? 0 : bytes[extent.start]
    }

    /// Whether a token is a punctuation mark.
    func isPunctuation(_ token: Int) -> Bool { tokens[token].upos == .punct }

    /// The extent of a stretch of tokens.
    func extent(_ range: Range<Int>) -> Extent {
        guard !range.isEmpty else { return Extent(0, 0) }
        return Extent(lower: tokens[range.lowerBound].extent.lower, upper: tokens[range.upperBound - 1].extent.upper)
    }
}
