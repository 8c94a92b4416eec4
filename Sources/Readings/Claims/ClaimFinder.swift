import Lexicons
import Moments
import Texts

/// Reads the claims of one document off its trees.
struct ClaimFinder {
    let tree: Tree
    let lexicons: ClaimLexicons
    /// Name each token stands in; -1 outside.
    let nameOf: [Int32]
    /// Entity by head token, for pronouns and roles.
    let referents: [Int: Int]
    /// The innermost attribution content each token stands in; -1 outside; an index into `contents`.
    let contents: AttributedContents
    /// The predicate whose clause each token stands in; -1 outside.
    var clauseOf: [Int32]
    /// The event noun in whose phrase each token stands; -1 outside.
    var nounOf: [Int32]
    var claims: [Claim] = []
    /// Index of the claim made for a predicate token.
    var claimOf: [Int32]

    var reading: Reading { tree.reading }
    var tokens: [Token] { tree.tokens }

    init(_ reading: Reading, _ lexicons: ClaimLexicons) {
        tree = Tree(reading)
        self.lexicons = lexicons
        var nameOf = [Int32](repeating: -1, count: reading.tokens.count)
        for (i, name) in reading.names.enumerated() {
            for token in name.tokens { nameOf[token] = Int32(i) }
        }
        self.nameOf = nameOf
        var referents: [Int: Int] = [:]
        for reference in reading.references { referents[reference.token] = reference.entity }
        self.referents = referents
        contents = AttributedContents(reading)
        clauseOf = [Int32](repeating: -1, count: reading.tokens.count)
        nounOf = clauseOf
        claimOf = clauseOf
    }

    mutating func find() -> [Claim] {
        for (i, sentence) in reading.sentences.enumerated() where sentence.kind == .sentence {
            guard !isQuestion(sentence.tokens) else { continue }
            for token in sentence.tokens { readPredicate(token, sentence: i) }
        }
        markClauses()
        linkFindings()
        for i in claims.indices { claims[i].background = background(of: claims[i]) }
        return claims
    }

    /// A sentence that ends in a question mark asserts nothing.
    private func isQuestion(_ words: Range<Int>) -> Bool {
        var last = words.upperBound - 1
        while last >= words.lowerBound, tree.isPunctuation(last) {
            if tree.firstByte(last) == 0x3F { return true }
            last -= 1
        }
        return false
    }

    private mutating func readPredicate(_ token: Int, sentence: Int) {
        let word = tokens[token]
        switch word.upos {
        case .verb: readVerb(token, sentence: sentence)
        case .adj, .noun, .propn, .num:
            if tree.child(token, .cop) != nil {
                readCopula(token, sentence: sentence)
            } else if word.upos == .noun {
                readNoun(token, sentence: sentence)
            }
        default: return
        }
    }

    // MARK: clauses

    /// For each token the predicate it belongs to: itself, or its head's.
    private mutating func markClauses() {
        var order: [Int32] = []
        order.reserveCapacity(tokens.count)
        for (i, token) in tokens.enumerated() where token.head < 0 { order.append(Int32(i)) }
        var next = 0
        while next < order.count, next < tokens.count {
            let i = Int(order[next])
            let head = tokens[i].head
            let claim = claimOf[i]
            let isNoun = claim >= 0 && claims[Int(claim)].rule.hasPrefix("noun")
            if claim >= 0, !isNoun {
                clauseOf[i] = Int32(i)
            } else if head >= 0, !startsClause(i) {
                clauseOf[i] = clauseOf[head]
            }
            if isNoun {
                nounOf[i] = Int32(i)
            } else if head >= 0, clauseOf[i] == clauseOf[head] {
                nounOf[i] = nounOf[head]
            }
            order.append(contentsOf: tree.children(i))
            next += 1
        }
    }

    /// Whether a word heads a clause of its own, even when no claim was made of it.
    private func startsClause(_ token: Int) -> Bool {
        switch tokens[token].relation {
        case .ccomp, .parataxis, .advcl, .aclRelcl, .csubj: tokens[token].upos == .verb || tokens[token].upos == .aux
        default: false
        }
    }

    private mutating func linkFindings() {
        var cursor = 0
        func token(at extent: Extent) -> Int? {
            // Findings are sorted by start, but three lists follow each other: restart when going back.
            if cursor >= tokens.count || (cursor > 0 && tokens[cursor].extent.start > extent.start) { cursor = 0 }
            if cursor == 0, extent.start > 0 { cursor = firstToken(endingAfter: extent.start) }
            while cursor < tokens.count, tokens[cursor].extent.end <= extent.start { cursor += 1 }
            return cursor < tokens.count && tokens[cursor].extent.start < extent.end ? cursor : nil
        }
        func owners(_ token: Int) -> [Int] {
            var found: [Int] = []
            for owner in [clauseOf[token], nounOf[token]] where owner >= 0 {
                let claim = Int(claimOf[Int(owner)])
                if claim >= 0 { found.append(claim) }
            }
            return found
        }
        for (i, place) in reading.places.enumerated() where place.role == .place {
            guard let token = token(at: place.extent) else { continue }
            for claim in owners(token) { claims[claim].places.append(i) }
        }
        for (i, time) in reading.times.enumerated() {
            guard let token = token(at: time.extent) else { continue }
            for claim in owners(token) where time.precision != .year || dates(i, token, claims[claim].predicateToken) {
                claims[claim].times.append(i)
            }
        }
        for (i, quantity) in reading.quantities.enumerated() {
            guard let token = quantity.counted ?? token(at: quantity.extent), token < tokens.count else { continue }
            for claim in owners(token) { claims[claim].quantities.append(i) }
        }
        // A coordinated verb without a subject, time or place of its own shares those of the first.
        for i in claims.indices {
            let token = claims[i].predicateToken
            guard tokens[token].relation == .conj, tokens[token].head >= 0, tree.ownSubject(token) == nil else {
                continue
            }
            let first = Int(claimOf[tokens[token].head])
            guard first >= 0, first != i else { continue }
            if claims[i].times.isEmpty {
                claims[i].times = claims[first].times.filter {
                    reading.times[$0].extent.start < claims[i].predicate.start
                }
            }
            if claims[i].places.isEmpty {
                claims[i].places = claims[first].places.filter {
                    reading.places[$0].extent.start < claims[i].predicate.start
                }
            }
        }
    }

    /// Whether a year says when something was, rather than which: "revealed details of the 2014 operation" was not in 2014, but "the 2010 quake
    /// killed 200" and "was hurt in the 2010 quake" were.
    private func dates(_ time: Int, _ token: Int, _ predicate: Int) -> Bool {
        let extent = reading.times[time].extent
        var at = token
        var noun: Int?
        for _ in 0..<12 {
            let head = tokens[at].head
            guard head >= 0, head != predicate else { break }
            if !extent.contains(tokens[head].extent), tokens[head].upos == .noun || tokens[head].upos == .propn {
                // Above the noun that the year belongs to another: "details of the operation".
                guard noun == nil else { return false }
                noun = head
            }
            at = head
        }
        guard let noun, noun == at, tokens[at].head == predicate else { return true }
        switch tokens[noun].relation {
        case .obj, .iobj, .xcomp: return false
        case .obl:
            guard let marker = tree.child(noun, .case) else { return true }
            return tokens[marker].lemma == "in" || tokens[marker].lemma == "during" || tokens[marker].lemma == "after"
        default: return true
        }
    }

    private func firstToken(endingAfter position: Int) -> Int {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].extent.end <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
