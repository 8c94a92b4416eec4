/// Splits UTF-8 into folded, hashed words in one pass over the bytes. Keeps its scratch between texts.
///
/// Letters of Basic Latin, Latin-1 and Latin Extended-A are folded to lower-case Basic Latin; bytes of other scripts are
/// hashed as they stand. Apostrophes inside a word are dropped ("don't" = "dont"), a final "'s" goes with them.
///
/// A word's hash takes its letters eight at a time, so that finding where it ends and hashing it cost the same whatever its length; its
/// stem's takes them one by one, since any of the last may be left off.
struct WordScanner {
    /// Words of the text scanned last.
    private(set) var words: [FoldedWord] = []

    /// Words beyond this many are left out: what repeats or differs so far down decides nothing, and time stays bounded.
    static let limit = 20_000

    /// What is worked out for each word; what is not is 0.
    enum Wanted {
        case hashes, stems, both
    }

    /// Scans a text; replaces what was scanned before.
    ///
    /// - Parameters:
    ///   - limit: most words to read.
    ///   - wanted: what is worked out for each word.
    @inline(never)  // Else it is copied to each place that scans.
    mutating func scan(_ bytes: [UInt8], limit: Int = WordScanner.limit, _ wanted: Wanted = .both) {
        words.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { bytes in
            FoldTable.ascii.withUnsafeBufferPointer { ascii in
                FoldTable.latin.withUnsafeBufferPointer { latin in
                    var place = Place(bytes: bytes, ascii: ascii, latin: latin, left: limit)
                    // Words go through a block of scratch into the array, so that the loop neither checks who owns it nor whether it has room.
                    withUnsafeTemporaryAllocation(of: FoldedWord.self, capacity: Self.block) { scratch in
                        guard let room = scratch.baseAddress else { return }
                        while place.i < bytes.count, place.left > 0 {
                            let filled =
                                switch wanted {
                                case .hashes: Self.readHashes(&place, room)
                                case .stems: Self.readStems(&place, room)
                                case .both: Self.readBoth(&place, room)
                                }
                            words.append(contentsOf: UnsafeBufferPointer(start: room, count: filled))
                        }
                    }
                }
            }
        }
    }

    /// Hash of one folded word; the way to look words up that come from lists.
    static func hash(_ word: String) -> UInt64 {
        var scanner = WordScanner()
        scanner.scan(Array(word.utf8), .hashes)
        return scanner.words.first?.hash ?? 0
    }

    /// Hashes of the folded words of a phrase.
    static func hashes(_ phrase: String) -> [UInt64] {
        var scanner = WordScanner()
        scanner.scan(Array(phrase.utf8), .hashes)
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

    /// A word's letters, eight in a number, the first lowest: one step for each full eight, one for the rest, which may be none.
    private struct Eights {
        var hash = WordScanner.seed
        /// The letters since the last full eight, and their number.
        var rest: UInt64 = 0
        var count: UInt64 = 0

        @inline(__always)
        mutating func add(_ letter: UInt8) {
            rest |= UInt64(letter) << (8 * count)
            count += 1
            if count == 8 { fill(rest) }
        }

        /// Takes eight letters at once, where none are waiting.
        @inline(__always)
        mutating func fill(_ letters: UInt64) {
            hash = WordScanner.mixed(hash ^ letters)
            (rest, count) = (0, 0)
        }

        @inline(__always)
        var value: UInt64 { WordScanner.mixed(hash ^ rest) }
    }

    /// Letters of a word as they are read one by one: what its stem is told by.
    private struct Letters {
        var hash = WordScanner.seed
        /// Hashes without the last one, two, three letters.
        var before = (WordScanner.seed, WordScanner.seed, WordScanner.seed)
        /// The last four folded letters.
        var tail: UInt32 = 0
        var count = 0

        @inline(__always)
        mutating func add(_ letter: UInt8) {
            before = (hash, before.0, before.1)
            hash = (hash ^ UInt64(letter)) &* WordScanner.prime
            tail = tail << 8 | UInt32(letter)
            count &+= 1
        }
    }

    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Eight bytes from an offset, the first lowest; zeros beyond the end.
    @inline(__always)
    private static func eight(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt64 {
        if at &+ 8 <= bytes.count {
            return UInt64(
                littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self))
        }
        var value: UInt64 = 0
        for k in 0..<max(0, bytes.count - at) { value |= UInt64(bytes[at + k]) << UInt64(8 * k) }
        return value
    }

    /// For each of eight bytes its top bit: whether it lies between two others, all below 0x80. Bytes from 0x80 on are told by what is
    /// left of them without that bit.
    @inline(__always)
    private static func within(_ bytes: UInt64, _ low: UInt64, _ high: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        return (bytes &+ (0x80 &- low) &* ones) & ~(bytes &+ (0x7F &- high) &* ones)
    }

    /// Words that are read at a time.
    private static let block = 256

    /// Where the reading of a text stands.
    private struct Place {
        let bytes: UnsafeBufferPointer<UInt8>
        let ascii: UnsafeBufferPointer<UInt8>
        let latin: UnsafeBufferPointer<UInt8>
        var i = 0
        /// Words still wanted.
        var left: Int
        var quoted = false
        var pending: FoldedWord.Flags = [.opens, .line]
    }

    // Each a loop of its own, so that what is not wanted costs nothing.
    @inline(never)
    private static func readHashes(_ place: inout Place, _ room: UnsafeMutablePointer<FoldedWord>) -> Int {
        read(&place, room, hashes: true, stems: false)
    }

    @inline(never)
    private static func readStems(_ place: inout Place, _ room: UnsafeMutablePointer<FoldedWord>) -> Int {
        read(&place, room, hashes: false, stems: true)
    }

    @inline(never)
    private static func readBoth(_ place: inout Place, _ room: UnsafeMutablePointer<FoldedWord>) -> Int {
        read(&place, room, hashes: true, stems: true)
    }

    /// Reads up to a block of words; returns how many.
    @inline(__always)
    private static func read(
        _ place: inout Place, _ room: UnsafeMutablePointer<FoldedWord>, hashes: Bool, stems: Bool
    ) -> Int {
        let (bytes, ascii) = (place.bytes, place.ascii)
        let count = bytes.count
        let wanted = min(block, place.left)
        var i = place.i
        var (quoted, pending) = (place.quoted, place.pending)
        var filled = 0
        while i < count, filled < wanted {
            let start = i
            // Most words are Basic Latin from end to end.
            var eights = Eights()
            var chunk = eight(bytes, i)
            let first = UInt8(truncatingIfNeeded: chunk)
            var allCapitals = tops
            var stops: UInt64
            while true {
                let plain = chunk & ~tops
                let small = plain | 0x2020_2020_2020_2020
                let letters = within(small, 0x61, 0x7A) | within(plain, 0x30, 0x39)
                stops = ~(letters & ~chunk) & tops
                if stops != 0 {
                    // The bits of the bytes before the first that is no letter.
                    let mask = ((stops & (0 &- stops)) &- 1) >> 7
                    if first &- 0x41 < 26 { allCapitals &= within(plain, 0x41, 0x5A) | ~mask }
                    eights.rest = small & mask
                    break
                }
                if first &- 0x41 < 26 { allCapitals &= within(plain, 0x41, 0x5A) }
                if hashes { eights.fill(small) }
                i &+= 8
                chunk = eight(bytes, i)
            }
            let shift = UInt64(truncatingIfNeeded: stops.trailingZeroBitCount) & 0x38
            var end = i &+ Int(truncatingIfNeeded: shift >> 3)
            let stop = UInt8(truncatingIfNeeded: chunk >> shift)
            var flags = pending
            var stem: UInt64 = 0
            if end > start, stop < 0x80, stop != 0x27 {
                i = end &+ (stop == 0x20 ? 1 : 0)
                if first &- 0x41 < 26 {
                    flags.insert(.capital)
                    if allCapitals == tops, end &- start > 1 { flags.insert(.shout) }
                }
                if stems {
                    var letters = Letters()
                    var k = start
                    while k < end {
                        letters.add(ascii[Int(bytes[k])])
                        k &+= 1
                    }
                    stem = mixed(Self.stem(letters))
                }
            } else if ascii[Int(first)] == 0 {
                i = start
                if first == 0x20 { i += 1 } else { i = pass(bytes, i, &quoted, &pending) }
                continue
            } else {
                // The others go letter by letter from their start.
                eights = Eights()
                var letters = Letters()
                var (number, capitals) = (0, 0)
                (i, end) = word(bytes, start, ascii, place.latin) { letter, isCapital in
                    if hashes { eights.add(letter) }
                    if stems { letters.add(letter) }
                    number += 1
                    capitals += isCapital ? 1 : 0
                }
                if i == start { i += 2 }  // × or ÷
                guard number > 0 else { continue }
                if capitals > 0, first &- 0x41 < 26 { flags.insert(.capital) }
                if first >= 0xC3, first <= 0xC5, start + 1 < count {
                    let letter = bytes[start + 1] & 0x3F
                    if first == 0xC3 ? letter < 0x1F : letter & 1 == 0 { flags.insert(.capital) }
                }
                if number > 1, capitals == number { flags.insert(.shout) }
                if stems { stem = mixed(Self.stem(letters)) }
            }
            pending = []
            if quoted { flags.insert(.quoted) }
            if first &- 0x30 < 10 { flags.insert(.number) }
            (room + filled).initialize(
                to: FoldedWord(
                    hash: hashes ? eights.value : 0, stem: stem, start: UInt32(truncatingIfNeeded: start),
                    end: UInt32(truncatingIfNeeded: end), flags: flags))
            filled &+= 1
        }
        (place.i, place.left) = (i, place.left &- filled)
        (place.quoted, place.pending) = (quoted, pending)
        return filled
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

    /// Reads a word that holds an apostrophe or letters beyond Basic Latin; `take` gets each folded letter.
    ///
    /// - Returns: where to go on, and one past the last letter.
    private static func word(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ ascii: UnsafeBufferPointer<UInt8>,
        _ latin: UnsafeBufferPointer<UInt8>, _ take: (_ letter: UInt8, _ isCapital: Bool) -> Void
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
            }
            take(folded, byte &- 0x41 < 26)
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
