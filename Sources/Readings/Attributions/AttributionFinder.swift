import Texts

/// One attribution while it is being put together: stretches of tokens.
struct AttributionDraft {
    var cueHead: Int
    var cue: Range<Int>
    var source: Range<Int>?
    var sourceHead: Int?
    var content: [Range<Int>]
    var group: CueLexicon.Class
    var denies: Bool
    var rule: String
    /// Whether a quotation was given to it by its marks.
    var hasQuote = false
}

/// Finds the attributions of one document: cues by their trees first, then quotations by their marks.
struct AttributionFinder {
    let tree: Tree
    let lexicons: AttributionLexicons
    let quotes: [Quote]
    /// Quotation each token stands in; -1 outside.
    var quoteOf: [Int32]
    /// Name each token stands in; -1 outside.
    let nameOf: [Int32]
    /// The sentence being read.
    var sentence: Range<Int> = 0..<0
    /// The first draft of the sentence being read.
    var sentenceDrafts = 0
    var drafts: [AttributionDraft] = []

    var reading: Reading { tree.reading }
    var tokens: [Token] { tree.tokens }

    init(_ reading: Reading, _ lexicons: AttributionLexicons) {
        tree = Tree(reading)
        self.lexicons = lexicons
        quotes = QuoteFinder.find(reading)
        var nameOf = [Int32](repeating: -1, count: reading.tokens.count)
        for (i, name) in reading.names.enumerated() {
            for token in name.tokens { nameOf[token] = Int32(i) }
        }
        self.nameOf = nameOf
        quoteOf = [Int32](repeating: -1, count: reading.tokens.count)
        for (i, quote) in quotes.enumerated() {
            for token in quote.tokens { quoteOf[token] = Int32(i) }
        }
    }

    /// All drafts in order of their cue.
    mutating func find() -> [AttributionDraft] {
        for sentence in reading.sentences {
            self.sentence = sentence.tokens
            sentenceDrafts = drafts.count
            for token in sentence.tokens { readCue(token) }
            readColon(sentence)
        }
        readQuotes()
        return settle()
    }

    private mutating func readCue(_ token: Int) {
        let word = tokens[token]
        switch word.upos {
        case .verb, .aux, .noun, .adj, .adv: break
        case .adp, .sconj, .propn:
            readPhrase(token)
            return
        default: return
        }
        if word.upos == .verb || word.upos == .adv { readPhrase(token) }
        switch word.upos {
        case .verb: if let cue = lexicons.cues.verb(word.lemma) { readVerb(token, cue) }
        case .noun:
            if word.xpos == .nns, tree.ownSubject(token) != nil, tree.child(token, .cop) == nil,
                let cue = lexicons.cues.verb(word.lemma)
            {
                // "The Courier reports:" taken for a noun.
                readVerb(token, cue)
            } else if let cue = lexicons.cues.noun(word.lemma) {
                readNoun(token, cue)
            }
        case .adj: if let cue = lexicons.cues.adjective(word.lemma) { readAdjective(token, cue) }
        case .adv: if let cue = lexicons.cues.adverb(word.lemma) { readAdverb(token, cue) }
        default: break
        }
    }

    // MARK: stretches

    /// Trims punctuation off the edges of a stretch, keeping the marks of quotations that lie inside it whole.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        // More than 32 marks in a row are no language; a hostile text must not cost more than its length.
        let (highest, lowest) = (lower + 32, upper - 32)
        while lower < min(upper, highest), tree.isPunctuation(lower) {
            let quote = quoteOf[lower]
            if quote >= 0, quotes[Int(quote)].tokens.lowerBound == lower, quotes[Int(quote)].tokens.upperBound <= upper
            {
                break
            }
            if isBracket(lower) { break }
            lower += 1
        }
        while upper > max(lower, lowest), tree.isPunctuation(upper - 1) {
            let quote = quoteOf[upper - 1]
            if quote >= 0, quotes[Int(quote)].tokens.upperBound == upper, quotes[Int(quote)].isClosed {
                if quotes[Int(quote)].tokens.lowerBound >= lower { break }
                // The quotation opens before the stretch: its closing mark is not ours, unless the opening touches.
                if quotes[Int(quote)].tokens.lowerBound == lower - 1 {
                    lower -= 1
                    break
                }
            }
            if isBracket(upper - 1) || tree.isForm(upper - 1, "%") { break }
            upper -= 1
        }
        return lower..<upper
    }

    private func isBracket(_ token: Int) -> Bool {
        let byte = tree.firstByte(token)
        return byte == 0x28 || byte == 0x29 || byte == 0x5B || byte == 0x5D
    }

    /// A stretch without a hole, trimmed; empty parts are left out.
    func parts(_ range: Range<Int>, without hole: Range<Int>) -> [Range<Int>] {
        guard hole.overlaps(range) else {
            let part = trimmed(range)
            return part.isEmpty ? [] : [part]
        }
        var parts: [Range<Int>] = []
        if range.lowerBound < hole.lowerBound {
            let part = trimmed(range.lowerBound..<hole.lowerBound)
            if !part.isEmpty { parts.append(part) }
        }
        if hole.upperBound < range.upperBound {
            let part = trimmed(hole.upperBound..<range.upperBound)
            if !part.isEmpty { parts.append(part) }
        }
        return parts
    }

    /// The verb group around a cue: auxiliaries, negation, adverbs before it, particle and preposition behind it.
    func group(_ token: Int, preposition: Int? = nil) -> Range<Int> {
        var lower = token
        let floor = max(sentence.lowerBound, token - 8)
        while lower > floor {
            let before = tokens[lower - 1]
            guard before.head == token else { break }
            switch before.relation {
            case .aux, .auxPass, .cop: break
            case .advmod where before.xpos != .wrb: break
            default:
                return lower..<groupEnd(token, preposition)
            }
            lower -= 1
        }
        return lower..<groupEnd(token, preposition)
    }

    private func groupEnd(_ token: Int, _ preposition: Int?) -> Int {
        var upper = token + 1
        if upper < sentence.upperBound, tokens[upper].head == token, tokens[upper].relation == .compoundPrt {
            upper += 1
        }
        if let preposition, preposition == upper { upper += 1 }
        return upper
    }

    /// The stretch of a source: the whole phrase, cut so that it does not hold the cue.
    func sourceSpan(_ head: Int, without cue: Range<Int>) -> Range<Int> {
        var range = tree.span(head)
        if range.overlaps(cue) {
            // A cue of several words may reach beyond the phrase.
            range =
                head < cue.lowerBound
                ? range.lowerBound..<max(range.lowerBound, cue.lowerBound)
                : min(cue.upperBound, range.upperBound)..<range.upperBound
            if !range.contains(head) { range = head..<head + 1 }
        }
        // A preposition in front belongs to the clause.
        var lower = range.lowerBound
        while lower < head, tokens[lower].head == head,
            tokens[lower].relation == .case || tokens[lower].relation == .mark || tokens[lower].relation == .cc
        {
            lower += 1
        }
        return trimmedSource(lower..<range.upperBound)
    }

    private func trimmedSource(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, tree.isPunctuation(lower) { lower += 1 }
        while upper > lower, tree.isPunctuation(upper - 1) {
            if isBracket(upper - 1) { break }
            upper -= 1
        }
        return lower..<upper
    }

    /// A source without the sign of a list before it: "• Local officials". Quotation marks and brackets stay.
    private func withoutMark(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        while lower < range.upperBound - 1, isListMark(tokens[lower].extent) { lower += 1 }
        return lower..<range.upperBound
    }

    /// Whether a token is a sign that opens a line of a list: * - · • ‣ – — and the geometric shapes (■ ▪ ► ● ◦).
    private func isListMark(_ extent: Extent) -> Bool {
        let bytes = reading.text.utf8
        switch extent.count {
        case 1: return bytes[extent.start] == UInt8(ascii: "*") || bytes[extent.start] == UInt8(ascii: "-")
        case 2: return bytes[extent.start] == 0xC2 && bytes[extent.start + 1] == 0xB7
        case 3:
            switch (bytes[extent.start], bytes[extent.start + 1], bytes[extent.start + 2]) {
            case (0xE2, 0x80, 0xA2), (0xE2, 0x80, 0xA3), (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94): return true
            case (0xE2, 0x96, _), (0xE2, 0x97, _): return true
            default: return false
            }
        default: return false
        }
    }

    /// Adds a draft when it has content.
    mutating func add(
        cueHead: Int, cue: Range<Int>, sourceHead: Int?, sourceRange: Range<Int>? = nil, content: [Range<Int>],
        like entry: CueLexicon.Cue, rule: String
    ) {
        guard !content.isEmpty else { return }
        let source = (sourceRange ?? sourceHead.map { sourceSpan($0, without: cue) }).map { withoutMark($0) }
        drafts.append(
            AttributionDraft(
                cueHead: cueHead, cue: cue, source: source.flatMap { $0.isEmpty ? nil : $0 }, sourceHead: sourceHead,
                content: content, group: entry.group, denies: entry.denies, rule: rule))
    }
}
