/// What the words beside a cue show when the tree does not: a subject next to it, a clause behind or before it.
extension AttributionFinder {
    /// The source of a verb: its subject in the tree when that can be one, else the phrase beside it.
    func source(of verb: Int, _ words: Range<Int>) -> (head: Int, range: Range<Int>)? {
        let own = tree.ownSubject(verb)
        if let own, canSpeak(own, for: verb) { return (own, sourceSpan(own, without: words)) }
        // A finite verb without a subject of its own has it beside it, unless it is coordinated or a participle.
        let isFinite = tokens[verb].xpos == .vbd || tokens[verb].xpos == .vbz || tokens[verb].xpos == .vbp
        if isFinite || own != nil {
            if let range = phrase(endingAt: words.lowerBound) { return (head(of: range), range) }
            if own != nil || tokens[verb].relation != .conj, isInverted(verb),
                let range = phrase(startingAt: words.upperBound)
            {
                return (head(of: range), range)
            }
        }
        guard own == nil, let subject = tree.subject(verb), canSpeak(subject, for: verb) else { return nil }
        return (subject, sourceSpan(subject, without: words))
    }

    private func canSpeak(_ subject: Int, for verb: Int) -> Bool {
        switch tokens[subject].upos {
        case .noun, .propn, .pron, .num, .det, .adj, .x, .sym: break
        default: return false
        }
        return quoteOf[subject] == quoteOf[verb] || quoteOf[verb] >= 0
    }

    /// Whether the subject may follow: a comma or quotation stands before the verb, or it starts its sentence.
    private func isInverted(_ verb: Int) -> Bool {
        verb > sentence.lowerBound && (tree.firstByte(verb - 1) == 0x2C || quoteOf[verb - 1] >= 0)
    }

    /// The noun phrase that ends right before a position, with an apposition between commas.
    func phrase(endingAt end: Int) -> Range<Int>? {
        var last = end - 1
        guard last >= sentence.lowerBound else { return nil }
        var upper = end
        if tree.firstByte(last) == 0x2C, tokens[last].upos == .punct {
            // "Ana Oru, head of the bank, said": back to the comma behind a name.
            var comma = last - 1
            let floor = max(sentence.lowerBound, last - 24)
            while comma > floor, tree.firstByte(comma) != 0x2C || tokens[comma].upos != .punct {
                if quoteOf[comma] >= 0 { return nil }
                comma -= 1
            }
            guard comma > floor, tokens[comma - 1].upos == .propn || tokens[comma - 1].upos == .noun else { return nil }
            upper = last
            last = comma - 1
        }
        guard let first = phraseStart(last) else { return nil }
        return first..<upper
    }

    private func phraseStart(_ last: Int) -> Int? {
        guard quoteOf[last] < 0 else { return nil }
        switch tokens[last].upos {
        case .pron:
            switch tokens[last].xpos {
            case .prp, .wp, .dt, .nn: return last
            default: return nil
            }
        case .propn, .noun: break
        default: return nil
        }
        var first = last
        let floor = max(sentence.lowerBound, last - 16)
        while first > floor, quoteOf[first - 1] < 0 {
            let before = tokens[first - 1]
            switch before.upos {
            case .propn, .noun, .adj, .num: first -= 1
            case .det: return first - 1
            case .part where before.xpos == .pos: first -= 1
            case .pron where before.xpos == .prpPossessive: return first - 1
            case .adp
            where first - 2 >= floor && (before.lemma == "of" || before.lemma == "for") && isNominal(first - 2):
                first -= 1
            default: return first
            }
        }
        return first
    }

    private func isNominal(_ token: Int) -> Bool { tokens[token].upos == .noun || tokens[token].upos == .propn }

    /// The noun phrase that starts at a position.
    func phrase(startingAt start: Int) -> Range<Int>? {
        var upper = start
        var sawNoun = false
        let limit = min(sentence.upperBound, start + 16)
        while upper < limit, quoteOf[upper] < 0 {
            let token = tokens[upper]
            switch token.upos {
            case .propn, .noun: sawNoun = true
            case .pron: return upper == start && token.xpos == .prp ? start..<start + 1 : nil
            case .det, .adj, .num: break
            case .part where token.xpos == .pos: break
            case .adp where sawNoun && (token.lemma == "of" || token.lemma == "for"): break
            default: return sawNoun ? start..<upper : nil
            }
            upper += 1
        }
        return sawNoun ? start..<upper : nil
    }

    /// The head of a phrase by its words: the token whose head lies outside, else the last noun before a preposition.
    private func head(of range: Range<Int>) -> Int {
        for token in range where isNominal(token) || tokens[token].upos == .pron {
            if !range.contains(tokens[token].head) { return token }
        }
        return range.upperBound - 1
    }

    /// A speaking verb for which the tree has no content: the clause behind it, or before it at the end of a sentence.
    mutating func readSurface(
        _ verb: Int, _ cue: CueLexicon.Cue, _ words: Range<Int>, _ subject: (head: Int, range: Range<Int>)?
    ) -> Bool {
        guard let subject, cue.frames.contains(.clause), !cue.frames.contains(.object) || tree.child(verb, .obj) == nil,
            cue.group == .say || cue.group == .report, quoteOf[verb] < 0
        else { return false }
        let floor = tokens[verb].xpos
        guard floor == .vbd || floor == .vbz || floor == .vbp || floor == .vbg || floor == .vbn else { return false }
        let edge = min(subject.range.lowerBound, words.lowerBound)
        let end = max(subject.range.upperBound, words.upperBound)
        // "…, X said." and "…, said X, …": what stands before.
        if edge > sentence.lowerBound + 2, tree.firstByte(edge - 1) == 0x2C || quoteOf[edge - 1] >= 0,
            !hasClause(end..<sentence.upperBound)
                || end < sentence.upperBound && tree.firstByte(end) == 0x2C
        {
            var content = trimmed(sentence.lowerBound..<edge)
            if tokens[content.isEmpty ? sentence.lowerBound : content.lowerBound].upos == .cconj {
                content = trimmed(content.lowerBound + 1..<max(content.upperBound, content.lowerBound + 1))
            }
            guard !content.isEmpty, hasClause(content) else { return false }
            add(
                cueHead: verb, cue: words, sourceHead: subject.head, sourceRange: subject.range, content: [content],
                like: cue,
                rule: "surface.before")
            return true
        }
        // "X said (that) …": what stands behind, when it holds a finite verb.
        guard subject.range.upperBound <= words.lowerBound, words.upperBound < sentence.upperBound else { return false }
        switch tokens[words.upperBound].upos {
        case .adp, .cconj, .adv: return false
        default: break
        }
        let content = trimmed(words.upperBound..<sentence.upperBound)
        guard hasClause(content) else { return false }
        add(
            cueHead: verb, cue: words, sourceHead: subject.head, sourceRange: subject.range, content: [content],
            like: cue,
            rule: "surface.behind")
        return true
    }

    private func hasClause(_ range: Range<Int>) -> Bool {
        range.prefix(40).contains { token in
            switch tokens[token].xpos {
            case .vbd, .vbz, .vbp, .md: true
            default: false
            }
        }
    }
}
