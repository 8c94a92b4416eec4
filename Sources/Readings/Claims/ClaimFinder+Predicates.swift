import Lexicons
import Texts

extension ClaimFinder {
    /// Verbs whose infinitive is what happens ("began to withdraw"), and what they say about it.
    private enum Aspect { case happens, doesNot, tries }

    private func aspect(_ lemma: String) -> Aspect? {
        switch lemma {
        case "begin", "start", "continue", "keep", "manage", "resume", "go", "help", "come", "proceed", "force",
            "compel", "oblige",
            "lead", "enable":
            .happens
        case "fail", "refuse", "decline", "stop", "cease", "avoid": .doesNot
        case "try", "attempt", "seek", "want", "threaten", "plan", "intend", "prepare", "vow", "pledge", "promise",
            "hope", "aim", "agree", "decide", "offer", "opt":
            .tries
        default: nil
        }
    }

    /// Verbs that carry an event noun: "carried out an attack".
    private func isLight(_ lemma: String) -> Bool {
        switch lemma {
        case "carry", "launch", "conduct", "stage", "mount", "make", "hold", "take", "suffer", "sustain", "cause",
            "inflict",
            "begin", "start", "undertake", "perform", "commit", "experience", "witness", "see", "open", "announce",
            "declare", "reach", "sign":
            true
        default: false
        }
    }

    mutating func readVerb(_ token: Int, sentence: Int) {
        let word = tokens[token]
        // A participle before a noun, or a bare modifier, is no clause.
        switch word.relation {
        case .amod, .compound, .case, .fixed, .mark, .flat, .det, .nmod, .nmodPoss, .obl, .discourse, .goeswith,
            .reparandum:
            return
        default: break
        }
        let isPassive = tree.isPassive(token) || (word.xpos == .vbn && word.relation == .acl)
        // "began to withdraw": the inner verb is the claim.
        if let inner = tree.child(token, .xcomp), aspect(word.lemma) != nil, tokens[inner].upos == .verb { return }
        if isSpeechOnly(token) { return }

        var polarityFlips = tree.isNegated(token) ? 1 : 0
        var modality: Claim.Modality?
        var rule = isPassive ? "verb.passive" : "verb.active"
        var governor = token
        if word.relation == .xcomp {
            guard word.head >= 0 else { return }
            governor = word.head
            switch aspect(tokens[governor].lemma) {
            case .happens: rule = "verb.phase"
            case .doesNot:
                polarityFlips += 1
                rule = "verb.not"
            case .tries:
                modality = tree.child(governor, .obj) == nil ? .planned : .demanded
                rule = "verb.plan"
            case nil:
                guard let cue = lexicons.cues.verb(tokens[governor].lemma) else { return }
                if cue.group == .deny, word.xpos == .vbg {
                    // "denied shelling the market": the attribution says no.
                    rule = "verb.gerund"
                } else {
                    guard let put = Self.modality(cue.group), put != .asserted else { return }
                    modality = put
                    rule = "verb.infinitive"
                }
            }
            if tree.isNegated(governor) { polarityFlips += 1 }
            if modality == nil { modality = auxiliary(governor) }
        }
        let subject = governor == token ? tree.subject(token) : (objectControls(governor) ?? tree.subject(governor))
        // A clause needs somebody or something; an imperative has nobody.
        guard subject != nil || tree.child(token, .oblAgent) != nil else { return }
        if word.relation == .acl, !isPassive, word.xpos != .vbg || tree.child(token, .case) != nil { return }

        var who: [Int] = []
        var whom: [Int] = []
        if isPassive {
            if let subject { whom.append(subject) }
            if let agent = agent(token) { who.append(agent) }
        } else {
            if let subject { who.append(subject) }
            if let object = tree.child(token, .obj) { whom.append(object) }
            if let object = tree.child(token, .iobj) { whom.append(object) }
        }
        let particle = self.particle(token)
        var lemma = word.lemma
        if let particle { lemma += " " + tokens[particle].lemma }
        // "are missing" is often read as a verb.
        if word.lemma == "miss", word.xpos == .vbg, whom.isEmpty { lemma = "be missing" }
        var noun: Int?
        if !isPassive || tree.child(token, .obj) == nil, isLight(word.lemma),
            let object = isPassive ? subject : tree.child(token, .obj),
            tokens[object].upos == .noun, let sense = nounSense(object), sense.need == nil || fits(sense, [object])
        {
            noun = object
        }
        let arguments = who + whom
        var type = lemma == "be missing" ? "disappearance" : verbType(token, particle, arguments, acted: whom)
        if let noun, let sense = nounSense(noun) {
            type = sense.type
            rule = "verb.light"
            whom = nounTargets(noun)
        } else if whom.isEmpty, !isPassive, let target = target(of: token), type != nil {
            whom.append(target)
        }
        if hasNo(who) || hasNo(whom) { polarityFlips += 1 }

        add(
            token, sentence: sentence, lemma: lemma, predicate: predicateSpan(token, particle), type: type, who: who,
            whom: whom,
            flips: polarityFlips, modality: modality ?? auxiliary(token), rule: rule)
    }

    /// The particle of a verb, also where the tree has it as an adverb.
    private func particle(_ token: Int) -> Int? {
        if let particle = tree.child(token, .compoundPrt) { return particle }
        let next = token + 1
        guard next < tokens.count, tokens[next].head == token, tokens[next].relation == .advmod else { return nil }
        switch tokens[next].lemma {
        case "down", "out", "away", "off", "up", "back", "over", "in": return next
        default: return nil
        }
    }

    /// "urged X to leave": the object does the leaving.
    private func objectControls(_ governor: Int) -> Int? {
        switch tokens[governor].lemma {
        case "force", "compel", "oblige", "lead", "enable": return tree.child(governor, .obj)
        default: break
        }
        guard let cue = lexicons.cues.verb(tokens[governor].lemma) else { return nil }
        switch cue.group {
        case .demand, .say, .plan, .ask: break
        default: return nil
        }
        return tree.child(governor, .obj) ?? tree.child(governor, .iobj)
    }

    mutating func readCopula(_ token: Int, sentence: Int) {
        guard let cop = tree.child(token, .cop), let subject = tree.subject(token), !tree.isPunctuation(token) else {
            return
        }
        let word = tokens[token]
        if lexicons.cues.adjective(word.lemma) != nil, word.upos == .adj, tree.child(token, .ccomp) != nil { return }
        let lower = min(cop, token)
        let type = lexicons.events.senses(verb: "be").first { $0.others == [word.lemma] }?.type
        let flips = (tree.isNegated(token) ? 1 : 0) + (hasNo([subject]) ? 1 : 0)
        add(
            token, sentence: sentence, lemma: "be " + word.lemma, predicate: lower..<token + 1, type: type,
            who: [subject], whom: [],
            flips: flips, modality: auxiliary(token), rule: "copula")
    }

    /// Event nouns with an argument: "the attack on X", "the capture of X by Y", "an earthquake in X".
    mutating func readNoun(_ token: Int, sentence: Int) {
        guard let sense = nounSense(token) else { return }
        switch tokens[token].relation {
        case .nsubj, .nsubjPass, .obj, .obl, .root, .conj, .oblAgent, .nmod: break
        default: return
        }
        guard sense.need == nil || fits(sense, Array(tree.children(token).map(Int.init).prefix(12))) else { return }
        var who: [Int] = []
        var whom: [Int] = []
        var isPlaced = false
        for child in tree.children(token).prefix(24) {
            let i = Int(child)
            switch tokens[i].relation {
            case .nmodPoss: who.append(i)
            case .amod, .compound:
                if nameOf[i] >= 0 { who.append(i) }
            case .nmod:
                guard let marker = tree.child(i, .case) else { continue }
                switch tokens[marker].lemma {
                case "by": who.append(i)
                case "of", "on", "against": whom.append(i)
                case "in", "at", "near", "off", "outside", "between": isPlaced = true
                default: continue
                }
            default: continue
            }
        }
        // With a light verb above, that verb's claim says it all.
        let head = tokens[token].head
        if head >= 0, tokens[token].relation == .obj || tokens[token].relation == .nsubjPass,
            tokens[head].upos == .verb, isLight(tokens[head].lemma)
        {
            return
        }
        guard !who.isEmpty || !whom.isEmpty || isPlaced else { return }
        // "won the election", "passed the law": an object names what may not have happened; events that harm are presupposed.
        if tokens[token].relation == .obj || tokens[token].relation == .nmod {
            switch lexicons.events.types[sense.type]?.group {
            case "politics", "law", "economy", nil: return
            default: break
            }
        }
        // Plans, wishes and denials of an event do not assert it.
        guard head < 0 || !isUnreal(head) else { return }
        if hasNo([token]) { return }
        add(
            token, sentence: sentence, lemma: tokens[token].lemma, predicate: token..<token + 1, type: sense.type,
            who: who, whom: whom,
            flips: 0, modality: nil, rule: "noun.event")
    }

    /// Whether a verb or its auxiliaries leave open whether its noun happened.
    private func isUnreal(_ head: Int) -> Bool {
        if tree.isNegated(head) || auxiliary(head) != nil { return true }
        guard let cue = lexicons.cues.verb(tokens[head].lemma) else { return false }
        switch cue.group {
        case .plan, .promise, .demand, .hope, .fear, .deny, .refuse: return true
        default: return false
        }
    }

    // MARK: senses

    func nounSense(_ token: Int) -> EventLexicon.Sense? {
        for sense in lexicons.events.senses(noun: tokens[token].lemma) {
            if sense.others.isEmpty {
                if sense.need == nil || fits(sense, [token] + tree.children(token).prefix(12).map(Int.init)) {
                    return sense
                }
                continue
            }
            var position = token - sense.others.count
            guard position >= 0 else { continue }
            var matches = true
            for other in sense.others {
                if tokens[position].lemma != other { matches = false }
                position += 1
            }
            if matches { return sense }
        }
        return nil
    }

    private func verbType(_ token: Int, _ particle: Int?, _ arguments: [Int], acted: [Int]) -> String? {
        for sense in lexicons.events.senses(verb: tokens[token].lemma) {
            if !sense.others.isEmpty {
                var needed = sense.others[...]
                if let particle, needed.first == tokens[particle].lemma { needed = needed.dropFirst() }
                for child in tree.children(token).prefix(24) {
                    guard let first = needed.first else { break }
                    let i = Int(child)
                    if i > token, tokens[i].lemma == first {
                        needed = needed.dropFirst()
                        if let next = needed.first, tree.children(i).contains(where: { tree.hasMarker(Int($0), next) })
                        {
                            needed = needed.dropFirst()
                        }
                    } else if i > token, tree.hasMarker(i, first) {
                        needed = needed.dropFirst()
                    }
                }
                guard needed.isEmpty else { continue }
            }
            // A place or person is what is acted on, where anything is.
            var words = (sense.need == "place" || sense.need == "person") && !acted.isEmpty ? acted : arguments
            if sense.need != nil, let target = target(of: token, loosely: true) { words.append(target) }
            if sense.need == nil || fits(sense, words) { return sense.type }
        }
        return nil
    }

    /// Whether one of these words is what a sense needs.
    func fits(_ sense: EventLexicon.Sense, _ words: [Int]) -> Bool {
        guard let need = sense.need else { return true }
        for word in words {
            switch need {
            case "place":
                if nameOf[word] >= 0, reading.names[Int(nameOf[word])].kind == .place { return true }
                switch tokens[word].lemma {
                case "town", "city", "village", "territory", "area", "region", "airport", "port", "bridge", "capital",
                    "settlement", "district",
                    "position", "base", "hill", "square", "building", "land", "part", "province", "island", "dam",
                    "checkpoint", "outpost", "stronghold":
                    return true
                default: break
                }
            case "person":
                if nameOf[word] >= 0, reading.names[Int(nameOf[word])].kind == .person { return true }
                switch tokens[word].lemma {
                case "people", "person", "man", "woman", "child", "soldier", "civilian", "worker", "hostage",
                    "prisoner", "resident", "survivor",
                    "passenger", "victim", "family", "journalist", "student", "officer", "troops", "fighter", "sailor",
                    "miner", "girl", "boy":
                    return true
                default: break
                }
            default:
                if lexicons.events.word(tokens[word].lemma, is: need) { return true }
                // "Kestran army units": the modifier says it.
                for child in tree.children(word).prefix(8)
                where tokens[Int(child)].relation == .compound || tokens[Int(child)].relation == .amod {
                    if lexicons.events.word(tokens[Int(child)].lemma, is: need) { return true }
                }
            }
        }
        return false
    }
}
