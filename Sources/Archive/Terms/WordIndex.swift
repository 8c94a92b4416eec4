import CSQLite
import Glibc

/// The full-text index of documents, written past FTS5 (`TermIndex`): the very terms of its tokenizer, by tables from words to terms.
///
///     a slot of the table of short words:  word, 8 bytes, zeros behind | generation | its term's number
///     a slot of the table of long words:   word, 16 bytes, zeros behind | generation | its term's number | unused, 8 bytes
///
/// A word stands in one of two slots that lie side by side, in one line of the processor's memory.
final class WordIndex {
    let index: TermIndex
    private let tokenizer: WordTokenizer
    private let short: UnsafeMutablePointer<Short>
    private let long: UnsafeMutablePointer<Long>
    private let memory: UnsafeMutableRawPointer

    private typealias Short = (word: UInt64, generation: UInt32, term: UInt32)
    private typealias Long = (word: UInt64, wordEnd: UInt64, generation: UInt32, term: UInt32, unused: UInt64)

    private static let (shortBits, longBits): (UInt64, UInt64) = (17, 16)

    /// - Returns: nil without FTS5's tokenizer.
    init?(in database: Database) {
        let size = MemoryLayout<Short>.stride << Int(Self.shortBits)
        guard let tokenizer = database.tokenizers?.tokenizer(),
            // Zeros that take no memory until they are written.
            let memory = calloc(1, size + MemoryLayout<Long>.stride << Int(Self.longBits) + 64)
        else { return nil }
        self.tokenizer = tokenizer
        self.memory = memory
        let start = memory.alignedUp(toMultipleOf: 64)
        short = start.assumingMemoryBound(to: Short.self)
        long = (start + size).assumingMemoryBound(to: Long.self)
        index = TermIndex("words", columns: 2, hasPlaces: true, in: database)
    }

    deinit { free(memory) }

    /// Gathers the words of a document with a number higher than all before.
    func add(_ number: Int64, title: String, text: [UInt8]) throws(ArchiveError) {
        var title = title
        let head = title.withUTF8 { gather(UnsafeRawBufferPointer($0), 0) }
        let body = text.withUnsafeBytes { gather($0, TermIndex.second) }
        try index.end(number, [head, body])
    }

    /// A word that has been split off, and where it stands and its slots are: these are asked for some words later, when the processor has
    /// fetched them.
    private typealias Word = (first: UInt64, second: UInt64, slot: Int, from: Int32, count: Int32)

    /// Gathers the words of a text; returns how many.
    @_optimize(speed)
    private func gather(_ text: UnsafeRawBufferPointer, _ column: UInt32) -> Int {
        guard let start = text.baseAddress else { return 0 }
        let characters = start.assumingMemoryBound(to: CChar.self)
        var passing = Passing(index: Unmanaged.passUnretained(index), place: column)
        withUnsafeTemporaryAllocation(of: Word.self, capacity: Self.mostWaiting) { words in
            guard let waiting = words.baseAddress else { return }
            var count = 0
            _ = tokenizer.split(start, text.count) { first, second, from, to in
                if count == Self.mostWaiting {
                    look(up: waiting, count, characters, &passing.place)
                    count = 0
                }
                let slot: Int
                if second == 0 {
                    slot = WordTokenizer.place(of: first, 0, Self.shortBits) & ~1
                    sitrep_fetch_soon(short + slot)
                } else {
                    slot = WordTokenizer.place(of: first, second, Self.longBits) & ~1
                    sitrep_fetch_soon(long + slot)
                }
                waiting[count] = (
                    first, second, slot, Int32(truncatingIfNeeded: from), Int32(truncatingIfNeeded: to &- from)
                )
                count &+= 1
                return SQLITE_OK
            } stretch: { from, to in
                look(up: waiting, count, characters, &passing.place)
                count = 0
                return tokenizer.pass(characters, from, to, &passing, FTS5_TOKENIZE_DOCUMENT) {
                    passing, _, term, size, _, _ in
                    guard let passing, let term else { return SQLITE_ERROR }
                    let one = passing.assumingMemoryBound(to: Passing.self)
                    let index = one.pointee.index.takeUnretainedValue()
                    let bytes = UnsafeRawBufferPointer(start: term, count: min(TermIndex.longest, Int(size)))
                    index.add(index.terms.number(of: bytes), one.pointee.place)
                    one.pointee.place &+= 1
                    return SQLITE_OK
                }
            }
            look(up: waiting, count, characters, &passing.place)
        }
        return Int(passing.place & ~TermIndex.second)
    }

    private static let mostWaiting = 24

    /// Looks words up in the tables and notes their terms.
    @_optimize(speed)
    private func look(
        up words: UnsafeMutablePointer<Word>, _ count: Int, _ text: UnsafePointer<CChar>, _ place: inout UInt32
    ) {
        let generation = index.generation
        for i in 0..<count {
            let word = words[i]
            let term: UInt32
            if word.second == 0 {
                let slot = short + word.slot
                if slot[0].word == word.first, slot[0].generation == generation {
                    term = slot[0].term
                } else if slot[1].word == word.first, slot[1].generation == generation {
                    term = slot[1].term
                } else {
                    term = stem(of: text + Int(word.from), Int(word.count))
                    slot[1] = slot[0]
                    slot[0] = (word.first, generation, term)
                }
            } else {
                let slot = long + word.slot
                if slot[0].word == word.first, slot[0].wordEnd == word.second, slot[0].generation == generation {
                    term = slot[0].term
                } else if slot[1].word == word.first, slot[1].wordEnd == word.second, slot[1].generation == generation {
                    term = slot[1].term
                } else {
                    term = stem(of: text + Int(word.from), Int(word.count))
                    slot[1] = slot[0]
                    slot[0] = (word.first, word.second, generation, term, 0)
                }
            }
            index.add(term, place)
            place &+= 1
        }
    }

    /// The number of the stem of a word of one to sixteen letters.
    @inline(never)
    private func stem(of word: UnsafePointer<CChar>, _ count: Int) -> UInt32 {
        let stem = tokenizer.stem(word, count)
        return withUnsafeBytes(of: stem) { bytes in
            let size = stem.1 == 0 ? 8 - stem.0.leadingZeroBitCount / 8 : 16 - stem.1.leadingZeroBitCount / 8
            return index.terms.number(of: UnsafeRawBufferPointer(rebasing: bytes[..<size]))
        }
    }

    private struct Passing {
        let index: Unmanaged<TermIndex>
        var place: UInt32
    }
}

extension UnsafeMutableRawPointer {
    fileprivate func alignedUp(toMultipleOf size: Int) -> UnsafeMutableRawPointer {
        self + (size - Int(bitPattern: self) % size) % size
    }
}
