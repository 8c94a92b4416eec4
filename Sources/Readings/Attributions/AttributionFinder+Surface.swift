import Lexicons

/// What the words beside a cue show when the tree does not: a subject next to it, a clause behind or before it.
extension AttributionFinder {
    /// The source of a verb: its subject in the tree when that can be one, else the phrase beside it.
    func source(of verb: Int, _ words: Range<Int>) -> (head: Int, range: Range<Int>)? {
        let own = subjectBeside(verb, words)
        if let own, canSpeak(own, for: verb) { return (own, withApposition(sourceSpan(own, without: words), words)) }
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
        // "quoted the mayor as saying": the mayor's words.
        let governor = tokens[verb].head
        if own == nil, governor >= 0, governor < verb,
            tokens[governor].lemma == "quote" || tokens[governor].lemma == "cite",
            !tree.isPassive(governor), tree.hasMarker(verb, "as"), let quoted = tree.child(governor, .obj),
            quoted < verb
        {
            return (quoted, sourceSpan(quoted, without: words))
        }
        // "Asked about the dam, she left": she was asked.
        if tokens[verb].xpos == .vbn, tokens[verb].relation == .advcl, tree.child(verb, .aux) == nil { return nil }
        guard own == nil, var subject = tree.subject(verb), canSpeak(subject, for: verb) else { return nil }
        if tokens[verb].relation == .acl, tokens[verb].xpos == .vbg, !maySpeak(subject, .think),
            tokens[subject].head >= 0, let sender = tree.subject(tokens[subject].head), canSpeak(sender, for: verb)
        {
            // "Oru sent a letter urging …": not the letter but who sent it.
            subject = sender
        }
        return (subject, sourceSpan(subject, without: words))
    }

    /// The clause's own subject; of two before the verb ("The officer …, police said") the one that touches it.
    private func subjectBeside(_ verb: Int, _ words: Range<Int>) -> Int? {
        var subject: Int?
        for child in tree.children(verb) {
            let i = Int(child)
            switch tokens[i].relation {
            case .nsubj, .nsubjPass:
                if subject == nil || i < verb && tree.span(i).upperBound == words.lowerBound { subject = i }
            case .csubj, .csubjPass, .nsubjOuter: subject = subject ?? i
            default: continue
            }
        }
        return subject
    }

    /// A source with what stands between commas behind it: "Ana Oru, a former mayor, said".
    private func withApposition(_ source: Range<Int>, _ words: Range<Int>) -> Range<Int> {
        let end = words.lowerBound
        guard source.upperBound + 2 < end, end - source.upperBound <= 24, tree.firstByte(end - 1) == 0x2C,
            tree.firstByte(source.upperBound) == 0x2C
        else { return source }
        for token in source.upperBound..<end where quoteOf[token] >= 0 { return source }
        return source.lowerBound..<end - 1
    }

    /// Whether the head of a source can mean somebody who wants, asks, judges: a person, a group, for words also a document.
    func maySpeak(_ head: Int, _ group: CueLexicon.Class) -> Bool {
        let head = SourceReading.antecedent(of: head, tree) ?? head
        if nameOf[head] >= 0 { return true }
        let word = tokens[head]
        switch word.upos {
        case .pron, .det:
            switch word.lemma {
            case "it", "this", "that", "these", "those", "which", "what", "there", "everything", "nothing", "something":
                return false
            default: return true
            }
        case .noun:
            guard let kind = lexicons.nouns[word.lemma] else { return isAgentNoun(word.lemma) }
            if kind != "document" { return true }
            switch group {
            case .say, .report, .deny, .demand, .praise, .criticise, .support: return true
            default: return false
            }
        default: return true
        }
    }

    /// "campaigner", "seismologist", "politician": nouns that name people by their ending.
    private func isAgentNoun(_ lemma: String) -> Bool {
        guard lemma.utf8.count > 5 else { return false }
        return lemma.hasSuffix("er") || lemma.hasSuffix("or") || lemma.hasSuffix("ist") || lemma.hasSuffix("ian")
            || lemma.hasSuffix("man") || lemma.hasSuffix("ee")
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
            guard comma > floor else { return nil }
            upper = last
            last = beforeBrackets(comma - 1)
            guard last >= sentence.lowerBound, tokens[last].upos == .propn || tokens[last].upos == .noun else {
                return nil
            }
        } else if tree.firstByte(last) == 0x29 {
            last = beforeBrackets(last)
        }
        guard let first = phraseStart(last) else { return nil }
        return first..<upper
    }

    /// The token before "(R-Fla.)" when one ends here, else the token itself.
    private func beforeBrackets(_ token: Int) -> Int {
        guard tree.firstByte(token) == 0x29 else { return token }
        var open = token - 1
        while open > max(sentence.lowerBound, token - 8), tree.firstByte(open) != 0x28 { open -= 1 }
        return tree.firstByte(open) == 0x28 ? open - 1 : token
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
        guard let subject, cue.frames.contains(.clause), cue.group == .say || cue.group == .report, quoteOf[verb] < 0
        else { return false }
        switch tokens[verb].xpos {
        case .vbd, .vbz, .vbp, .vbn: break
        default: return false
        }
        let edge = min(subject.range.lowerBound, words.lowerBound)
        let end = max(subject.range.upperBound, words.upperBound)
        // "…, X said." and "…, said X, …": what stands before.
        if edge > sentence.lowerBound + 2, tree.firstByte(edge - 1) == 0x2C || quoteOf[edge - 1] >= 0,
            tokens[subject.head].xpos != .wp, tokens[subject.head].xpos != .wdt,
            !hasClause(end..<firstComma(from: end))
        {
            var content = trimmed(sentence.lowerBound..<edge)
            if tokens[content.isEmpty ? sentence.lowerBound : content.lowerBound].upos == .cconj {
                content = trimmed(content.lowerBound + 1..<max(content.upperBound, content.lowerBound + 1))
            }
            if !content.isEmpty, hasClause(content) || quoteOf[edge - 1] >= 0 || isDoubled(verb, subject.head),
                tokens[content.lowerBound].upos != .sconj
            {
                add(
                    cueHead: verb, cue: words, sourceHead: subject.head, sourceRange: subject.range,
                    content: [content], like: cue, rule: "surface.before")
                return true
            }
        }
        // "X said (that) …": what stands behind, when a clause starts there.
        guard subject.range.upperBound <= words.lowerBound, words.upperBound < sentence.upperBound,
            let start = clauseStart(behind: words.upperBound)
        else { return false }
        let content = trimmed(start..<sentence.upperBound)
        guard !content.isEmpty else { return false }
        add(
            cueHead: verb, cue: words, sourceHead: subject.head, sourceRange: subject.range, content: [content],
            like: cue, rule: "surface.behind")
        return true
    }

    /// The first comma from a position on, or the sentence's end: "…, police said on Friday evening, after a woman died."
    private func firstComma(from start: Int) -> Int {
        (start..<max(start, sentence.upperBound)).first { tree.firstByte($0) == 0x2C }
            ?? max(start, sentence.upperBound)
    }

    /// Where a clause starts behind a verb: at "that", also behind "on Friday" or "in a statement"; or at the subject of the
    /// next finite verb when nothing stands between.
    private func clauseStart(behind start: Int) -> Int? {
        let limit = min(sentence.upperBound, start + 24)
        var token = start
        while token < limit, quoteOf[token] < 0 {
            if tree.isForm(token, "that"), tokens[token].upos == .sconj || tokens[token].relation == .mark {
                // "the report that …" hangs on a noun; what stands between must be phrases of time or place.
                return token == start || tokens[start].upos != .det && tokens[start].upos != .cconj ? token : nil
            }
            // "weighed in, tweeting that …": another verb's clause.
            if tree.firstByte(token) == 0x2C { return nil }
            switch tokens[token].xpos {
            case .vbg where tokens[token].upos == .verb: return nil
            case .vbd, .vbz, .vbp, .md:
                let clause = tokens[token].upos == .aux && tokens[token].head >= start ? tokens[token].head : token
                guard let subject = tree.ownSubject(clause), subject >= start else { return nil }
                return tree.span(subject).lowerBound == start ? start : nil
            default: break
            }
            if tree.firstByte(token) == 0x3A || tree.firstByte(token) == 0x3B { return nil }
            token += 1
        }
        return nil
    }

    /// Whether the tree gives a verb two subjects: the first belongs to what is said.
    private func isDoubled(_ verb: Int, _ subject: Int) -> Bool {
        for child in tree.children(verb) where Int(child) < subject {
            if tokens[Int(child)].relation == .nsubj || tokens[Int(child)].relation == .nsubjPass { return true }
        }
        return false
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
