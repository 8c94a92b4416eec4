import Lexicons

extension AttributionFinder {
    /// The dependents of a verb that matter to attribution, collected in one look.
    private struct Parts {
        var clause: Int?
        var infinitive: Int?
        var object: Int?
        var indirectObject: Int?
        var agent: Int?
        var particle: Int?
        var parataxis: Int?
        var oblique: (head: Int, preposition: Int)?
        var role: Int?
        /// "called on the council *to meet*" where the tree makes it an adverbial clause.
        var purpose: Int?
    }

    private func parts(of verb: Int, _ cue: CueLexicon.Cue) -> Parts {
        var parts = Parts()
        var subject: Int?
        for child in tree.children(verb) {
            let i = Int(child)
            switch tokens[i].relation {
            case .nsubj, .nsubjPass: if i < verb { subject = i }
            case .ccomp:
                // "Oru, a former mayor, said …": what stands between subject and verb is an apposition, whatever the tree says.
                if i < verb, let subject, subject < i { continue }
                if parts.clause == nil { parts.clause = i }
            case .advcl
            where i > verb && parts.clause == nil && cue.frames.contains(.clause) && isQuestion(i, after: verb):
                parts.clause = i
            case .xcomp: if parts.infinitive == nil { parts.infinitive = i }
            case .obj: parts.object = i
            case .iobj: parts.indirectObject = i
            case .oblAgent: parts.agent = i
            case .compoundPrt: parts.particle = i
            case .parataxis: if i > verb, parts.parataxis == nil { parts.parataxis = i }
            case .obl, .advcl, .nmod:
                guard i > verb, let marker = tree.marker(i) else { continue }
                if tokens[marker].lemma == "as", parts.role == nil { parts.role = i }
                if tokens[i].relation == .advcl, tokens[marker].lemma == "to", parts.purpose == nil {
                    parts.purpose = i
                }
                if parts.oblique == nil, cue.prepositions.contains(tokens[marker].lemma) {
                    parts.oblique = (i, marker)
                }
                if tokens[marker].lemma == "by", tree.isPassive(verb), parts.agent == nil, tokens[i].relation == .obl {
                    parts.agent = i
                }
            default: continue
            }
        }
        return parts
    }

    /// "Acts of protest, she said, are acts of patriotism": the subject before the source opens the content. Without commas
    /// ("Everything he says is a lie") it is all that is said.
    private func interrupted(_ verb: Int, _ clause: Int, _ source: Int?) -> (range: Range<Int>, closes: Bool)? {
        guard let source, tree.ownSubject(clause) == nil else { return nil }
        for child in tree.children(verb) where Int(child) < source {
            let i = Int(child)
            guard tokens[i].relation == .nsubj || tokens[i].relation == .nsubjPass else { continue }
            let range = trimmed(tree.span(i).lowerBound..<min(tree.span(i).upperBound, tree.span(source).lowerBound))
            guard !range.isEmpty else { return nil }
            return (range, tree.firstByte(tree.span(source).lowerBound - 1) != 0x2C)
        }
        return nil
    }

    /// "have not said when they will meet": a clause with a question word right behind the verb.
    private func isQuestion(_ clause: Int, after verb: Int) -> Bool {
        let first = tree.span(clause).lowerBound
        guard first == verb + 1, tokens[first].xpos == .wrb || tree.isForm(first, "whether"), first + 1 < tokens.count
        else { return false }
        // "said when asked": the time of saying.
        return tree.ownSubject(clause) != nil
    }

    mutating func readVerb(_ verb: Int, _ cue: CueLexicon.Cue) {
        let parts = parts(of: verb, cue)
        let token = tokens[verb]
        if tree.isPassive(verb) {
            readPassive(verb, cue, parts)
            return
        }
        let words = chain(verb, preposition: nil)
        let subject = self.source(of: verb, words)
        let source = subject?.head

        if cue.frames.contains(.clause), let clause = parts.clause {
            let fronted = clause < verb
            var content = clauseContent(clause, around: verb, words)
            if fronted, content.count == 2, let first = content.first, quoteOf[first.upperBound - 1] >= 0,
                quoteOf[content[1].lowerBound] < 0
            {
                // “…,” she said months later: what follows tells of the saying.
                content.removeLast()
            }
            if !fronted, let opening = interrupted(verb, clause, subject?.head) {
                content = opening.closes ? [opening.range] : [opening.range] + content
            }
            add(
                cueHead: verb, cue: words, sourceHead: source, sourceRange: subject?.range, content: content,
                like: cue, rule: fronted ? "verb.fronted" : "verb.clause")
            return
        }
        if cue.frames.contains(.clause), token.relation == .parataxis, token.head >= 0, tree.ownSubject(verb) != nil {
            let content = self.parts(tree.span(token.head), without: tree.span(verb))
            add(
                cueHead: verb, cue: words, sourceHead: source, sourceRange: subject?.range, content: content, like: cue,
                rule: "verb.parenthetical")
            return
        }
        if cue.frames.contains(.clause), let said = parts.parataxis, said > verb,
            followsColonOrQuote(tree.span(said).lowerBound, after: verb)
        {
            let content = trimmed(tree.span(said))
            add(
                cueHead: verb, cue: words, sourceHead: source, sourceRange: subject?.range,
                content: content.isEmpty ? [] : [content], like: cue,
                rule: "verb.colon")
            return
        }
        if readSurface(verb, cue, words, subject) { return }
        guard let source, maySpeak(source, cue.group) else { return }
        // "encouraged them to vote" where the tree makes the infinitive an adverbial clause.
        let addressed =
            cue.frames.contains(.addressee) && (parts.object ?? parts.indirectObject) != nil ? parts.purpose : nil
        if cue.frames.contains(.infinitive), let infinitive = parts.infinitive ?? addressed, infinitive > verb,
            tree.hasMarker(infinitive, "to")
        {
            var lower = tree.span(infinitive).lowerBound
            if let object = parts.object ?? parts.indirectObject, object > verb {
                lower = min(lower, tree.span(object).lowerBound)
            }
            lower = max(lower, words.upperBound)
            let content = trimmed(lower..<tree.span(infinitive).upperBound)
            add(
                cueHead: verb, cue: words, sourceHead: source, sourceRange: subject?.range,
                content: content.isEmpty ? [] : [content], like: cue,
                rule: "verb.infinitive")
            return
        }
        // "Police questioned the driver": whoever is questioned is no content.
        if cue.frames.contains(.examinee), let object = parts.object, isPerson(object) { return }
        // "called him a hero": object and predicate together are the content.
        let isPredicative =
            parts.infinitive.map { $0 > verb && !tree.hasMarker($0, "to") && tokens[$0].upos != .verb } ?? false
        // "Oru to call mayor" in a headline is a telephone call.
        let isHeadlineCall = token.xpos == .vb && token.lemma == "call"
        if let object = parts.object, object > verb, !isHeadlineCall,
            cue.frames.contains(.object) || isPredicative
                || parts.particle.map({ cue.prepositions.contains(tokens[$0].lemma) }) ?? false
        {
            var upper = tree.span(object).upperBound
            let purpose = cue.frames.contains(.addressee) ? parts.purpose : nil
            // "accused the mayor of fraud", "compared it to a war"
            let charge = parts.oblique.flatMap { $0.preposition == tree.span(object).upperBound ? $0.head : nil }
            for extra in [parts.infinitive, parts.role, purpose, charge] {
                if let extra, extra > object { upper = max(upper, tree.span(extra).upperBound) }
            }
            let lower = max(tree.span(object).lowerBound, words.upperBound)
            guard lower < upper else { return }
            let content = trimmed(lower..<upper)
            add(
                cueHead: verb, cue: words, sourceHead: source, sourceRange: subject?.range,
                content: content.isEmpty ? [] : [content], like: cue,
                rule: "verb.object")
            return
        }
        if let (head, preposition) = parts.oblique {
            let lower = preposition + 1
            var upper = tree.span(head).upperBound
            if let infinitive = parts.infinitive ?? parts.purpose, infinitive > head {
                upper = max(upper, tree.span(infinitive).upperBound)
            }
            guard lower < upper else { return }
            let content = trimmed(lower..<upper)
            let cueWords = chain(verb, preposition: preposition)
            add(
                cueHead: verb, cue: cueWords, sourceHead: source, sourceRange: subject?.range,
                content: content.isEmpty ? [] : [content], like: cue,
                rule: "verb.preposition")
            return
        }
        if cue.frames.contains(.object), let gerund = parts.infinitive, gerund > verb, tokens[gerund].xpos == .vbg {
            let content = trimmed(tree.span(gerund))
            add(
                cueHead: verb, cue: words, sourceHead: source, sourceRange: subject?.range,
                content: content.isEmpty ? [] : [content], like: cue,
                rule: "verb.gerund")
            return
        }
        if cue.frames.contains(.raising), cue.group == .seem, let rest = parts.infinitive, rest > verb {
            addRaising(verb, cue, subject: source, rest: tree.span(rest), rule: "verb.raising")
        }
    }

    /// Whether a phrase means somebody: a person's name, a noun for people, a pronoun for one.
    private func isPerson(_ head: Int) -> Bool {
        if nameOf[head] >= 0, reading.names[Int(nameOf[head])].kind == .person { return true }
        if lexicons.roles.contains(tokens[head].lemma) || lexicons.nouns[tokens[head].lemma] == "person" { return true }
        guard tokens[head].upos == .pron else { return false }
        switch tokens[head].lemma {
        case "it", "this", "that", "these", "those", "what", "which", "everything", "nothing": return false
        default: return true
        }
    }

    private mutating func readPassive(_ verb: Int, _ cue: CueLexicon.Cue, _ parts: Parts) {
        let words = group(verb)
        let subject = tree.ownSubject(verb)
        if let agent = parts.agent {
            var content: [Range<Int>] = []
            if let subject {
                let part = trimmed(tree.span(subject))
                if !part.isEmpty { content.append(part) }
            }
            if let rest = parts.clause ?? parts.infinitive ?? parts.role, rest > verb {
                let part = trimmed(tree.span(rest))
                if !part.isEmpty { content.append(part) }
            }
            add(cueHead: verb, cue: words, sourceHead: agent, content: content, like: cue, rule: "passive.agent")
            return
        }
        if cue.frames.contains(.clause), let clause = parts.clause {
            add(
                cueHead: verb, cue: words, sourceHead: nil, content: clauseContent(clause, around: verb, words),
                like: cue, rule: "passive.clause")
            return
        }
        if cue.frames.contains(.raising), let subject, let rest = parts.infinitive ?? parts.role, rest > verb {
            addRaising(verb, cue, subject: subject, rest: tree.span(rest), rule: "passive.raising")
            return
        }
        if let (head, preposition) = parts.oblique, let subject {
            let upper = tree.span(head).upperBound
            guard preposition + 1 < upper else { return }
            var content: [Range<Int>] = [trimmed(tree.span(subject)), trimmed(preposition + 1..<upper)]
            content.removeAll(where: \.isEmpty)
            add(
                cueHead: verb, cue: group(verb, preposition: preposition), sourceHead: nil, content: content, like: cue,
                rule: "passive.preposition")
        }
    }

    /// "X is expected to Y", "X seems Y": no source; the subject and the rest are the content.
    mutating func addRaising(_ verb: Int, _ cue: CueLexicon.Cue, subject: Int, rest: Range<Int>, rule: String) {
        let words = group(verb)
        var content: [Range<Int>] = []
        let span = tree.span(subject)
        if !span.contains(verb) {
            let part = trimmed(span)
            if !part.isEmpty { content.append(part) }
        }
        let part = trimmed(max(rest.lowerBound, words.upperBound)..<max(rest.upperBound, words.upperBound))
        if !part.isEmpty { content.append(part) }
        guard !content.isEmpty else { return }
        drafts.append(
            AttributionDraft(
                cueHead: verb, cue: words, source: nil, sourceHead: nil, content: content, group: cue.group,
                denies: cue.denies, rule: rule))
    }

    /// The stretch of a content clause, without the cue and its source where they stand inside.
    func clauseContent(_ clause: Int, around verb: Int, _ words: Range<Int>) -> [Range<Int>] {
        let span = tree.span(clause)
        guard span.contains(verb) else {
            let part = trimmed(span)
            return part.isEmpty ? [] : [part]
        }
        var hole = words
        if let subject = tree.ownSubject(verb) {
            let range = tree.span(subject)
            hole = min(hole.lowerBound, range.lowerBound)..<max(hole.upperBound, range.upperBound)
        }
        return parts(span, without: hole)
    }

    /// The words of a cue with the verbs it hangs from: "went on to say", "is trying to show".
    func chain(_ verb: Int, preposition: Int?) -> Range<Int> {
        let words = group(verb, preposition: preposition)
        let token = tokens[verb]
        guard token.relation == .xcomp, token.head >= sentence.lowerBound, token.head < verb,
            words.lowerBound - 1 >= sentence.lowerBound, tree.isForm(words.lowerBound - 1, "to"),
            words.lowerBound - 2 == token.head || tokens[words.lowerBound - 2].head == token.head
        else { return words }
        return group(token.head).lowerBound..<words.upperBound
    }

    /// Whether a colon or an opening quotation mark stands before a stretch, behind the verb.
    func followsColonOrQuote(_ start: Int, after verb: Int) -> Bool {
        guard start > verb else { return false }
        let quote = quoteOf[start]
        if quote >= 0, quotes[Int(quote)].tokens.lowerBound >= start - 1 { return true }
        for token in max(verb + 1, start - 2)..<min(start + 1, tokens.count) where tree.firstByte(token) == 0x3A {
            return true
        }
        return false
    }
}
