import Lexicons

extension AttributionFinder {
    /// Drops doubles and what stands inside another attribution without saying anything of its own; sorts by cue.
    func settle() -> [AttributionDraft] {
        var cursor = [Int32](repeating: -1, count: tokens.count)
        var kept: [AttributionDraft] = []
        for draft in drafts where cursor[draft.cueHead] < 0 {
            cursor[draft.cueHead] = 1
            kept.append(draft)
        }
        kept.sort { ($0.cue.lowerBound, $0.cueHead) < ($1.cue.lowerBound, $1.cueHead) }
        // How many contents cover each token.
        var change = [Int32](repeating: 0, count: tokens.count + 1)
        for draft in kept {
            for range in draft.content {
                change[range.lowerBound] += 1
                change[range.upperBound] -= 1
            }
        }
        var depth: Int32 = 0
        var coverage = [Int32](repeating: 0, count: tokens.count)
        for token in tokens.indices {
            depth += change[token]
            coverage[token] = depth
        }
        return kept.filter { draft in
            if coverage[draft.cueHead] == 0, quoteOf[draft.cueHead] < 0 { return true }
            return speaksInside(draft)
        }
    }

    /// Whether a cue inside another's content still tells whose word it is: a named or described third person says it.
    private func speaksInside(_ draft: AttributionDraft) -> Bool {
        guard draft.group == .say || draft.group == .report || draft.group == .deny, let head = draft.sourceHead
        else { return false }
        switch draft.rule {
        case "verb.clause", "verb.fronted", "verb.parenthetical", "phrase.according", "colon", "surface.before",
            "quote.before", "quote.after":
            break
        default: return false
        }
        if draft.rule == "colon" { return true }
        // Inside a quotation only a name carries the word on: "the ministry told us" is the speaker's own tale.
        if quoteOf[draft.cueHead] >= 0 { return nameOf[head] >= 0 }
        switch tokens[head].lemma {
        case "I", "i", "we", "you", "who", "that", "which", "one", "it", "this", "everything": return false
        default: return true
        }
    }

    /// For each draft the innermost other draft whose content holds its cue. Drafts are sorted by cue.
    func nesting(_ drafts: [AttributionDraft]) -> [Int?] {
        var ranges: [(range: Range<Int>, draft: Int)] = []
        for (i, draft) in drafts.enumerated() { for range in draft.content { ranges.append((range, i)) } }
        ranges.sort { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
        var inside = [Int?](repeating: nil, count: drafts.count)
        let order = drafts.indices.sorted { drafts[$0].cueHead < drafts[$1].cueHead }
        var open: [(range: Range<Int>, draft: Int)] = []
        var next = 0
        for i in order {
            let cue = drafts[i].cueHead
            while next < ranges.count, ranges[next].range.lowerBound <= cue {
                while let last = open.last, last.range.upperBound <= ranges[next].range.lowerBound { open.removeLast() }
                open.append(ranges[next])
                next += 1
            }
            while let last = open.last, last.range.upperBound <= cue { open.removeLast() }
            for candidate in open.suffix(8).reversed() where candidate.draft != i && candidate.range.contains(cue) {
                inside[i] = candidate.draft
                break
            }
        }
        return inside
    }

    /// The stretch a channel stands in: "in a statement posted on X" → X; "told state television" is a speaker's hearer, not one.
    func channel(of draft: AttributionDraft) -> String? {
        var found: String?
        for child in tree.children(draft.cueHead) {
            let i = Int(child)
            guard tokens[i].relation == .obl || tokens[i].relation == .nmod, let marker = tree.child(i, .case) else {
                continue
            }
            switch tokens[marker].lemma {
            case "in", "on", "via", "through", "at", "during", "by", "over": break
            default: continue
            }
            if let name = channelName(i) { found = found ?? name }
            // "in a statement posted on X": the platform says more.
            for inner in tree.children(i)
            where tokens[Int(inner)].relation == .acl || tokens[Int(inner)].relation == .nmod {
                for deeper in [inner] + Array(tree.children(Int(inner)).prefix(8)) {
                    if tree.child(Int(deeper), .case) != nil, let name = channelName(Int(deeper)), isPlatform(name) {
                        return name
                    }
                }
            }
        }
        if found == nil, let head = draft.sourceHead { found = channelName(head) }
        return found
    }

    private func channelName(_ token: Int) -> String? {
        let lemma = tokens[token].lemma
        if let name = lexicons.channels[lemma] {
            if lemma == "x" { return tree.firstByte(token) == 0x58 ? name : nil }
            return name
        }
        return tokens[token].upos == .propn ? lexicons.channels[lemma.lowercased()] : nil
    }

    private func isPlatform(_ name: String) -> Bool { name.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false }
}
