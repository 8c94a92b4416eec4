import Lexicons
import Texts

extension AttributionFinder {
    // MARK: nouns: "the claim that …", "X's promise to …", "expressed concern about …"

    mutating func readNoun(_ noun: Int, _ cue: CueLexicon.Cue) {
        var content: (range: Range<Int>, preposition: Int?)?
        var owner: Int?
        var speaker: Int?
        for child in tree.children(noun) {
            let i = Int(child)
            switch tokens[i].relation {
            case .nmodPoss: owner = i
            case .acl, .ccomp, .advcl, .aclRelcl:
                guard i > noun, content == nil, let marker = tree.child(i, .mark) else { continue }
                let lemma = tokens[marker].lemma
                if lemma == "that" || lemma == "whether" || (lemma == "to" && cue.frames.contains(.infinitive)) {
                    content = (tree.span(i), nil)
                } else if cue.prepositions.contains(lemma) {
                    content = (marker + 1..<max(marker + 1, tree.span(i).upperBound), marker)
                }
            case .nmod:
                guard i > noun, let marker = tree.child(i, .case) else { continue }
                let lemma = tokens[marker].lemma
                if content == nil, cue.prepositions.contains(lemma) {
                    content = (marker + 1..<max(marker + 1, tree.span(i).upperBound), marker)
                } else if lemma == "by" || lemma == "from" || lemma == "among" {
                    speaker = i
                }
            default: continue
            }
        }
        guard let (range, preposition) = content else { return }
        var source = owner ?? speaker
        // "a Morning Courier report that …": the name in front of a noun of saying is its speaker.
        if source == nil, cue.group == .say || cue.group == .report {
            for child in tree.children(noun).prefix(16) where tokens[Int(child)].relation == .compound {
                if nameOf[Int(child)] >= 0 { source = Int(child) }
            }
        }
        var lower = noun
        let head = tokens[noun].head
        if source == nil, head >= sentence.lowerBound, head < noun, tokens[noun].relation == .obj,
            lexicons.lightVerbs.contains(tokens[head].lemma), !tree.isPassive(head)
        {
            source = tree.subject(head)
            lower = group(head).lowerBound
        }
        guard source != nil || preposition == nil && (cue.group == .say || cue.group == .think) else { return }
        var upper = noun + 1
        if let preposition, preposition == upper { upper += 1 }
        let part = trimmed(range)
        guard !part.isEmpty else { return }
        add(
            cueHead: noun, cue: lower..<upper, sourceHead: source, content: [part], like: cue,
            rule: preposition == nil ? "noun.clause" : "noun.preposition")
    }

    // MARK: adjectives: "is worried that …"

    mutating func readAdjective(_ adjective: Int, _ cue: CueLexicon.Cue) {
        let isPredicate = tree.child(adjective, .cop) != nil
        let relation = tokens[adjective].relation
        guard isPredicate || relation == .xcomp || relation == .conj else { return }
        let subject = tree.subject(adjective)
        var content: (range: Range<Int>, preposition: Int?)?
        for child in tree.children(adjective) {
            let i = Int(child)
            guard i > adjective, content == nil else { continue }
            switch tokens[i].relation {
            case .ccomp, .csubj: content = (tree.span(i), nil)
            case .xcomp where cue.frames.contains(.infinitive) || cue.frames.contains(.raising):
                content = (tree.span(i), nil)
            case .advcl, .obl:
                guard let marker = tree.marker(i) else { continue }
                if tokens[marker].lemma == "that" {
                    content = (tree.span(i), nil)
                } else if cue.prepositions.contains(tokens[marker].lemma) {
                    content = (marker + 1..<max(marker + 1, tree.span(i).upperBound), marker)
                }
            default: continue
            }
        }
        guard let (range, preposition) = content else { return }
        if cue.frames.contains(.raising) {
            guard let subject, tokens[subject].relation != .expl else { return }
            addRaising(adjective, cue, subject: subject, rest: range, rule: "adjective.raising")
            return
        }
        guard let subject, cue.frames.contains(.clause) || preposition != nil || cue.frames.contains(.infinitive) else {
            return
        }
        let part = trimmed(range)
        guard !part.isEmpty else { return }
        add(
            cueHead: adjective, cue: group(adjective, preposition: preposition), sourceHead: subject, content: [part],
            like: cue, rule: preposition == nil ? "adjective.clause" : "adjective.preposition")
    }

    // MARK: adverbs: "reportedly"

    mutating func readAdverb(_ adverb: Int, _ cue: CueLexicon.Cue) {
        guard cue.frames.contains(.sentence) else { return }
        let clause = clauseHead(of: adverb)
        let content = parts(clauseSpan(clause), without: adverb..<adverb + 1)
        add(cueHead: adverb, cue: adverb..<adverb + 1, sourceHead: nil, content: content, like: cue, rule: "adverb")
    }

    // MARK: phrases: "according to X", "in the words of X"

    mutating func readPhrase(_ token: Int) {
        guard let length = phraseLength(token), token + length < sentence.upperBound else { return }
        let cueRange = token..<token + length
        // The source is the head of what follows: climb from the next word while the subtree starts behind the cue.
        var source = token + length
        if tree.isPunctuation(source) { return }
        for _ in 0..<12 {
            let head = tokens[source].head
            guard head >= 0, head >= cueRange.upperBound else { break }
            // "a *poll*": modifiers before a noun belong to it wherever the tree hangs the noun.
            let isModifier: Bool
            switch tokens[source].relation {
            case .det, .amod, .compound, .nummod, .nmodPoss: isModifier = head > source && head - source < 8
            default: isModifier = false
            }
            guard isModifier || tree.span(head).lowerBound >= token && tokens[head].upos != .verb else { break }
            source = head
        }
        guard source > token else { return }
        if source == cueRange.upperBound, lexicons.standards.contains(tokens[source].lemma) { return }
        let head = tokens[source].head
        // Where "according" itself carries the phrase (advcl, obl with a case child), its head is the clause.
        var attachment = head
        if head >= token, head < cueRange.upperBound {
            attachment = tokens[token].head
            if attachment >= cueRange.lowerBound, attachment < cueRange.upperBound {
                attachment = tokens[attachment].head
            }
        }
        guard attachment >= sentence.lowerBound else {
            readFrontedPhrase(cueRange, source)
            return
        }
        let clause = clauseHead(of: attachment, orSelf: true)
        let sourceRange = sourceSpan(source, without: cueRange)
        let hole = min(cueRange.lowerBound, sourceRange.lowerBound)..<max(cueRange.upperBound, sourceRange.upperBound)
        let span = clauseSpan(clause)
        var content = parts(span.union(hole), without: hole)
        if content.isEmpty { content = parts(sentence, without: hole) }
        guard !content.isEmpty, !sourceRange.isEmpty else { return }
        drafts.append(
            AttributionDraft(
                cueHead: token, cue: cueRange, source: sourceRange, sourceHead: source, content: content,
                group: .report, denies: false, rule: "phrase.according"))
    }

    /// "According to a complaint, the developers …" where the tree hangs the sentence on the source: the comma parts them.
    private mutating func readFrontedPhrase(_ cue: Range<Int>, _ source: Int) {
        guard cue.lowerBound <= sentence.lowerBound + 1,
            let comma = (source + 1..<sentence.upperBound).first(where: {
                tree.firstByte($0) == 0x2C && tokens[$0].upos == .punct
            })
        else { return }
        let content = trimmed(comma + 1..<sentence.upperBound)
        guard content.count > 2 else { return }
        drafts.append(
            AttributionDraft(
                cueHead: cue.lowerBound, cue: cue, source: cue.upperBound..<comma, sourceHead: source,
                content: [content],
                group: .report, denies: false, rule: "phrase.according"))
    }

    private func phraseLength(_ token: Int) -> Int? {
        guard lexicons.cues.startsPhrase(tree.firstByte(token)) else { return nil }
        next: for phrase in lexicons.cues.phrases {
            guard token + phrase.count <= sentence.upperBound else { continue }
            for (k, word) in phrase.enumerated() where !isWord(token + k, word) { continue next }
            return phrase.count
        }
        return nil
    }

    func isWord(_ token: Int, _ word: String) -> Bool {
        let extent = tokens[token].extent
        guard extent.count == word.utf8.count else { return false }
        let bytes = tree.bytes
        var k = extent.start
        for expected in word.utf8 {
            let byte = bytes[k]
            guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == expected else { return false }
            k += 1
        }
        return true
    }

    /// The head of the finite clause a word stands in.
    func clauseHead(of token: Int, orSelf: Bool = false) -> Int {
        var clause = orSelf ? token : tokens[token].head
        if clause < sentence.lowerBound { return token }
        for _ in 0..<24 {
            switch tokens[clause].relation {
            case .root, .ccomp, .parataxis, .aclRelcl, .advcl, .acl, .csubj, .dep: return clause
            case .conj where tokens[clause].upos == .verb || tree.child(clause, .cop) != nil: return clause
            default: break
            }
            let head = tokens[clause].head
            guard head >= sentence.lowerBound else { return clause }
            clause = head
        }
        return clause
    }

    /// The stretch of a clause without the conjunction or mark that ties it to its head.
    func clauseSpan(_ clause: Int) -> Range<Int> {
        var range = tree.span(clause)
        if tokens[clause].relation != .root {
            while range.lowerBound < clause,
                tree.isPunctuation(range.lowerBound) || tokens[range.lowerBound].relation == .cc
                    || tokens[range.lowerBound].relation == .mark && tokens[clause].relation == .advcl
            {
                range = range.lowerBound + 1..<range.upperBound
            }
        }
        return range
    }

    // MARK: "Name: …"

    /// A headline or line of dialogue that starts with a name and a colon.
    mutating func readColon(_ sentence: Sentence) {
        let words = sentence.tokens
        let limit = min(words.upperBound, words.lowerBound + 7)
        guard words.count > 3, let colon = (words.lowerBound..<limit).first(where: { tree.firstByte($0) == 0x3A }),
            colon > words.lowerBound, colon + 2 < words.upperBound
        else { return }
        var first = words.lowerBound
        while first < colon, tree.isPunctuation(first) { first += 1 }
        guard first < colon else { return }
        var isCapitals = true
        for token in first..<colon {
            switch tokens[token].upos {
            case .adp where token == first: return
            case .propn, .det, .adp, .adj: break
            case .noun, .x: if !isUpper(token), token != colon - 1 { return }
            default: return
            }
            isCapitals = isCapitals && isUpper(token)
        }
        // "Poll: …", "Officials: …" at the head of a line.
        let isRole =
            tokens[colon - 1].upos == .noun && lexicons.nouns[tokens[colon - 1].lemma] != nil && colon - first <= 3

        let name = Int(nameOf[colon - 1])
        let isName = name >= 0 && (reading.names[name].kind != .place || quoteOf[colon + 1] >= 0)
        // Dialogue in a transcript may hold cues of its own; a headline that has one says it there.
        let isSpeaker = isName && reading.names[name].kind != .place && colon - first <= 4
        guard
            isCapitals || isSpeaker
                || (isName || isRole) && !drafts[sentenceDrafts...].contains(where: { $0.group.speaks })
        else {
            return
        }
        let content = trimmed(colon + 1..<words.upperBound)
        guard !content.isEmpty else { return }
        drafts.append(
            AttributionDraft(
                cueHead: colon, cue: colon..<colon + 1, source: first..<colon, sourceHead: colon - 1,
                content: [content], group: .say, denies: false, rule: "colon"))
    }

    /// Whether a token has two letters or more and only capitals.
    private func isUpper(_ token: Int) -> Bool {
        let extent = tokens[token].extent
        guard extent.count > 1 else { return false }
        return tree.bytes[extent.range].allSatisfy { $0 < 0x61 && $0 != 0x20 && ($0 < 0x30 || $0 > 0x39) }
    }
}

extension Range where Bound == Int {
    /// The smallest range that covers both.
    func union(_ other: Range<Int>) -> Range<Int> {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}
