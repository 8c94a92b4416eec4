/// Splits UTF-8 into folded, hashed words in one pass over the bytes. Keeps its scratch between texts.
///
/// Letters of Basic Latin, Latin-1 and Latin Extended-A are folded to lower-case Basic Latin; bytes of other scripts are
/// hashed as they stand. Apostrophes inside a word are dropped ("don't" = "dont"), a final "'s" goes with them.
struct WordScanner {
    /// Words of the text scanned last.
    private(set) var words: [FoldedWord] = []

    /// Words beyond this many are left out: what repeats or differs so far down decides nothing, and time stays bounded.
    static let limit = 20_000

    /// Scans a text; replaces what was scanned before.
    ///
    /// - Parameter limit: most words to read.
    mutating func scan(_ bytes: [UInt8], limit: Int = WordScanner.limit) {
        words.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { bytes in
            FoldTable.ascii.withUnsafeBufferPointer { ascii in
                FoldTable.latin.withUnsafeBufferPointer { latin in
                    scan(bytes, ascii: ascii, latin: latin, limit: limit)
                }
            }
        }
    }

    /// Hash of one folded word; the way to look words up that come from lists.
    static func hash(_ word: String) -> UInt64 {
        var scanner = WordScanner()
        scanner.scan(Array(word.utf8))
        return scanner.words.first?.hash ?? 0
    }

    /// Hashes of the folded words of a phrase.
    static func hashes(_ phrase: String) -> [UInt64] {
        var scanner = WordScanner()
        scanner.scan(Array(phrase.utf8))
        return scanner.words.map(\.hash)
    }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var h = value
        h ^= h >> 32
        h &*= 0xD6E8_FEB8_6659_FD93
        h ^= h >> 32
        return h
    }

    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, ascii: UnsafeBufferPointer<UInt8>, latin: UnsafeBufferPointer<UInt8>,
        limit: Int
    ) {
        let count = bytes.count
        let prime: UInt64 = 0x0000_0100_0000_01B3
        let seed: UInt64 = 0xCBF2_9CE4_8422_2325
        var i = 0
        var quoted = false
        var pending: FoldedWord.Flags = [.opens, .line]
        while i < count, words.count < limit {
            let byte = bytes[i]
            var folded = ascii[Int(byte)]
            if folded == 0 {
                // Between words: note what it means for the next word.
                switch byte {
                case 0x22:
                    quoted.toggle()
                    if quoted { pending.insert(.opens) }
                case 0x28, 0x5B: pending.formUnion([.bracketed, .parted])
                case 0x2E, 0x21, 0x3F: pending.formUnion([.opens, .parted])
                case 0x0A:
                    pending.formUnion([.opens, .line, .parted])
                    quoted = false
                case 0x2C, 0x3A, 0x3B, 0x29, 0x5D: pending.insert(.parted)
                case 0xC2: i += 1
                case 0xE2, 0xEF:
                    if byte == 0xE2, i + 2 < count, bytes[i + 1] == 0x80 {
                        switch bytes[i + 2] {
                        case 0x9C: (quoted, pending) = (true, pending.union(.opens))
                        case 0x9D: quoted = false
                        case 0x93, 0x94: pending.insert(.parted)
                        default: break
                        }
                    }
                    i += 2
                default: break
                }
                i += 1
                continue
            }
            let start = i
            var hash = seed
            var before = (seed, seed, seed)  // Hashes without the last one, two, three letters.
            var tail: UInt32 = 0  // The last four folded letters.
            var letters = 0
            let first = byte
            var capitals = 0
            var end = i
            // Most words are Basic Latin from end to end: two short loops. Others go letter by letter from where those stopped.
            while end < count, ascii[Int(bytes[end])] &- 1 < 0x7F { end += 1 }
            let isPlain = end == count || (bytes[end] < 0x80 && bytes[end] != 0x27)
            if isPlain {
                for k in i..<max(i, end - 3) { hash = (hash ^ UInt64(ascii[Int(bytes[k])])) &* prime }
                if end - i > 3 { before = (hash, hash, hash) }
                for k in max(i, end - 3)..<end {
                    folded = ascii[Int(bytes[k])]
                    before = (hash, before.0, before.1)
                    hash = (hash ^ UInt64(folded)) &* prime
                    tail = tail << 8 | UInt32(folded)
                }
                letters = end - i
                while i < end, bytes[i] &- 0x41 < 26 {
                    capitals += 1
                    i += 1
                }
                i = end
            } else {
                end = i
            }
            while !isPlain, i < count {
                let byte = bytes[i]
                folded = ascii[Int(byte)]
                if folded >= 0x80 {
                    // Lead byte of a longer sequence.
                    if byte == 0xC3 || byte == 0xC4 || byte == 0xC5, i + 1 < count {
                        let index = (Int(byte) - 0xC3) * 64 + Int(bytes[i + 1] & 0x3F)
                        folded = latin[index]
                        if folded == 0 { break }
                        i += 1
                    } else {
                        folded = byte
                    }
                } else if folded == 0 {
                    // An apostrophe joins; everything else ends the word.
                    var width = 0
                    if byte == 0x27 {
                        width = 1
                    } else if byte == 0xE2, i + 2 < count, bytes[i + 1] == 0x80,
                        bytes[i + 2] == 0x99 || bytes[i + 2] == 0x98
                    {
                        width = 3
                    }
                    guard width > 0, i + width < count, ascii[Int(bytes[i + width])] != 0 else { break }
                    let next = bytes[i + width] | 0x20
                    let afterNext = i + width + 1 < count ? ascii[Int(bytes[i + width + 1])] : 0
                    if next == 0x73, afterNext == 0 {
                        i += width + 1
                        break
                    }
                    i += width
                    continue
                } else if byte &- 0x41 < 26 {
                    capitals += 1
                }
                before = (hash, before.0, before.1)
                hash = (hash ^ UInt64(folded)) &* prime
                tail = tail << 8 | UInt32(folded)
                letters += 1
                i += 1
                end = i
            }
            if i == start { i += 2 }  // × or ÷
            guard letters > 0 else { continue }
            var flags = pending
            pending = []
            if quoted { flags.insert(.quoted) }
            if first &- 0x30 < 10 { flags.insert(.number) }
            if capitals > 0, first &- 0x41 < 26 { flags.insert(.capital) }
            if first >= 0xC3, first <= 0xC5, start + 1 < count {
                let letter = bytes[start + 1] & 0x3F
                if first == 0xC3 ? letter < 0x1F : letter & 1 == 0 { flags.insert(.capital) }
            }
            if letters > 1, capitals == letters { flags.insert(.shout) }
            words.append(
                FoldedWord(
                    hash: Self.mixed(hash), stem: Self.mixed(stem(hash, before, tail, letters)),
                    start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), flags: flags))
        }
    }

    /// The hash without a plain ending. Over-stemming is harmless here: it only lets two word forms meet.
    @inline(__always)
    private func stem(_ hash: UInt64, _ before: (UInt64, UInt64, UInt64), _ tail: UInt32, _ letters: Int) -> UInt64 {
        if letters > 5, tail & 0xFF_FFFF == 0x69_6E67 { return before.2 }  // ing
        if letters > 4, tail & 0xFFFF == 0x6564 { return before.1 }  // ed
        if letters > 4, tail & 0xFFFF == 0x6573 { return before.1 }  // es
        if letters > 3, tail & 0xFF == 0x73, tail >> 8 & 0xFF != 0x73 { return before.0 }  // s
        if letters > 4, tail & 0xFF == 0x65 { return before.0 }  // e, so that "strike" meets "strikes" and "striking"
        return hash
    }
}

extension WordScanner {
    /// Hash of a text as it stands, byte for byte (for addresses).
    static func textHash(_ text: String) -> UInt64 {
        var h: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { h = (h ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return h
    }
}
