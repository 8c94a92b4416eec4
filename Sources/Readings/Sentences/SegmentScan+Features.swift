/// What the classifier looks at. Numbers in front are the templates; changing one means training again.
extension SegmentScan {
    /// The letters or kind of an atom as one number: words by their hash, marks by kind and length.
    @inline(__always)
    private func value(_ atom: Atom) -> UInt64 {
        if AtomKind.isWord(atom.kind) { return scanner.hash(atom.start, atom.end) }
        return UInt64(atom.kind) << 3 | atom.bucket
    }

    /// Kind and length of an atom.
    @inline(__always)
    private func shape(_ atom: Atom) -> UInt64 { UInt64(atom.kind) << 3 | atom.bucket }

    @inline(__always)
    private func atom(_ i: Int, _ count: Int) -> Atom { i >= 0 && i < count ? atoms[i] : .outside }

    /// The boundary before atom `right` of a chunk of `count`; the token being made starts at atom `start`.
    mutating func collectTokenFeatures(_ right: Int, _ count: Int, _ start: Int, _ after: Atom) {
        let a3 = atom(right - 3, count)
        let a2 = atom(right - 2, count)
        let a1 = atoms[right - 1]
        let b0 = atoms[right]
        let b1 = atom(right + 1, count)
        let b2 = atom(right + 2, count)
        let k1 = UInt64(a1.kind)
        let k0 = UInt64(b0.kind)
        let pair = k1 << 8 | k0
        let window = UInt64(a2.kind) << 24 | pair << 8 | UInt64(b1.kind)
        let wide = UInt64(a3.kind) << 40 | window << 8 | UInt64(b2.kind)
        let h1 = value(a1)
        let h0 = value(b0)
        let h2 = value(a2)
        let partial = scanner.hash(atoms[start].start, a1.end)
        let isFinal: UInt64 = right == count - 1 ? 1 : 0
        let next = isFinal == 1 ? UInt64(after.kind) : 255
        let chunk = Features.mix(scanner.hash(atoms[0].start, atoms[count - 1].end), UInt64(right))
        let ends = UInt64(atoms[0].kind) << 8 | UInt64(atoms[count - 1].kind)
        features.reset()
        features.add(1, pair)
        features.add(2, window)
        features.add(3, shape(a1), shape(b0))
        features.add(4, wide)
        features.add(5, h1, k0)
        features.add(6, k1, h0)
        features.add(7, h1, h0)
        features.add(8, pair, value(b1))
        features.add(9, h2, pair)
        features.add(10, h2, k1, h0)
        features.add(11, partial, k0)
        features.add(12, UInt64(right - start), window)
        features.add(13, chunk)
        features.add(14, wide, ends, UInt64(min(right, 7)))
        features.add(15, pair, next)
        features.add(16, h1, k0, next)
        let kind =
            isFinal == 1 && AtomKind.isLetters(a1.kind) ? knowledge.abbreviations[scanner.hash(a1.start, a1.end)] : 0
        features.add(17, UInt64(kind), pair, next)
        features.add(18, UInt64(last.kind), window)
        features.add(19, pair, ends)
        features.add(20, shape(a2), shape(a1), shape(b0))
        features.add(21, shape(a1), shape(b0), shape(b1))
        features.add(22, pair, isFinal == 1 ? value(after) : 255)
        features.add(23, scanner.hash(b0.start, atoms[count - 1].end), k1)
        features.add(24, opensQuote ? 1 : 0, window)
        features.add(25, scanner.hash(max(a1.start, a1.end - 3), a1.end), k0, UInt64(b1.kind))
    }

    /// The end of a sentence after the last token; the next chunk starts at `position`.
    mutating func collectSentenceFeatures(_ position: Int, _ gap: Gap) {
        var r = scanner.next(position, end)
        if AddressRule(scanner: scanner).isWeb(position, end) {
            r = Atom(start: r.start, end: r.end, kind: AtomKind.joined)
        }
        var r2 = Atom.outside
        if r.end < end { r2 = followUp(r.end) }
        // The stop behind closing marks, and the word before it.
        var (stop, word, before, closer) = (last, second, third, Atom.outside)
        if AtomKind.isCloser(last.kind) { (closer, stop, word, before) = (last, second, third, fourth) }
        if AtomKind.isWord(stop.kind) { (stop, word, before) = (.outside, stop, word) }
        let spaced: UInt64 = stop.kind != 0 && stop.start > word.end ? 1 : 0
        let sign = UInt64(closer.kind) << 16 | shape(stop) << 2 | spaced
        let kr = UInt64(r.kind)
        let kr2 = UInt64(r2.kind)
        let hr = value(r)
        let hw = value(word)
        let length = UInt64(lengthBucket(surfaces))
        let left = scanner.bytes[max(word.end, 1) - 1]
        // "U.S." and "Mr." carry their stop inside the token.
        let inner: UInt64 = word.kind == AtomKind.joined && left == AtomKind.stop ? 1 : 0
        let abbreviation =
            inner == 1
            ? UInt64(knowledge.abbreviations[scanner.hash(word.start, word.end - 1)]) + 16
            : UInt64(AtomKind.isLetters(word.kind) ? knowledge.abbreviations[scanner.hash(word.start, word.end)] : 0)
        let key = Features.mix(sign, inner)
        let state = (opensQuote ? 1 : 0) | UInt64(min(brackets, 1)) << 1 | (lowerStarts ? 4 : 0)
        features.reset()
        features.add(31, key)
        features.add(32, key, kr)
        features.add(33, key, hr)
        features.add(34, key, hw)
        features.add(35, key, hw, kr)
        features.add(36, key, shape(word), kr)
        features.add(37, key, kr, kr2)
        features.add(38, key, kr, length)
        features.add(39, key, kr, state)
        features.add(40, key, state)
        features.add(41, key, gap.rawValue, kr)
        features.add(42, key, hw, hr)
        features.add(43, key, UInt64(word.kind) << 16 | UInt64(before.kind) << 8 | kr, kr2)
        features.add(44, key, value(first), kr)
        features.add(45, key, UInt64(first.kind) << 8 | kr, length)
        features.add(46, abbreviation, key, kr)
        features.add(47, abbreviation, key, hr)
        features.add(48, key, hr, value(r2))
        features.add(49, key, kr, value(r2))
        features.add(50, key, UInt64(lengthBucket((end - position) / 6)), kr)
        features.add(51, key, scanner.hash(max(word.start, word.end - 3), word.end), kr)
        features.add(52, key, value(before), kr)
        features.add(53, key, hr, length)
        features.add(54, shape(word), kr, UInt64(before.kind))
        features.add(55, key, shape(r), shape(r2))
        features.add(56, key, hr, UInt64(word.kind) << 8 | kr2)
        features.add(57, key, UInt64(word.kind) << 16 | UInt64(before.kind) << 8 | kr, UInt64(min(surfaces, 4)))
    }

    /// The split at `split` of the written token `start..<stop` into two words.
    mutating func collectWordFeatures(_ start: Int, _ split: Int, _ stop: Int) {
        var position = stop
        while position < end, scanner.spaceLength(position, end) > 0 { position += scanner.spaceLength(position, end) }
        let next = position < end ? scanner.next(position, end) : .outside
        let form = scanner.hash(start, stop)
        let part = scanner.hash(split, stop)
        let previous = AtomKind.isWord(last.kind) ? scanner.hash(last.start, last.end) : UInt64(last.kind)
        let following = value(next)
        let isFirst: UInt64 = surfaces == 0 ? 1 : 0
        let digit: UInt64 = scanner.table[Int(scanner.bytes[start])] & CodePoints.digitBit != 0 ? 1 : 0
        features.reset()
        features.add(61, form)
        features.add(62, part)
        features.add(63, form, following)
        features.add(64, form, previous)
        features.add(65, form, scanner.hash(max(next.start, next.end - 2), next.end))
        features.add(66, form, isFirst, UInt64(next.kind))
        features.add(67, part, following)
        features.add(68, part, previous)
        features.add(69, part, digit, UInt64(next.kind))
        features.add(70, form, lowerStarts ? 1 : 0)
        features.add(71, part, scanner.hash(max(next.start, next.end - 2), next.end))
        features.add(72, form, UInt64(AtomKind.isWord(last.kind) ? 1 : last.kind))
    }

    /// The atom at or after `position`, white space skipped.
    private func followUp(_ position: Int) -> Atom {
        var position = position
        while position < end {
            let length = scanner.spaceLength(position, end)
            if length == 0 { return scanner.next(position, end) }
            position += length
        }
        return .outside
    }

    @inline(__always)
    private func lengthBucket(_ count: Int) -> Int {
        switch count {
        case ..<6: count
        case ..<9: 6
        case ..<13: 7
        case ..<19: 8
        case ..<28: 9
        case ..<45: 10
        default: 11
        }
    }
}
