import Documents
import Texts

extension ReadingEncoder {
    /// Words: surprises of their extents, of the words of writing they belong to, tags, relations, heads, surprises of lemmas.
    mutating func writeTokens() {
        let tokens = reading.tokens
        out.number(tokens.count)
        var list = ExceptionList()
        var end = 0
        for (i, token) in tokens.enumerated() {
            let expected = forecast.word(after: end)
            if token.extent.lower > token.extent.upper || token.extent.end > text.count {
                fits = false
                return
            }
            end = token.extent.end
            if token.extent != expected { list.add(i, expected, token.extent) }
        }
        list.write(to: &out)
        list = ExceptionList()
        let surfaces = Self.surfaces(tokens, forecast)
        for (i, token) in tokens.enumerated() where token.surface != surfaces[i] {
            if token.surface.lower > token.surface.upper || token.surface.end > text.count { fits = false }
            list.add(i, surfaces[i], token.surface)
        }
        list.write(to: &out)
        var numbers: [UInt8] = []
        numbers.reserveCapacity(tokens.count)
        for token in tokens { numbers.append(TagCode.pairNumbers[TagCode.key(token.xpos, token.upos)]) }
        out.append(numbers)
        for (i, token) in tokens.enumerated() where numbers[i] == TagCode.other {
            out.byte(token.xpos.rawValue)
            out.byte(token.upos.rawValue)
        }
        for (i, token) in tokens.enumerated() {
            let number = TagCode.number(of: token.relation, expected: Self.expectedRelation(numbers[i]))
            if number == nil { fits = false }
            out.byte(number ?? 0)
        }
        for (i, token) in tokens.enumerated() {
            if token.head < -1 || token.head >= tokens.count || token.head == i { fits = false }
            out.number(token.head < 0 ? 0 : CodeWriter.folded(token.head - i))
        }
        if !ReadingCode.isForest(tokens.map(\.head)) { fits = false }
        writeLemmas()
    }

    /// What words of writing are expected: a word itself, or it with those that hang on it.
    static func surfaces(_ tokens: [Token], _ forecast: WordForecast) -> [Extent] {
        var surfaces = tokens.map(\.extent)
        var first = 0
        while first < tokens.count {
            var end = first + 1
            while end < tokens.count, tokens[end].extent.lower == tokens[end - 1].extent.upper,
                forecast.isClitic(tokens[end].extent)
            { end += 1 }
            if end > first + 1 {
                let whole = Extent(lower: tokens[first].extent.lower, upper: tokens[end - 1].extent.upper)
                for k in first..<end { surfaces[k] = whole }
            }
            first = end
        }
        return surfaces
    }

    static func expectedRelation(_ pair: UInt8) -> Relation {
        pair == TagCode.other ? .dep : TagCode.pairs[Int(pair)].relation
    }

    private mutating func writeLemmas() {
        var exceptions: [(token: Int, code: Int)] = []
        for (i, token) in reading.tokens.enumerated() {
            let form = text[token.extent.range]
            let expected = LemmaCode.expected(token.xpos, form)
            var lemma = token.lemma
            let rule = lemma.withUTF8 { lemma -> Int? in
                if LemmaCode.matches(lemma, form, rule: expected) { return expected }
                return LemmaCode.rules.indices.first { LemmaCode.matches(lemma, form, rule: $0) }
            }
            if rule != nil { made += form.count + 2 }
            if rule == expected { continue }
            exceptions.append((i, rule.map { 2 * $0 + 1 } ?? 2 * strings.number(of: lemma)))
        }
        out.number(exceptions.count)
        var next = 0
        for (token, code) in exceptions {
            out.number(token - next)
            out.number(code)
            next = token + 1
        }
    }

    mutating func writeSentences() {
        let sentences = reading.sentences
        out.number(sentences.count)
        var next = 0
        var block = 0
        for sentence in sentences {
            let tokens = sentence.tokens
            if tokens.lowerBound < 0 || tokens.upperBound > reading.tokens.count {
                fits = false
                return
            }
            let expected = Self.extent(of: tokens, reading.tokens)
            var flags = code(sentence.kind, ReadingCode.sentenceKinds)
            if tokens.lowerBound != next { flags |= 8 }
            if sentence.extent != expected { flags |= 16 }
            if sentence.block != block { flags |= 32 }
            if sentence.block < 0 || sentence.block >= max(1, reading.document.blocks.count) { fits = false }
            out.number(flags)
            if tokens.lowerBound != next { out.signed(tokens.lowerBound - next) }
            out.number(tokens.count)
            var near = tokens.lowerBound
            if sentence.extent != expected { extent(sentence.extent, near: &near) }
            if sentence.block != block { out.signed(sentence.block - block) }
            next = tokens.upperBound
            block = sentence.block
        }
    }

    /// From the first word to the last.
    static func extent(of tokens: Range<Int>, _ all: [Token]) -> Extent {
        guard let first = tokens.first, let last = tokens.last, last < all.count else { return Extent(0, 0) }
        return Extent(lower: all[first].extent.lower, upper: all[last].extent.upper)
    }
}

/// Words whose extents are not as expected, and how they differ.
struct ExceptionList {
    private var entries: [(token: Int, lower: Int, upper: Int)] = []

    mutating func add(_ token: Int, _ expected: Extent, _ extent: Extent) {
        entries.append((token, extent.start - expected.start, extent.end - expected.end))
    }

    func write(to out: inout CodeWriter) {
        out.number(entries.count)
        var last = 0
        for entry in entries {
            out.number(entry.token - last)
            out.signed(entry.lower)
            out.signed(entry.upper)
            last = entry.token
        }
    }
}
