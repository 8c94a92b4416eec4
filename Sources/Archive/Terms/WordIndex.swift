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

    private static let shortBits: UInt64 = 17
    private static let longBits: UInt64 = 16

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

    /// A word that has been split off, where it stands and its slots are, and its term: the slots are asked for some words later, when the
    /// processor has fetched them.
    private typealias Word = (first: UInt64, second: UInt64, slot: Int, from: Int32, count: Int32, term: UInt32)

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
                    first, second, slot, Int32(truncatingIfNeeded: from), Int32(truncatingIfNeeded: to &- from), 0
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

    /// A word that no slot holds, by where it waits, with its stem and the stem's size and hash.
    private typealias Missing = (word: Int, stem: (UInt64, UInt64), size: Int, hash: UInt64)

    /// Looks words up in the tables and notes their terms.
    @_optimize(speed)
    private func look(
        up words: UnsafeMutablePointer<Word>, _ count: Int, _ text: UnsafePointer<CChar>, _ place: inout UInt32
    ) {
        let generation = index.generation
        withUnsafeTemporaryAllocation(of: Missing.self, capacity: Self.mostWaiting) { missing in
            var missed = 0
            for i in 0..<count {
                let word = words[i]
                if word.second == 0 {
                    let slot = short + word.slot
                    if slot[0].word == word.first, slot[0].generation == generation {
                        words[i].term = slot[0].term
                        continue
                    }
                    if slot[1].word == word.first, slot[1].generation == generation {
                        words[i].term = slot[1].term
                        continue
                    }
                } else {
                    let slot = long + word.slot
                    if slot[0].word == word.first, slot[0].wordEnd == word.second, slot[0].generation == generation {
                        words[i].term = slot[0].term
                        continue
                    }
                    if slot[1].word == word.first, slot[1].wordEnd == word.second, slot[1].generation == generation {
                        words[i].term = slot[1].term
                        continue
                    }
                }
                missing[missed] = stemmed(i, text + Int(word.from), Int(word.count))
                missed &+= 1
            }
            for i in 0..<missed { note(missing[i], words, generation) }
        }
        for i in 0..<count {
            index.add(words[i].term, place)
            place &+= 1
        }
    }

    /// Stems a word of one to sixteen letters, and has the processor fetch where the stem's number is.
    @inline(never)
    private func stemmed(_ number: Int, _ word: UnsafePointer<CChar>, _ count: Int) -> Missing {
        let stem = tokenizer.stem(word, count)
        let size = stem.1 == 0 ? 8 - stem.0.leadingZeroBitCount / 8 : 16 - stem.1.leadingZeroBitCount / 8
        let hash = withUnsafeBytes(of: stem) { TermTable.hash(UnsafeRawBufferPointer(rebasing: $0[..<size])) }
        index.terms.fetchSoon(hash: hash)
        return (number, stem, size, hash)
    }

    /// Looks up the number of a stem and gives its word a slot.
    @inline(never)
    private func note(_ missing: Missing, _ words: UnsafeMutablePointer<Word>, _ generation: UInt32) {
        let term = withUnsafeBytes(of: missing.stem) {
            index.terms.number(of: UnsafeRawBufferPointer(rebasing: $0[..<missing.size]), hash: missing.hash)
        }
        let word = words[missing.word]
        words[missing.word].term = term
        if word.second == 0 {
            let slot = short + word.slot
            slot[1] = slot[0]
            slot[0] = (word.first, generation, term)
        } else {
            let slot = long + word.slot
            slot[1] = slot[0]
            slot[0] = (word.first, word.second, generation, term, 0)
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
