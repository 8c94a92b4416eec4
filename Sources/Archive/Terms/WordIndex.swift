import CSQLite
import Glibc

/// The full-text index of documents, written past FTS5 (`TermIndex`): the very terms of its tokenizer, by a table from words to terms.
///
///     a slot of the table:  word, 16 bytes, zeros behind | generation | its term's number | unused, 8 bytes
final class WordIndex {
    let index: TermIndex
    private let tokenizer: WordTokenizer
    private let slots: UnsafeMutablePointer<Slot>
    private let memory: UnsafeMutableRawPointer

    private typealias Slot = (word: UInt64, wordEnd: UInt64, generation: UInt32, term: UInt32, unused: UInt64)

    private static let bits: UInt64 = 15

    /// - Returns: nil without FTS5's tokenizer.
    init?(in database: Database) {
        guard let tokenizer = database.tokenizers?.tokenizer(),
            // Zeros that take no memory until they are written; slots lie in lines of the processor's memory, two in each.
            let memory = calloc(1, MemoryLayout<Slot>.stride << Int(Self.bits) + 64)
        else { return nil }
        self.tokenizer = tokenizer
        self.memory = memory
        slots = memory.alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Slot.self)
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

    /// Gathers the words of a text; returns how many.
    private func gather(_ text: UnsafeRawBufferPointer, _ column: UInt32) -> Int {
        guard let start = text.baseAddress else { return 0 }
        let characters = start.assumingMemoryBound(to: CChar.self)
        var passing = Passing(index: Unmanaged.passUnretained(index), place: column)
        _ = tokenizer.split(start, text.count) { first, second, from, to in
            let slot = slots + WordTokenizer.place(of: first, second, Self.bits)
            if slot.pointee.word != first || slot.pointee.wordEnd != second
                || slot.pointee.generation != index.generation
            {
                slot.pointee = (first, second, index.generation, stem(of: characters + from, to - from), 0)
            }
            index.add(slot.pointee.term, passing.place)
            passing.place &+= 1
            return SQLITE_OK
        } stretch: { from, to in
            tokenizer.pass(characters, from, to, &passing, FTS5_TOKENIZE_DOCUMENT) { passing, _, term, size, _, _ in
                guard let passing, let term else { return SQLITE_ERROR }
                let one = passing.assumingMemoryBound(to: Passing.self)
                let index = one.pointee.index.takeUnretainedValue()
                let bytes = UnsafeRawBufferPointer(start: term, count: min(TermIndex.longest, Int(size)))
                index.add(index.terms.number(of: bytes), one.pointee.place)
                one.pointee.place &+= 1
                return SQLITE_OK
            }
        }
        return Int(passing.place & ~TermIndex.second)
    }

    /// The number of the stem of a word of one to sixteen letters.
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
