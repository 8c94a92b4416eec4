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
    /// - Parameters:
    ///   - limit: most words to read.
    ///   - stems: whether stems are wanted; without, each word's is 0.
    mutating func scan(_ bytes: [UInt8], limit: Int = WordScanner.limit, stems: Bool = true) {
        words.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { bytes in
            FoldTable.ascii.withUnsafeBufferPointer { ascii in
                FoldTable.latin.withUnsafeBufferPointer { latin in
                    if stems {
                        scan(bytes, ascii: ascii, latin: latin, limit: limit, stems: true)
                    } else {
                        scan(bytes, ascii: ascii, latin: latin, limit: limit, stems: false)
                    }
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

    private static let prime: UInt64 = 0x0000_0100_0000_01B3
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Letters of a word as they are read: its hash, and what the stem is told by.
    private struct Letters {
        var hash = WordScanner.seed
        /// Hashes without the last one, two, three letters.
        var before = (WordScanner.seed, WordScanner.seed, WordScanner.seed)
        /// The last four folded letters.
        var tail: UInt32 = 0
        var count = 0
        var capitals = 0

        @inline(__always)
        mutating func add(_ letter: UInt8) {
            before = (hash, before.0, before.1)
            hash = (hash ^ UInt64(letter)) &* WordScanner.prime
            tail = tail << 8 | UInt32(letter)
        }
    }

    /// Words go through a block of scratch into the array, so that the loop neither checks who owns it nor whether it has room.
    @inline(__always)
    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, ascii: UnsafeBufferPointer<UInt8>, latin: UnsafeBufferPointer<UInt8>,
        limit: Int, stems: Bool
    ) {
        let block = 256
        withUnsafeTemporaryAllocation(of: FoldedWord.self, capacity: block) { scratch in
            guard let room = scratch.baseAddress else { return }
            let count = bytes.count
            var i = 0
            var filled = 0
            var left = limit
            var quoted = false
            var pending: FoldedWord.Flags = [.opens, .line]
            while i < count, left > 0 {
                let first = bytes[i]
                let folded = ascii[Int(first)]
                if folded == 0 {
                    if first == 0x20 { i += 1 } else { i = Self.pass(bytes, i, &quoted, &pending) }
                    continue
                }
                let start = i
                var letters = Letters()
                var end = i
                // Most words are Basic Latin from end to end; others go letter by letter from their start.
                var letter = folded
                while letter &- 1 < 0x7F {
                    letters.add(letter)
                    end += 1
                    if end == count { break }
                    letter = ascii[Int(bytes[end])]
                }
                if end == count || (bytes[end] < 0x80 && bytes[end] != 0x27) {
                    letters.count = end - i
                    if first &- 0x41 < 26 { while i < end, bytes[i] &- 0x41 < 26 { i += 1 } }
                    letters.capitals = i - start
                    i = end
                } else {
                    letters = Letters()
                    (i, end) = Self.word(bytes, start, &letters, ascii, latin)
                }
                if i == start { i += 2 }  // × or ÷
                guard letters.count > 0 else { continue }
                var flags = pending
                pending = []
                if quoted { flags.insert(.quoted) }
                if first &- 0x30 < 10 { flags.insert(.number) }
                if letters.capitals > 0, first &- 0x41 < 26 { flags.insert(.capital) }
                if first >= 0xC3, first <= 0xC5, start + 1 < count {
                    let letter = bytes[start + 1] & 0x3F
                    if first == 0xC3 ? letter < 0x1F : letter & 1 == 0 { flags.insert(.capital) }
                }
                if letters.count > 1, letters.capitals == letters.count { flags.insert(.shout) }
                (room + filled).initialize(
                    to: FoldedWord(
                        hash: Self.mixed(letters.hash), stem: stems ? Self.mixed(Self.stem(letters)) : 0,
                        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), flags: flags))
                filled += 1
                left -= 1
                if filled == block {
                    words.append(contentsOf: UnsafeBufferPointer(start: room, count: filled))
                    filled = 0
                }
            }
            words.append(contentsOf: UnsafeBufferPointer(start: room, count: filled))
        }
    }

    /// Passes what stands between words, noting what it means for the next one; returns where to go on.
    private static func pass(
        _ bytes: UnsafeBufferPointer<UInt8>, _ i: Int, _ quoted: inout Bool, _ pending: inout FoldedWord.Flags
    ) -> Int {
        let byte = bytes[i]
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
        case 0xC2: return i + 2
        case 0xE2, 0xEF:
            if byte == 0xE2, i + 2 < bytes.count, bytes[i + 1] == 0x80 {
                switch bytes[i + 2] {
                case 0x9C: (quoted, pending) = (true, pending.union(.opens))
                case 0x9D: quoted = false
                case 0x93, 0x94: pending.insert(.parted)
                default: break
                }
            }
            return i + 3
        default: break
        }
        return i + 1
    }

    /// Reads a word that holds an apostrophe or letters beyond Basic Latin.
    ///
    /// - Returns: where to go on, and one past the last letter.
    private static func word(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ letters: inout Letters,
        _ ascii: UnsafeBufferPointer<UInt8>, _ latin: UnsafeBufferPointer<UInt8>
    ) -> (next: Int, end: Int) {
        let count = bytes.count
        var i = start
        var end = start
        while i < count {
            let byte = bytes[i]
            var folded = ascii[Int(byte)]
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
                letters.capitals += 1
            }
            letters.add(folded)
            letters.count += 1
            i += 1
            end = i
        }
        return (i, end)
    }

    /// The hash without a plain ending. Over-stemming is harmless here: it only lets two word forms meet.
    ///
    /// Choices rather than branches: what a word ends in cannot be foretold.
    @inline(__always)
    private static func stem(_ letters: Letters) -> UInt64 {
        let (tail, count) = (letters.tail, letters.count)
        let last = tail & 0xFF
        // e, so that "strike" meets "strikes" and "striking"; s, but not ss.
        let one = (last == 0x65 && count > 4) || (last == 0x73 && count > 3 && tail >> 8 & 0xFF != 0x73)
        let two = count > 4 && (tail & 0xFFFF == 0x6564 || tail & 0xFFFF == 0x6573)  // ed, es
        let three = count > 5 && tail & 0xFF_FFFF == 0x69_6E67  // ing
        var hash = one ? letters.before.0 : letters.hash
        hash = two ? letters.before.1 : hash
        return three ? letters.before.2 : hash
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
