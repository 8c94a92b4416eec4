/// Runs a pattern set over pieces.
///
/// Cost: pieces whose word no rule knows cost one look-up; a match tries the few rules that can start with its first
/// word. Patterns have no repetition, and number phrases and nested categories are read once a place, so matching is
/// linear in the text. It owns its scratch memory and is used by one thread at a time.
final class PatternMatcher {
    let set: PatternSet
    /// What the elements of the rules being tried took; a nested rule's frame follows its caller's.
    private let frames: UnsafeMutablePointer<Taken>
    /// By category and start: 0 not yet known, -1 no match, else one more than its index in `known`.
    private var nestedAt: [Int32] = []
    private var known: [PatternMatch] = []
    /// By start: 0 not yet known, -1 no number, else one more than its index in `phrases`.
    private var numberAt: [Int32] = []
    private var phrases: [NumberPhrase] = []

    init(set: PatternSet) {
        self.set = set
        frames = .allocate(capacity: (set.longestRule + 1) * (set.categories.count + 2))
    }

    deinit { frames.deallocate() }

    /// What one element took: nothing when `lower` is negative.
    private struct Taken {
        var lower: Int32 = -1
        var upper: Int32 = -1
        /// Index in `known`, or -1.
        var nested: Int32 = -1
        var low = Double.nan
        var high = Double.nan
    }

    /// All matches of rules in some categories that do not overlap: leftmost first, then the longest, then the rule
    /// that stands first in its file.
    ///
    /// - Parameter refuse: says which matches to leave out.
    func matches(
        _ pieces: [Piece], _ range: Range<Int>, categories: Set<Int>, refuse: (PatternMatch) -> Bool,
        into found: inout [PatternMatch]
    ) {
        forget(range.upperBound)
        var mask: UInt64 = 0
        for category in categories where category >= 0 { mask |= 1 << UInt64(category) }
        var candidates: [PatternMatch] = []
        pieces.withUnsafeBufferPointer { pieces in
            for i in range {
                let rules = set.candidates(pieces[i])
                for index in rules where mask >> UInt64(set.category(ofRule: index)) & 1 != 0 {
                    if let match = match(Int(index), pieces, i, range.upperBound, depth: 0), !refuse(match) {
                        candidates.append(match)
                    }
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

    /// The longest match of a category at a piece.
    func nested(_ category: Int, _ pieces: [Piece], _ start: Int, _ limit: Int) -> PatternMatch? {
        guard start < limit, set.canStart(category, pieces[start]) else { return nil }
        forget(limit)
        return pieces.withUnsafeBufferPointer { longest(category, $0, start, limit, depth: 0) }
    }

    /// Makes the memory ready for pieces before `limit`.
    private func forget(_ limit: Int) {
        known.removeAll(keepingCapacity: true)
        phrases.removeAll(keepingCapacity: true)
        numberAt.removeAll(keepingCapacity: true)
        numberAt.append(contentsOf: repeatElement(0, count: limit))
        nestedAt.removeAll(keepingCapacity: true)
        nestedAt.append(contentsOf: repeatElement(0, count: limit * set.categories.count))
    }

    private func longest(
        _ category: Int, _ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int, depth: Int
    ) -> PatternMatch? {
        var best: PatternMatch?
        for rule in set.rules(of: category) {
            if let match = match(rule, pieces, start, limit, depth: depth), match.end > best?.end ?? 0 { best = match }
        }
        return best
    }

    /// What a rule takes at a piece.
    private func match(
        _ rule: Int, _ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int, depth: Int
    ) -> PatternMatch? {
        let steps = set.steps(ofRule: rule)
        let frame = frames + depth * (set.longestRule + 1)
        let end = step(steps.lowerBound, steps.upperBound, frame, pieces, start, limit, depth)
        guard end >= 0 else { return nil }
        var lower = Int.max
        var upper = 0
        var values = [Double](repeating: .nan, count: set.fields.names.count)
        for index in 0..<steps.count where frame[index].lower >= 0 {
            let part = frame[index]
            if set.steps[steps.lowerBound + index].inSpan {
                lower = min(lower, Int(part.lower))
                upper = max(upper, Int(part.upper))
            }
            guard part.nested >= 0 else { continue }
            for (field, value) in known[Int(part.nested)].values.enumerated() where !value.isNaN {
                values[field] = value
            }
        }
        for (field, source) in set.rules[rule].sets {
            switch source {
            case .constant(let value): values[field] = value
            case .element(let index, let factor, let high):
                guard frame[index].lower >= 0 else { continue }
                values[field] = (high ? frame[index].high : frame[index].low) * factor
            }
        }
        guard lower < upper else { return nil }
        // A rule that only passes another on answers with that one's id.
        let inner = steps.count == 1 ? frame[0].nested : -1
        return PatternMatch(
            rule: inner >= 0 ? known[Int(inner)].rule : rule, order: rule, span: lower..<upper, end: end,
            values: values)
    }

    /// Takes the elements from `at` on; the end of what they took, or -1.
    private func step(
        _ index: Int, _ end: Int, _ frame: UnsafeMutablePointer<Taken>, _ pieces: UnsafeBufferPointer<Piece>,
        _ at: Int, _ limit: Int, _ depth: Int
    ) -> Int {
        guard index < end else { return at }
        let element = set.steps[index]
        if at < limit, take(element, frame, pieces, at, limit, depth) {
            let found = step(index + 1, end, frame + 1, pieces, Int(frame.pointee.upper), limit, depth)
            if found >= 0 { return found }
        }
        guard element.isOptional else { return -1 }
        frame.pointee = Taken()
        return step(index + 1, end, frame + 1, pieces, at, limit, depth)
    }

    @inline(__always)
    private func take(
        _ element: PatternStep, _ frame: UnsafeMutablePointer<Taken>, _ pieces: UnsafeBufferPointer<Piece>, _ at: Int,
        _ limit: Int, _ depth: Int
    ) -> Bool {
        let piece = pieces[at]
        if element.isGlued, piece.spaced { return false }
        if element.needsCapital, !piece.capital { return false }
        var taken = Taken(lower: Int32(at), upper: Int32(at + 1))
        switch element.kind {
        case .word:
            guard piece.word == element.index else { return false }
        case .words:
            guard piece.word >= 0, set.pool(element, contains: piece.word) else { return false }
        case .wordClass:
            guard piece.word >= 0, set.vocabulary.isIn(piece.word, Int(element.index)),
                let value = set.vocabulary.value(of: piece.word, in: Int(element.index))
            else { return false }
            (taken.low, taken.high) = (value, value)
        case .figure:
            guard piece.kind == .figure, let value = element.form.value(piece) else { return false }
            (taken.low, taken.high) = (value, value)
        case .number:
            let index = number(pieces, at, limit)
            guard index >= 0 else { return false }
            let phrase = phrases[index]
            taken.upper = Int32(phrase.end)
            (taken.low, taken.high) = (phrase.isVague ? .infinity : phrase.low, phrase.high)
        case .category:
            let index = category(Int(element.index), pieces, at, limit, depth)
            guard index >= 0 else { return false }
            taken.upper = Int32(known[index].end)
            taken.nested = Int32(index)
        }
        frame.pointee = taken
        return true
    }

    /// Index in `phrases` of the number that starts at a piece, or -1.
    private func number(_ pieces: UnsafeBufferPointer<Piece>, _ at: Int, _ limit: Int) -> Int {
        if numberAt[at] == 0 {
            if let phrase = set.numbers.read(pieces, at, limit) {
                phrases.append(phrase)
                numberAt[at] = Int32(phrases.count)
            } else {
                numberAt[at] = -1
            }
        }
        return numberAt[at] < 0 ? -1 : Int(numberAt[at]) - 1
    }

    /// Index in `known` of the longest match of a category at a piece, or -1.
    private func category(
        _ category: Int, _ pieces: UnsafeBufferPointer<Piece>, _ at: Int, _ limit: Int, _ depth: Int
    ) -> Int {
        guard set.canStart(category, pieces[at]) else { return -1 }
        let slot = category * limit + at
        if nestedAt[slot] == 0 {
            if let match = longest(category, pieces, at, limit, depth: depth + 1) {
                known.append(match)
                nestedAt[slot] = Int32(known.count)
            } else {
                nestedAt[slot] = -1
            }
        }
        return nestedAt[slot] < 0 ? -1 : Int(nestedAt[slot]) - 1
    }
}
