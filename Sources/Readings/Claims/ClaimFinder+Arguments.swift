import Texts

extension ClaimFinder {
    /// Whether a verb only says something: its claim is the content.
    func isSpeechOnly(_ token: Int) -> Bool {
        guard let cue = lexicons.cues.verb(tokens[token].lemma) else { return false }
        let hasClause =
            tree.child(token, .ccomp) != nil || tree.child(token, .parataxis).map { !isParenthesis($0) } ?? false
        switch cue.group {
        case .say, .report, .think, .know, .hope, .fear, .seem, .expect:
            if hasClause || reading.quotesFollow(token) { return true }
            if tokens[token].relation == .parataxis, cue.group.speaks { return true }
            if tree.child(token, .xcomp) != nil, tree.isPassive(token) || cue.group != .say { return true }
            if lexicons.events.senses(verb: tokens[token].lemma).contains(where: { $0.others.isEmpty && $0.need == nil }
            ) {
                return false
            }
            switch tokens[token].lemma {
            case "say", "tell", "add", "speak", "talk", "state", "reply", "explain", "note", "argue", "insist", "write":
                return true
            default: return cue.group == .say && !tree.isPassive(token) && tree.child(token, .obj) == nil
            }
        case .deny, .demand, .promise, .decide, .ask, .plan: return hasClause
        default: return false
        }
    }

    /// "Divers found the van, police said": the verb of saying beside the clause says it, and is no content of "found".
    private func isParenthesis(_ token: Int) -> Bool {
        guard let cue = lexicons.cues.verb(tokens[token].lemma), cue.group.speaks else { return false }
        // Its subject may hang elsewhere, behind an apposition: "…, Joana Lemos, who led the search, told the paper".
        return cue.group == .say || tree.child(token, .nsubj) != nil
    }

    static func modality(_ group: CueLexicon.Class) -> Claim.Modality? {
        switch group {
        case .plan, .promise, .decide: .planned
        case .demand, .ask: .demanded
        case .hope, .fear, .think, .expect, .seem: .possible
        case .report: .reported
        case .say, .know: .asserted
        default: nil
        }
    }

    /// What an auxiliary says: may, might, could → possible; will, shall → planned; must, should → demanded.
    func auxiliary(_ token: Int) -> Claim.Modality? {
        for child in tree.children(token).prefix(16) where tokens[Int(child)].relation == .aux {
            switch tokens[Int(child)].lemma {
            case "may", "might", "could", "can", "would": return .possible
            case "will", "shall", "'ll", "wo": return .planned
            case "must", "should", "ought": return .demanded
            default: continue
            }
        }
        return nil
    }

    /// Whether a clause hangs under "if", "unless" or "whether".
    func isConditional(_ token: Int) -> Bool {
        var clause = token
        for _ in 0..<4 {
            for child in tree.children(clause).prefix(16) where tokens[Int(child)].relation == .mark {
                switch tokens[Int(child)].lemma {
                case "if", "unless", "whether", "lest": return true
                default: continue
                }
            }
            switch tokens[clause].relation {
            case .conj, .xcomp: clause = tokens[clause].head
            default: return false
            }
            if clause < 0 { return false }
        }
        return false
    }

    /// The agent of a passive: "by X".
    func agent(_ token: Int) -> Int? {
        if let agent = tree.child(token, .oblAgent) { return agent }
        for child in tree.children(token).prefix(24) where tokens[Int(child)].relation == .obl {
            if tree.hasMarker(Int(child), "by"), !isTime(Int(child)) { return Int(child) }
        }
        return nil
    }

    /// The oblique that is acted on: "fired on X", "clashed with X". With `loosely` any goal or origin counts, to choose a sense.
    func target(of token: Int, loosely: Bool = false) -> Int? {
        for child in tree.children(token).prefix(24) where tokens[Int(child)].relation == .obl && Int(child) > token {
            guard let marker = tree.child(Int(child), .case), !isTime(Int(child)) else { continue }
            switch tokens[marker].lemma {
            case "on", "against", "at", "upon": return Int(child)
            case "with", "into", "from", "to", "toward", "towards", "in": if loosely { return Int(child) }
            default: continue
            }
        }
        return nil
    }

    private func isTime(_ token: Int) -> Bool {
        let extent = tokens[token].extent
        var (low, high) = (0, reading.times.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.times[middle].extent.upper <= extent.lower { low = middle + 1 } else { high = middle }
        }
        return low < reading.times.count && reading.times[low].extent.overlaps(extent)
    }

    /// What an event noun acts on.
    func nounTargets(_ noun: Int) -> [Int] {
        tree.children(noun).prefix(24).map(Int.init).filter { i in
            tokens[i].relation == .nmod
                && (tree.hasMarker(i, "on") || tree.hasMarker(i, "against") || tree.hasMarker(i, "of")
                    || tree.hasMarker(i, "with"))
        }
    }

    /// "no one", "no casualties", "none", "neither he nor she": the clause says that it was not so.
    func hasNo(_ arguments: [Int]) -> Bool {
        arguments.contains { argument in
            switch tokens[argument].lemma {
            case "none", "nobody", "nothing", "no-one", "neither": return true
            default: break
            }
            for child in tree.children(argument).prefix(12) {
                let relation = tokens[Int(child)].relation
                let lemma = tokens[Int(child)].lemma
                if relation == .det || relation == .advmod || relation == .nummod, lemma == "no" || lemma == "neither" {
                    return true
                }
                if relation == .ccPreconj, lemma == "neither" { return true }
            }
            return false
        }
    }

    /// The predicate's words: from the first auxiliary to the particle, when they stand together.
    func predicateSpan(_ token: Int, _ particle: Int?) -> Range<Int> {
        var lower = token
        while lower > 0, token - lower < 6, tokens[lower - 1].head == token {
            let relation = tokens[lower - 1].relation
            guard relation == .aux || relation == .auxPass || relation == .advmod else { break }
            lower -= 1
        }
        while lower < token, tokens[lower].relation == .advmod, tokens[lower].lemma != "not" { lower += 1 }
        let upper = particle == token + 1 ? token + 2 : token + 1
        return lower..<upper
    }

    // MARK: making claims

    private func cueClass(_ token: Int) -> CueLexicon.Class? {
        let lemma = tokens[token].lemma
        switch tokens[token].upos {
        case .verb, .aux: return lexicons.cues.verb(lemma)?.group
        case .noun: return lexicons.cues.noun(lemma)?.group
        case .adj: return lexicons.cues.adjective(lemma)?.group
        case .adv: return lexicons.cues.adverb(lemma)?.group
        default: return nil
        }
    }

    mutating func add(
        _ token: Int, sentence: Int, lemma: String, predicate: Range<Int>, type: String?, who: [Int], whom: [Int],
        flips: Int,
        modality: Claim.Modality?, rule: String
    ) {
        var flips = flips
        var modality = modality
        let attributions = contents.attributions(around: token)
        for index in attributions {
            let attribution = reading.attributions[index]
            if attribution.denies { flips += 1 }
            guard modality == nil || modality == .asserted else { continue }
            let group = cueClass(attribution.cueHead)
            switch group {
            case .say, .know, .deny, nil: break
            case .report:
                if attribution.source.isEmpty { modality = .reported }
            case let group?:
                if let put = Self.modality(group), put != .asserted { modality = put }
            }
        }
        if isConditional(token) { modality = .possible }
        claimOf[token] = Int32(claims.count)
        let negative = flips % 2 == 1
        claims.append(
            Claim(
                extent: tree.extent(clauseExtent(token)), sentence: sentence, predicate: tree.extent(predicate),
                predicateToken: token,
                lemma: lemma, type: type, who: who.flatMap { arguments($0, of: token) },
                whom: whom.flatMap { arguments($0, of: token) },
                polarity: negative ? .denied : .affirmed, modality: modality ?? .asserted, attributions: attributions,
                rule: rule))
    }

    /// The words of a clause, without the conjunction before it, coordinated clauses behind it, and edge punctuation.
    private func clauseExtent(_ token: Int) -> Range<Int> {
        let span = tree.span(token)
        var (lower, upper) = (span.lowerBound, span.upperBound)
        for child in tree.children(token) {
            let i = Int(child)
            guard i > token, tokens[i].relation == .conj || tokens[i].relation == .parataxis else { continue }
            upper = min(upper, max(tree.span(i).lowerBound, token + 1))
            break
        }
        while lower < token, tree.isPunctuation(lower) || tokens[lower].relation == .cc && tokens[lower].head == token {
            lower += 1
        }
        while upper > token + 1, tree.isPunctuation(upper - 1) { upper -= 1 }
        return lower..<upper
    }

    /// An argument and those coordinated with it.
    private func arguments(_ head: Int, of predicate: Int) -> [Claim.Argument] {
        var found: [Claim.Argument] = []
        let span = tree.span(head)
        var upper = span.upperBound
        var others: [Claim.Argument] = []
        // "firefighters hunkered down at the station": the clause that hangs on the noun is the claim, not its argument.
        for child in tree.children(head)
        where tokens[Int(child)].relation == .acl || tokens[Int(child)].relation == .aclRelcl {
            let clause = tree.span(Int(child))
            if clause.contains(predicate), clause.lowerBound > head { upper = min(upper, clause.lowerBound) }
        }
        for child in tree.children(head)
        where tokens[Int(child)].relation == .conj && Int(child) > head && tokens[Int(child)].upos != .verb {
            let i = Int(child)
            upper = min(upper, tree.span(i).lowerBound)
            if others.count < 16 { others.append(argument(i, tree.span(i))) }
        }
        found.append(argument(head, span.lowerBound..<max(upper, head + 1)))
        return found + others
    }

    private func argument(_ head: Int, _ span: Range<Int>) -> Claim.Argument {
        var (lower, upper) = (span.lowerBound, span.upperBound)
        while lower < head {
            let relation = tokens[lower].relation
            guard relation == .case || relation == .cc || relation == .punct || relation == .mark,
                tokens[lower].head == head || tree.isPunctuation(lower)
            else { break }
            lower += 1
        }
        while upper > head + 1, tree.isPunctuation(upper - 1) { upper -= 1 }
        return Claim.Argument(extent: tree.extent(lower..<upper), head: head, entity: entity(head))
    }

    private func entity(_ head: Int) -> Int? {
        if nameOf[head] >= 0 { return reading.names[Int(nameOf[head])].entity }
        if let entity = referents[head] { return entity }
        if let antecedent = SourceReading.antecedent(of: head, tree) {
            return nameOf[antecedent] >= 0 ? reading.names[Int(nameOf[antecedent])].entity : referents[antecedent]
        }
        for child in tree.children(head).prefix(12)
        where tokens[Int(child)].relation == .appos || tokens[Int(child)].relation == .flat {
            if nameOf[Int(child)] >= 0 { return reading.names[Int(nameOf[Int(child)])].entity }
        }
        return nil
    }
}

extension Reading {
    /// Whether an opening quotation mark stands right behind a token, or a comma or colon and one.
    func quotesFollow(_ token: Int) -> Bool {
        let bytes = text.utf8
        var i = tokens[token].extent.end
        let limit = min(bytes.count, i + 3)
        while i < limit, bytes[i] == 0x20 || bytes[i] == 0x2C || bytes[i] == 0x3A { i += 1 }
        guard i < bytes.count else { return false }
        if bytes[i] == 0x22 { return true }
        return i + 2 < bytes.count && bytes[i] == 0xE2 && bytes[i + 1] == 0x80 && bytes[i + 2] == 0x9C
    }
}
