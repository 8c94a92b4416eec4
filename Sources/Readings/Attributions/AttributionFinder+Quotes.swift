import Texts

extension AttributionFinder {
    /// Gives quotations to cues by their marks: widens content that touches a quotation to the whole of it, finds cues
    /// beside quotations that the trees did not tie, and goes on with the last speaker otherwise.
    mutating func readQuotes() {
        guard !quotes.isEmpty else { return }
        var claimant = [Int32](repeating: -1, count: quotes.count)
        var change = [Int32](repeating: 0, count: tokens.count + 1)
        var draftOf = [Int32](repeating: -1, count: tokens.count)
        for i in drafts.indices {
            draftOf[drafts[i].cueHead] = Int32(i)
            let cueQuote = quoteOf[drafts[i].cueHead]
            for k in drafts[i].content.indices {
                var range = drafts[i].content[k]
                let first = quoteOf[range.lowerBound]
                let last = quoteOf[range.upperBound - 1]
                if drafts[i].group.speaks || drafts[i].rule == "phrase.according" {
                    if first >= 0, first != cueQuote {
                        range = quotes[Int(first)].tokens.lowerBound..<max(range.upperBound, range.lowerBound + 1)
                    }
                    if last >= 0, last != cueQuote, quotes[Int(last)].tokens.upperBound > range.upperBound {
                        range = range.lowerBound..<quotes[Int(last)].tokens.upperBound
                    }
                    for quote in [first, last] where quote >= 0 && quote != cueQuote {
                        if claimant[Int(quote)] < 0 { claimant[Int(quote)] = Int32(i) }
                        drafts[i].hasQuote = true
                    }
                    drafts[i].content[k] = range
                }
                if cueQuote < 0 {
                    change[range.lowerBound] += 1
                    change[range.upperBound] -= 1
                }
            }
            drafts[i].content = merged(drafts[i].content)
        }
        var covered = [Bool](repeating: false, count: tokens.count)
        var depth: Int32 = 0
        for token in tokens.indices {
            depth += change[token]
            covered[token] = depth > 0
        }

        var last: (draft: Int, paragraph: Int)?
        var sentence = 0
        var draftCursor = 0
        let treeDrafts = drafts.count
        for (q, quote) in quotes.enumerated() {
            while sentence + 1 < reading.sentences.count,
                reading.sentences[sentence].tokens.upperBound <= quote.tokens.lowerBound
            { sentence += 1 }
            guard sentence < reading.sentences.count else { return }
            if claimant[q] >= 0 {
                last = (Int(claimant[q]), quote.paragraph)
                continue
            }
            let middle = (quote.tokens.lowerBound + quote.tokens.upperBound) / 2
            if covered[middle] { continue }
            guard isSpeech(quote, in: reading.sentences[sentence].tokens) else { continue }
            if quote.continues, let last, last.paragraph + 2 >= quote.paragraph {
                append(quote, to: last.draft)
            } else if let cue = cue(before: quote, in: reading.sentences[sentence].tokens) ?? cue(after: quote) {
                let known = draftOf[cue.verb]
                if known >= 0 {
                    append(quote, to: Int(known))
                    last = (Int(known), quote.paragraph)
                } else {
                    draftOf[cue.verb] = Int32(drafts.count)
                    drafts.append(draft(cue, quote))
                    last = (drafts.count - 1, quote.paragraph)
                }
                continue
            } else if let previous = last, previous.paragraph + 1 >= quote.paragraph,
                drafts[previous.draft].source != nil
            {
                append(quote, to: previous.draft)
            } else {
                // The last cue before it in the same paragraph that stands outside quotations and has a source.
                while draftCursor + 1 < treeDrafts, drafts[draftCursor + 1].cueHead < quote.tokens.lowerBound {
                    draftCursor += 1
                }
                guard draftCursor < treeDrafts, drafts[draftCursor].cueHead < quote.tokens.lowerBound,
                    quoteOf[drafts[draftCursor].cueHead] < 0, drafts[draftCursor].source != nil,
                    drafts[draftCursor].group.speaks, quote.tokens.lowerBound - drafts[draftCursor].cueHead < 60,
                    !hasBreak(between: drafts[draftCursor].cueHead, and: quote.tokens.lowerBound)
                else { continue }
                append(quote, to: draftCursor)
                last = (draftCursor, quote.paragraph)
            }
            if let previous = last { last = (previous.draft, quote.paragraph) }
        }
    }

    private mutating func append(_ quote: Quote, to draft: Int) {
        let isLater = (drafts[draft].content.last?.upperBound ?? 0) < quote.tokens.lowerBound
        drafts[draft].content.append(quote.tokens)
        if !isLater { drafts[draft].content = merged(drafts[draft].content) }
        drafts[draft].hasQuote = true
    }

    /// Sorted, overlapping or touching stretches joined.
    private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        guard ranges.count > 1 else { return ranges }
        if ranges.count == 2, ranges[0].upperBound < ranges[1].lowerBound { return ranges }
        // Appended stretches come last and are later in the text: the common case is sorted already.
        var result: [Range<Int>] = []
        let isSorted = zip(ranges, ranges.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound }
        for range in isSorted ? ranges : ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.union(range)
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// Whether a quotation is somebody's speech rather than a quoted word or a title.
    private func isSpeech(_ quote: Quote, in sentence: Range<Int>) -> Bool {
        let inner =
            quote.tokens.lowerBound
            + 1..<max(quote.tokens.lowerBound + 1, quote.tokens.upperBound - (quote.isClosed ? 1 : 0))
        guard inner.count >= 2 else { return false }
        let before = tree.firstByte(inner.upperBound - 1)
        let endsLikeSpeech = before == 0x2C || before == 0x2E || before == 0x21 || before == 0x3F
        if endsLikeSpeech { return true }
        return quote.tokens.lowerBound == sentence.lowerBound && inner.count >= 4
    }

    /// A cue verb found beside a quotation, with its source where the words show it.
    private struct Beside {
        var verb: Int
        var source: Range<Int>?
        var sourceHead: Int?
        var cue: CueLexicon.Cue
        var rule: String
    }

    private func speakingVerb(_ token: Int) -> CueLexicon.Cue? {
        guard
            tokens[token].upos == .verb || tokens[token].upos == .aux
                || tokens[token].xpos == .nns && tree.ownSubject(token) != nil,
            let cue = lexicons.cues.verb(tokens[token].lemma), cue.group.speaks, cue.frames.contains(.clause)
        else { return nil }
        return cue
    }

    /// `X said, “…”`
    private func cue(before quote: Quote, in sentence: Range<Int>) -> Beside? {
        var token = quote.tokens.lowerBound - 1
        var floor = max(sentence.lowerBound, quote.tokens.lowerBound - 12)
        if token >= 0, token < sentence.lowerBound, tree.firstByte(token) == 0x3A {
            // "The mayor added:" ends its own sentence or line.
            floor = max(0, token - 12)
        }
        while token >= floor, quoteOf[token] < 0 {
            if let cue = speakingVerb(token) {
                let subject = tree.subject(token)
                var source = subject.map { sourceSpan($0, without: group(token)) }
                if source == nil, token > sentence.lowerBound,
                    tokens[token - 1].upos == .propn || tokens[token - 1].upos == .pron
                {
                    var lower = token - 1
                    while lower > sentence.lowerBound, tokens[lower - 1].upos == .propn { lower -= 1 }
                    source = lower..<token
                }
                return Beside(
                    verb: token, source: source, sourceHead: subject ?? (source == nil ? nil : token - 1), cue: cue,
                    rule: "quote.before")
            }
            if tokens[token].upos == .verb, quote.tokens.lowerBound - token > 3 { return nil }
            token -= 1
        }
        return nil
    }

    /// `“…,” X said` and `“…,” said X`
    private func cue(after quote: Quote) -> Beside? {
        guard quote.isClosed else { return nil }
        var token = quote.tokens.upperBound
        if token < tokens.count, tree.firstByte(token) == 0x2C { token += 1 }
        let start = token
        guard start < tokens.count, !hasBreak(between: quote.tokens.upperBound - 1, and: start) else { return nil }
        if let dash = signature(start) { return dash }
        let limit = min(tokens.count, start + 24)
        while token < limit, quoteOf[token] < 0 {
            if token > start, hasBreak(between: token - 1, and: token) { return nil }
            if let cue = speakingVerb(token) {
                if token == start || (token == start + 1 && tokens[start].upos == .aux) {
                    // Inverted: the source follows.
                    if let subject = tree.ownSubject(token), subject > token {
                        return Beside(
                            verb: token, source: sourceSpan(subject, without: token..<token + 1), sourceHead: subject,
                            cue: cue, rule: "quote.after")
                    }
                    var upper = token + 1
                    while upper < tokens.count, upper - token < 24, !tree.isPunctuation(upper), quoteOf[upper] < 0 {
                        upper += 1
                    }
                    guard upper > token + 1 else { return nil }
                    return Beside(
                        verb: token, source: token + 1..<upper, sourceHead: token + 1, cue: cue, rule: "quote.after")
                }
                let subject = tree.ownSubject(token)
                if let subject, subject >= start, subject < token {
                    return Beside(
                        verb: token, source: sourceSpan(subject, without: group(token)), sourceHead: subject, cue: cue,
                        rule: "quote.after")
                }
                let lower = start
                let upper = group(token).lowerBound
                guard lower < upper, tokens[lower].upos != .cconj, tokens[lower].upos != .adp else { return nil }
                return Beside(verb: token, source: lower..<upper, sourceHead: upper - 1, cue: cue, rule: "quote.after")
            }
            let byte = tree.firstByte(token)
            if byte == 0x2E || byte == 0x3F || byte == 0x21 || tokens[token].upos == .verb { return nil }
            token += 1
        }
        return nil
    }

    /// `“…” — Ana Oru` at the end of a line.
    private func signature(_ dash: Int) -> Beside? {
        let bytes = tree.bytes
        let at = tokens[dash].extent
        let isDash =
            at.count == 3 && bytes[at.start] == 0xE2 && bytes[at.start + 1] == 0x80
            && (bytes[at.start + 2] == 0x94 || bytes[at.start + 2] == 0x95)
        guard isDash, let said = lexicons.cues.verb("say") else { return nil }
        var upper = dash + 1
        while upper < tokens.count, upper - dash < 8, !hasBreak(between: upper - 1, and: upper) {
            guard tokens[upper].upos == .propn || tokens[upper].upos == .x || tree.isPunctuation(upper) else {
                return nil
            }
            upper += 1
        }
        guard upper > dash + 1, upper == tokens.count || hasBreak(between: upper - 1, and: upper) else { return nil }
        return Beside(
            verb: dash, source: dash + 1..<upper, sourceHead: dash + 1, cue: said, rule: "quote.signature")
    }

    /// Whether a line ends between two tokens; looks at 400 bytes at most.
    private func hasBreak(between first: Int, and second: Int) -> Bool {
        let start = tokens[first].extent.end
        let end = min(tokens[second].extent.start, start + 400)
        guard start < end else { return false }
        return tree.bytes[start..<end].contains(0x0A)
    }

    private func draft(_ cue: Beside, _ quote: Quote) -> AttributionDraft {
        AttributionDraft(
            cueHead: cue.verb, cue: group(cue.verb), source: cue.source.flatMap { $0.isEmpty ? nil : $0 },
            sourceHead: cue.sourceHead, content: [quote.tokens], group: cue.cue.group, denies: cue.cue.denies,
            rule: cue.rule, hasQuote: true)
    }
}
