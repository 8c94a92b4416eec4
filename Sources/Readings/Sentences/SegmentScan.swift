import Texts

/// One pass over a document's blocks: bytes → atoms → tokens → sentences.
///
/// White space cuts the text into chunks. A chunk of letters, or letters and a comma, is settled by rule; any other is
/// cut into atoms, and between each two atoms the judge says whether a token ends. Before each chunk the judge says
/// whether a sentence ended, but only where something hints at it: a stop, a mark, a capital, a figure.
struct SegmentScan<Judge: BoundaryJudge> {
    let scanner: AtomScanner
    let knowledge: SegmenterKnowledge
    let atoms: UnsafeMutablePointer<Atom>
    var features: Features
    var judge: Judge

    /// What has been found.
    var tokens: [Token]
    var sentences: [Sentence]

    // The block and sentence being read.
    var block = 0
    var end = 0
    var sentenceStart = 0
    var opensQuote = false
    var brackets = 0
    var lowerStarts = false
    /// The last four surface tokens, the newest first.
    var last = Atom.outside
    var second = Atom.outside
    var third = Atom.outside
    var fourth = Atom.outside
    /// First surface token of the sentence.
    var first = Atom.outside
    /// Surface tokens in the sentence.
    var surfaces = 0

    /// Most atoms looked at together; a longer chunk is read in parts.
    static var mostAtoms: Int { 256 }
    /// Longest token in bytes, addresses apart.
    static var longestToken: Int { 1024 }
    /// Most surface tokens in a sentence: a text without any stop is cut here.
    static var longestSentence: Int { 400 }

    /// Reads bytes `lower..<upper`, which lie in the text, as one block.
    mutating func read(block: Int, _ lower: Int, _ upper: Int) {
        self.block = block
        end = upper
        begin()
        var position = lower
        var gap = Gap.none
        while true {
            gap = skipSpace(&position)
            guard position < end else { break }
            if surfaces > 0 { considerSentenceEnd(position, gap) }
            position = readChunk(position)
        }
        closeSentence()
    }

    /// The white space before a chunk.
    enum Gap: UInt64 {
        case none, space, wide, line, blank
    }

    private mutating func begin() {
        sentenceStart = tokens.count
        (last, second, third, fourth, first) = (.outside, .outside, .outside, .outside, .outside)
        surfaces = 0
        opensQuote = false
        brackets = 0
        lowerStarts = false
    }

    @inline(__always)
    private func skipSpace(_ position: inout Int) -> Gap {
        var i = position
        var lines = 0
        while i < end {
            let length = scanner.spaceLength(i, end)
            if length == 0 { break }
            if scanner.bytes[i] == 0x0A { lines += 1 }
            i += length
        }
        defer { position = i }
        if lines > 0 { return lines > 1 ? .blank : .line }
        switch i - position {
        case 0: return .none
        case 1: return .space
        default: return .wide
        }
    }

    // MARK: Sentences

    /// Asks whether the sentence ended before the chunk at `position`, if anything hints at it.
    @inline(__always)
    private mutating func considerSentenceEnd(_ position: Int, _ gap: Gap) {
        if gap == .blank || surfaces >= Self.longestSentence { return closeSentence() }
        let byte = scanner.bytes[position]
        if scanner.table[Int(byte)] & CodePoints.lowerBit != 0, gap != .line {
            let kind = last.kind
            if AtomKind.isWord(kind) || kind == AtomKind.comma || kind == AtomKind.hyphen || kind == AtomKind.quote {
                // Only an address makes a lower-case start a hint of its own.
                guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w"),
                    AddressRule(scanner: scanner).isWeb(position, end)
                else { return }
            }
        }
        judgeSentenceEnd(position, gap)
    }

    private mutating func judgeSentenceEnd(_ position: Int, _ gap: Gap) {
        if let rule = ruleOnSentence(position, gap) {
            if rule { closeSentence() }
            return
        }
        collectSentenceFeatures(position, gap)
        if judge.isBoundary(.sentence, features, at: last.end) { closeSentence() }
    }

    private mutating func closeSentence() {
        guard tokens.count > sentenceStart else { return }
        let extent = Extent(lower: tokens[sentenceStart].surface.lower, upper: tokens[tokens.count - 1].surface.upper)
        sentences.append(Sentence(extent: extent, tokens: sentenceStart..<tokens.count, block: block))
        lowerStarts = first.kind == AtomKind.lower
        sentenceStart = tokens.count
        surfaces = 0
        brackets = 0
        first = .outside
        opensQuote = false
    }

    // MARK: Chunks

    /// Reads the chunk at `position`; returns where it ends.
    @inline(__always)
    private mutating func readChunk(_ position: Int) -> Int {
        let bytes = scanner.bytes
        let table = scanner.table
        let start = table[Int(bytes[position])]
        guard start & CodePoints.letterBits != 0 else { return readMixedChunk(position) }
        var i = position + 1
        var rest: UInt8 = 0
        let limit = min(end, position + AtomScanner.longest)
        while i < limit {
            let bits = table[Int(bytes[i])]
            if bits & CodePoints.letterBits == 0 { break }
            rest |= bits
            i += 1
        }
        if i == end || table[Int(bytes[i])] & CodePoints.spaceBit != 0 {
            appendPlain(Atom(start: position, end: i, kind: AtomScanner.shape(start, rest)))
            return i
        }
        let isLast = i + 1 == end || table[Int(bytes[i + 1])] & CodePoints.spaceBit != 0
        if isLast, bytes[i] == AtomKind.comma || endsPlainly(position, i, start, rest) {
            appendPlain(Atom(start: position, end: i, kind: AtomScanner.shape(start, rest)))
            append(Atom(start: i, end: i + 1, kind: bytes[i]))
            return i + 1
        }
        return readMixedChunk(position)
    }

    /// Whether the mark at `i` is a stop after a long lower-case word that is no abbreviation.
    @inline(__always)
    private func endsPlainly(_ position: Int, _ i: Int, _ start: UInt8, _ rest: UInt8) -> Bool {
        guard scanner.bytes[i] == AtomKind.stop, i - position >= 5, start | rest == CodePoints.lowerBit else {
            return false
        }
        return i - position >= 8 || knowledge.abbreviations[scanner.hash(position, i)] == 0
    }

    /// Reads a chunk, or the first part of a very long one, atom by atom.
    private mutating func readMixedChunk(_ position: Int) -> Int {
        let addresses = AddressRule(scanner: scanner)
        var count = 0
        var i = position
        var canStart = true
        while i < end, count < Self.mostAtoms, scanner.spaceLength(i, end) == 0 {
            var atom = scanner.next(i, end)
            if canStart,
                let stop = addresses.match(i, end)
                    ?? (AtomKind.isWord(atom.kind) ? addresses.file(i, end, knowledge.endings) : nil)
            {
                atom = Atom(start: i, end: stop, kind: AtomKind.joined)
            }
            canStart = AtomKind.opensAddress(atom.kind)
            atoms[count] = atom
            count += 1
            i = atom.end
        }
        if count == 1 {
            if AtomKind.isLetters(atoms[0].kind) { appendPlain(atoms[0]) } else { append(atoms[0]) }
            return i
        }
        var start = 0
        let after = peek(i)
        for right in 1..<count {
            guard isTokenStart(right, count, start, after) else { continue }
            finishToken(start, right)
            start = right
            let kind = last.kind
            if AtomKind.isStop(kind), !AtomKind.isCloser(atoms[right].kind), surfaces > 0 {
                judgeSentenceEnd(atoms[right].start, .none)
            }
        }
        finishToken(start, count)
        return i
    }

    /// Whether a token starts at atom `right`: by rule where there is no doubt, else by the judge.
    @inline(__always)
    private mutating func isTokenStart(_ right: Int, _ count: Int, _ start: Int, _ after: Atom) -> Bool {
        if let rule = ruleOnToken(right, count, start, after) { return rule }
        collectTokenFeatures(right, count, start, after)
        return judge.isBoundary(.token, features, at: atoms[right].start)
    }

    /// The first atom after white space from `position` on; `outside` at the block's end.
    private func peek(_ position: Int) -> Atom {
        var position = position
        _ = skipSpace(&position)
        return position < end ? scanner.next(position, end) : .outside
    }

    // MARK: Tokens

    /// Closes the token made of atoms `start..<stop`.
    private mutating func finishToken(_ start: Int, _ stop: Int) {
        let token = atoms[start]
        if stop == start + 1 {
            if AtomKind.isLetters(token.kind) { appendPlain(token) } else { append(token) }
            return
        }
        let lower = token.start
        let upper = atoms[stop - 1].end
        let joined = Atom(start: lower, end: upper, kind: AtomKind.joined)
        var isWord = false
        for i in start..<stop where AtomKind.isWord(atoms[i].kind) { isWord = true }
        guard isWord else { return append(Atom(start: lower, end: upper, kind: atoms[stop - 1].kind)) }
        if let split = splitAtApostrophe(start, stop) {
            note(joined)
            let surface = Extent(lower, upper)
            tokens.append(Token(extent: Extent(lower, split), surface: surface))
            tokens.append(Token(extent: Extent(split, upper), surface: surface))
            return
        }
        append(joined)
    }

    /// Where "don't", "it's" or "players'" falls into two words; nil for a single word.
    private mutating func splitAtApostrophe(_ start: Int, _ stop: Int) -> Int? {
        let final = atoms[stop - 1]
        if AtomKind.isApostrophe(final.kind) {
            guard stop - start >= 2, AtomKind.isWord(atoms[stop - 2].kind) else { return nil }
            return decideWord(start, stop, at: final.start, isOpen: false)
        }
        guard stop - start >= 3, AtomKind.isApostrophe(atoms[stop - 2].kind), AtomKind.isLetters(final.kind) else {
            return nil
        }
        let before = atoms[stop - 3]
        guard AtomKind.isWord(before.kind) else { return nil }
        let letter = scanner.bytes[final.start] | 0x20
        let previous = scanner.bytes[before.end - 1] | 0x20
        if final.end - final.start == 1, letter == UInt8(ascii: "t"), previous == UInt8(ascii: "n"),
            before.end - before.start > 1
        {
            return decideWord(start, stop, at: before.end - 1, isOpen: false)
        }
        guard knowledge.clitics[scanner.hash(final.start, final.end)] != 0 else { return nil }
        return decideWord(start, stop, at: atoms[stop - 2].start, isOpen: !AtomKind.isLetters(before.kind))
    }

    private mutating func decideWord(_ start: Int, _ stop: Int, at split: Int, isOpen: Bool) -> Int? {
        guard isOpen else { return split }
        collectWordFeatures(atoms[start].start, split, atoms[stop - 1].end)
        return judge.isBoundary(.word, features, at: split) ? split : nil
    }

    /// Appends a run of letters, in its words if it is a contraction written without an apostrophe.
    @inline(__always)
    private mutating func appendPlain(_ atom: Atom) {
        let length = atom.end - atom.start
        let letter = Int(scanner.bytes[atom.start] | 0x20) - 0x61
        if length < 10, letter >= 0, letter < 26, knowledge.contractionFilter[letter] >> UInt64(length) & 1 != 0 {
            let form = knowledge.contractions[scanner.hash(atom.start, atom.end)]
            if form != 0 { return appendContraction(atom, knowledge.forms[Int(form) - 1]) }
        }
        append(atom)
    }

    private mutating func appendContraction(_ atom: Atom, _ form: SegmenterKnowledge.Contraction) {
        if form.isOpen {
            let split = atom.start + form.parts[0]
            collectWordFeatures(atom.start, split, atom.end)
            guard judge.isBoundary(.word, features, at: split) else { return append(atom) }
        }
        note(atom)
        let surface = Extent(atom.start, atom.end)
        var position = atom.start
        for length in form.parts {
            tokens.append(Token(extent: Extent(position, position + length), surface: surface))
            position += length
        }
    }

    @inline(__always)
    private mutating func append(_ atom: Atom) {
        note(atom)
        tokens.append(Token(extent: Extent(atom.start, atom.end)))
    }

    /// Remembers a surface token for the features of what follows.
    @inline(__always)
    private mutating func note(_ atom: Atom) {
        if surfaces == 0 { first = atom }
        surfaces += 1
        fourth = third
        third = second
        second = last
        last = atom
        switch atom.kind {
        case AtomKind.quote: opensQuote.toggle()
        case AtomKind.openQuote: opensQuote = true
        case AtomKind.closeQuote: opensQuote = false
        case AtomKind.openBracket: brackets += 1
        case AtomKind.closeBracket: brackets = max(0, brackets - 1)
        default: break
        }
    }
}
