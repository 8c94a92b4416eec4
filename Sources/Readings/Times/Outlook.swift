/// What speaks for the coming one of a weekday whose last one lies days back.
enum Outlook {
    case none
    /// A present or a fixture: the coming one, when it is near and the last one is not.
    case imminent
    /// A timetable: "starts on Tuesday".
    case scheduled
    /// A verb of saying in the past: nobody tells six days later what was "said on Friday".
    case told
    /// Another verb in the past.
    case past
}

extension TenseReader {
    /// What the words around a weekday say of it. `words` are those of the time expression.
    ///
    /// "Starts a two-day meeting on Tuesday", "are meeting on Saturday", "ahead of Tuesday's vote" look ahead; "after Tuesday's vote", "the
    /// quake that struck on Monday" do not.
    func outlook(of words: Range<Int>, in reading: Reading, sentence: Sentence) -> Outlook {
        let tokens = reading.tokens
        guard var top = words.first else { return .none }
        while words.contains(tokens[top].head), tokens[top].head != top { top = tokens[top].head }
        // "on Monday and Tuesday"
        if tokens[top].relation == .conj, sentence.tokens.contains(tokens[top].head) { top = tokens[top].head }
        var head = tokens[top].head
        guard sentence.tokens.contains(head) else { return .none }
        // "by the end of Wednesday"
        if tokens[head].lemma == "end" || tokens[head].lemma == "start", tokens[top].relation == .nmod,
            sentence.tokens.contains(tokens[head].head)
        {
            top = head
            head = tokens[top].head
        }
        switch tokens[top].relation {
        case .nmod, .nmodPoss, .nmodUnmarked, .compound:
            return outlook(ofNoun: head, words.lowerBound, in: reading, sentence)
        case .obl, .oblUnmarked, .advmod, .obj, .dep: break
        default: return .none
        }
        let verb = tokens[head]
        if words.lowerBound > sentence.tokens.lowerBound {
            switch tokens[words.lowerBound - 1].lemma {
            case "for": return .scheduled
            case "to", "until", "through": return .imminent
            default: break
            }
        }
        switch verb.xpos {
        case .vbz, .vbp:
            return isListed(verb.lemma, .tells) ? .told : isListed(verb.lemma, .timetable) ? .scheduled : .imminent
        case .vbd:
            switch verb.relation {
            case .aclRelcl, .advcl, .acl, .advclRelcl: return .none
            default: return isListed(verb.lemma, .tells) ? .told : .past
            }
        // "has been missing since" looks back.
        case .vbg, .jj:
            let helpers = Helpers(of: head, in: reading)
            return helpers.isPresent && !helpers.has(.vbn) ? .imminent : .none
        case .vbn:
            let helpers = Helpers(of: head, in: reading)
            if helpers.isPresent, !helpers.hasHave { return .imminent }
            return verb.relation == .root && tense(ofVerb: head, in: reading) == .past ? .past : .none
        default: return .none
        }
    }

    /// "Friday's vote", "a meeting of ministers on Thursday".
    private func outlook(ofNoun noun: Int, _ first: Int, in reading: Reading, _ sentence: Sentence) -> Outlook {
        let tokens = reading.tokens
        guard isListed(tokens[noun].lemma, .fixture) else { return .none }
        for token in max(sentence.tokens.lowerBound, first - 2)..<first where isListed(tokens[token].lemma, .herald) {
            return .imminent
        }
        var looksBack = false
        for child in reading.dependents(of: noun) where Int(child) < noun {
            let lemma = tokens[Int(child)].lemma
            if isListed(lemma, .herald) { return .imminent }
            looksBack = looksBack || lemma == "after" || lemma == "since" || lemma == "follow"
        }
        switch tense(of: noun, in: reading, sentence: sentence) {
        case .past, .perfect: return .none
        default: return looksBack ? .none : .imminent
        }
    }
}
