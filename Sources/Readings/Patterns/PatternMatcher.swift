/// Runs a pattern set over pieces.
///
/// Cost: pieces whose word no rule knows cost one look-up; a match tries the few rules that can start with its first
/// word. Patterns have no repetition, so matching is linear in the text.
struct PatternMatcher {
    let set: PatternSet

    /// What one element took.
    private struct Taken {
        var range: Range<Int>
        var low = Double.nan
        var high = Double.nan
        var nested: PatternMatch?
    }

    /// All matches of rules in some categories that do not overlap: leftmost first, then the longest, then the rule
    /// that stands first in its file.
    ///
    /// - Parameter refuse: says which matches to leave out.
    func matches(
        _ pieces: [Piece], _ range: Range<Int>, categories: Set<Int>, refuse: (PatternMatch) -> Bool,
        into found: inout [PatternMatch]
    ) {
        var candidates: [PatternMatch] = []
        for i in range {
            let rules = set.candidates(pieces[i])
            if rules.isEmpty { continue }
            for index in rules where categories.contains(set.rules[Int(index)].category) {
                if let match = match(Int(index), pieces, i, range.upperBound), !refuse(match) {
                    candidates.append(match)
                }
            }
        }
        guard !candidates.isEmpty else { return }
        candidates.sort {
            ($0.span.lowerBound, -$0.span.upperBound, $0.order) < ($1.span.lowerBound, -$1.span.upperBound, $1.order)
        }
        var end = range.lowerBound
        for candidate in candidates where candidate.span.lowerBound >= end {
            found.append(candidate)
            end = candidate.span.upperBound
        }
    }

    /// What a rule takes at an piece.
    func match(_ rule: Int, _ pieces: [Piece], _ start: Int, _ limit: Int) -> PatternMatch? {
        var taken: [Taken?] = []
        guard let end = step(set.rules[rule], 0, pieces, start, limit, &taken) else { return nil }
        let compiled = set.rules[rule]
        var lower = Int.max
        var upper = 0
        var values = [Double](repeating: .nan, count: set.fields.names.count)
        for (index, part) in taken.enumerated() {
            guard let part else { continue }
            if compiled.elements[index].inSpan {
                lower = min(lower, part.range.lowerBound)
                upper = max(upper, part.range.upperBound)
            }
            if let nested = part.nested {
                for (field, value) in nested.values.enumerated() where !value.isNaN { values[field] = value }
            }
        }
        for (field, source) in compiled.sets {
            switch source {
            case .constant(let value): values[field] = value
            case .element(let index, let factor, let high):
                guard let part = taken[index] else { continue }
                values[field] = (high ? part.high : part.low) * factor
            }
        }
        guard lower < upper else { return nil }
        // A rule that only passes another on answers with that one's id.
        let said = compiled.elements.count == 1 ? taken[0]?.nested?.rule ?? rule : rule
        return PatternMatch(rule: said, order: rule, span: lower..<upper, end: end, values: values)
    }

    /// The longest match of a category at an piece.
    func nested(_ category: Int, _ pieces: [Piece], _ start: Int, _ limit: Int) -> PatternMatch? {
        guard start < limit, set.canStart(category, pieces[start]) else { return nil }
        var best: PatternMatch?
        for rule in set.rules(of: category) {
            if let match = match(rule, pieces, start, limit), match.end > best?.end ?? 0 { best = match }
        }
        return best
    }

    private func step(
        _ rule: PatternRule, _ index: Int, _ pieces: [Piece], _ at: Int, _ limit: Int, _ taken: inout [Taken?]
    ) -> Int? {
        guard index < rule.elements.count else { return at }
        let element = rule.elements[index]
        if at < limit, let part = take(element, pieces, at, limit) {
            taken.append(part)
            if let end = step(rule, index + 1, pieces, part.range.upperBound, limit, &taken) { return end }
            taken.removeSubrange(index...)
        }
        if element.isOptional {
            taken.append(nil)
            if let end = step(rule, index + 1, pieces, at, limit, &taken) { return end }
            taken.removeSubrange(index...)
        }
        return nil
    }

    @inline(__always)
    private func take(_ element: PatternElement, _ pieces: [Piece], _ at: Int, _ limit: Int) -> Taken? {
        let piece = pieces[at]
        if element.isGlued, piece.spaced { return nil }
        if element.needsCapital, !piece.capital { return nil }
        switch element.kind {
        case .words(let words):
            guard piece.word >= 0, words.contains(piece.word) else { return nil }
            return Taken(range: at..<(at + 1))
        case .wordClass(let index):
            guard piece.word >= 0, let value = set.vocabulary.value(of: piece.word, in: index) else { return nil }
            return Taken(range: at..<(at + 1), low: value, high: value)
        case .figure(let form):
            guard let value = form.value(piece) else { return nil }
            return Taken(range: at..<(at + 1), low: value, high: value)
        case .number:
            guard let phrase = set.numbers.read(pieces, at, limit) else { return nil }
            return Taken(range: at..<phrase.end, low: phrase.isVague ? .infinity : phrase.low, high: phrase.high)
        case .category(let index):
            guard let match = nested(index, pieces, at, limit) else { return nil }
            return Taken(range: at..<match.end, nested: match)
        }
    }
}
