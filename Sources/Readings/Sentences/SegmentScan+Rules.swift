/// Boundaries that need no weighing: rules over abbreviations, initials, acronyms and closing quotation marks.
extension SegmentScan {
    /// Whether a token starts at atom `right`, where a rule says so; nil leaves it to the judge.
    @inline(__always)
    func ruleOnToken(_ right: Int, _ count: Int, _ start: Int, _ after: Atom) -> Bool? {
        let a = atoms[right - 1]
        let b = atoms[right]
        // Nothing real is that long.
        if b.end - atoms[start].start > Self.longestToken { return true }
        if a.kind == AtomKind.stop, a.end - a.start > 3, AtomKind.isLetters(b.kind) { return true }
        guard b.kind == AtomKind.stop, AtomKind.isLetters(a.kind) else { return nil }
        // "wait......"
        if b.end - b.start > 3 { return true }
        guard right == count - 1, b.end - b.start == 1 else { return nil }
        let isLetter = a.end - a.start == 1
        // The last stop of "U.S." and "a.m." is the acronym's own.
        if isLetter, right - start >= 3, atoms[right - 2].kind == AtomKind.stop,
            atoms[right - 3].end - atoms[right - 3].start == 1
        {
            return false
        }
        guard start == right - 1 else { return nil }
        if a.kind == AtomKind.initial, isLetter { return isInitial(before: after) ? false : nil }
        let kind = knowledge.abbreviations[scanner.hash(a.start, a.end)]
        guard kind != 0 else { return nil }
        if kind == SegmenterKnowledge.Abbreviation.title.rawValue {
            let isName = after.kind == AtomKind.title || after.kind == AtomKind.upper || after.kind == AtomKind.initial
            if isName, a.kind == AtomKind.title || a.kind == AtomKind.upper { return false }
        }
        if after.kind == AtomKind.lower, SegmenterKnowledge.abbreviatesBeforeLowerCase(kind) { return false }
        // "vol. 3", "No. 4", "Art. 51"
        if after.kind == AtomKind.digits, kind == SegmenterKnowledge.Abbreviation.reference.rawValue { return false }
        return nil
    }

    /// Whether a single capital with a stop after the last token is an initial: a name stands before it or it opens the
    /// sentence, and a name follows.
    private func isInitial(before after: Atom) -> Bool {
        let isBetween =
            surfaces == 0 || last.kind == AtomKind.title
            || (last.kind == AtomKind.joined && scanner.bytes[last.end - 1] == AtomKind.stop
                && last.end - last.start <= 5)
        guard isBetween, after.kind == AtomKind.title || after.kind == AtomKind.initial || after.kind == AtomKind.mixed
        else {
            return false
        }
        return after.kind == AtomKind.initial || knowledge.starters[scanner.hash(after.start, after.end)] == 0
    }

    /// Whether the sentence ends after the last token, where a rule says so; nil leaves it to the judge.
    @inline(__always)
    func ruleOnSentence(_ position: Int, _ gap: Gap) -> Bool? {
        let bits = scanner.table[Int(scanner.bytes[position])]
        switch last.kind {
        case AtomKind.joined:
            guard scanner.bytes[last.end - 1] == AtomKind.stop else { return nil }
            return ruleAfterAbbreviation(position, bits)
        case AtomKind.quote, AtomKind.closeQuote, AtomKind.closeSingle, AtomKind.closeBracket:
            // “This is our home.” he said; Ana Oru (R-Fla.) said
            return bits & CodePoints.lowerBit != 0 && gap == .space ? false : nil
        case AtomKind.stop where gap != .none && bits & CodePoints.otherBit != 0:
            return scanner.next(position, end).kind == AtomKind.bullet ? true : nil
        default: return nil
        }
    }

    private func ruleAfterAbbreviation(_ position: Int, _ bits: UInt8) -> Bool? {
        let kind = knowledge.abbreviations[scanner.hash(last.start, last.end - 1)]
        let length = last.end - last.start
        let isAcronym = length >= 4 && scanner.bytes[last.end - 3] == AtomKind.stop
        if bits & CodePoints.lowerBit != 0 {
            return isAcronym || SegmenterKnowledge.abbreviatesBeforeLowerCase(kind) ? false : nil
        }
        if scanner.bytes[position] &- 0x30 < 10, kind == SegmenterKnowledge.Abbreviation.reference.rawValue {
            return false
        }
        guard bits & CodePoints.upperBit != 0 else { return nil }
        if kind == SegmenterKnowledge.Abbreviation.title.rawValue { return false }
        let next = scanner.next(position, end)
        let isStarter =
            (next.kind == AtomKind.title || (next.kind == AtomKind.initial && next.end - next.start == 1))
            && knowledge.starters[scanner.hash(next.start, next.end)] != 0
        if length == 2, scanner.table[Int(scanner.bytes[last.start])] & CodePoints.upperBit != 0 {
            return isStarter ? nil : false
        }
        return isStarter && isAcronym ? true : nil
    }
}
