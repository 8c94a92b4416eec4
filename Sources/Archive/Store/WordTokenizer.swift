import CSQLite
import Glibc

/// Splits texts for the full-text index: the very terms of FTS5's own `porter unicode61 remove_diacritics 2`, sooner.
///
/// It takes that tokenizer's name on our connections, so the file stays what any SQLite reads. A word of up to sixteen Basic
/// Latin letters and digits is folded while it is read and its stem looked up in a table; what the table lacks, and every
/// stretch with other letters, goes to FTS5's tokenizer itself, so that no term can differ.
///
///     a slot of the table:  word, 16 bytes, zeros behind | stem, 16 bytes, zeros behind
///
/// One for each index of a connection; used by one thread at a time.
final class WordTokenizer {
    /// FTS5's own, and one made by it.
    private let original: fts5_tokenizer
    private let inner: OpaquePointer
    /// Whether the arguments are those that the short way is made for.
    private let isPlain: Bool
    private let slots: UnsafeMutablePointer<Slot>
    private let letters: UnsafeMutablePointer<UInt8>

    private typealias Slot = (word: UInt64, wordEnd: UInt64, stem: UInt64, stemEnd: UInt64)
    typealias Callback =
        @convention(c) (
            UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32
        ) -> Int32

    private static let bits: UInt64 = 15
    private static let arguments = ["unicode61", "remove_diacritics", "2"]

    /// Has every index of a connection use it. Without FTS5 in the library nothing happens.
    ///
    /// - Returns: FTS5's own.
    @discardableResult
    static func register(on handle: OpaquePointer) -> Original? {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nil) == SQLITE_OK else { return nil }
        let type: StaticString = "fts5_api_ptr"
        return withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<fts5_api>?.self, capacity: 1) { place in
            place[0] = nil
            let name = UnsafeRawPointer(type.utf8Start).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_pointer(statement, 1, place.baseAddress, name, nil)
            sqlite3_step(statement)
            guard let api = place[0] else { return nil }
            let found = Original()
            guard api.pointee.xFindTokenizer(api, "porter", &found.context, &found.functions) == SQLITE_OK else {
                return nil
            }
            var own = fts5_tokenizer(
                xCreate: { context, arguments, count, out in
                    guard let context, let out else { return SQLITE_ERROR }
                    let original = Unmanaged<Original>.fromOpaque(context).takeUnretainedValue()
                    var inner: OpaquePointer?
                    let code = original.functions.xCreate(original.context, arguments, count, &inner)
                    guard code == SQLITE_OK, let inner else { return code }
                    let given = (0..<Int(count)).map { arguments?[$0].map { String(cString: $0) } ?? "" }
                    guard
                        let made = WordTokenizer(original.functions, inner, isPlain: given == WordTokenizer.arguments)
                    else {
                        original.functions.xDelete(inner)
                        return SQLITE_NOMEM
                    }
                    out.pointee = OpaquePointer(Unmanaged.passRetained(made).toOpaque())
                    return SQLITE_OK
                },
                xDelete: { one in
                    guard let one else { return }
                    Unmanaged<WordTokenizer>.fromOpaque(UnsafeRawPointer(one)).release()
                },
                xTokenize: { one, context, flags, text, count, each in
                    guard let one, let each, let text, count > 0 else { return SQLITE_OK }
                    let tokenizer = Unmanaged<WordTokenizer>.fromOpaque(UnsafeRawPointer(one)).takeUnretainedValue()
                    return tokenizer.split(UnsafeRawPointer(text), Int(count), context, flags, each)
                })
            let kept = Unmanaged.passRetained(found).toOpaque()
            let code = api.pointee.xCreateTokenizer(api, "porter", kept, &own) { context in
                guard let context else { return }
                Unmanaged<Original>.fromOpaque(context).release()
            }
            if code != SQLITE_OK { Unmanaged<Original>.fromOpaque(kept).release() }
            return found
        }
    }

    /// FTS5's own tokenizer.
    final class Original {
        fileprivate var functions = fts5_tokenizer()
        fileprivate var context: UnsafeMutableRawPointer?

        /// A tokenizer for use apart from FTS5.
        func tokenizer() -> WordTokenizer? {
            var given = WordTokenizer.arguments.map { UnsafePointer(strdup($0)) }
            defer { for one in given { free(UnsafeMutablePointer(mutating: one)) } }
            var inner: OpaquePointer?
            guard functions.xCreate(context, &given, Int32(given.count), &inner) == SQLITE_OK, let inner else {
                return nil
            }
            return WordTokenizer(functions, inner, isPlain: true)
        }
    }

    private init?(_ original: fts5_tokenizer, _ inner: OpaquePointer, isPlain: Bool) {
        // Zeros that take no memory until they are written.
        guard let zeros = calloc(1 << Int(Self.bits), MemoryLayout<Slot>.stride) else { return nil }
        slots = zeros.assumingMemoryBound(to: Slot.self)
        self.original = original
        self.inner = inner
        self.isPlain = isPlain
        letters = .allocate(capacity: 256)
        for byte in 0..<256 {
            let byte = UInt8(byte)
            let isLetter = (byte | 0x20) &- 0x61 < 26
            letters[Int(byte)] = byte >= 0x80 ? 0x80 : isLetter ? byte | 0x20 : byte &- 0x30 < 10 ? byte : 0
        }
    }

    deinit {
        original.xDelete(inner)
        free(slots)
        letters.deallocate()
    }

    /// Gives each term of a text to `each`; returns its first code that is not OK.
    @_optimize(speed)
    private func split(
        _ text: UnsafeRawPointer, _ count: Int, _ context: UnsafeMutableRawPointer?, _ flags: Int32,
        _ each: @escaping Callback
    ) -> Int32 {
        let characters = text.assumingMemoryBound(to: CChar.self)
        guard isPlain else { return original.xTokenize(inner, context, flags, characters, Int32(count), each) }
        return split(text, count) { first, second, start, end in
            give(first, second, characters, start, end, context, each)
        } stretch: { start, end in
            pass(characters, start, end, context, flags, each)
        }
    }

    /// The terms of a text.
    func terms(of text: [UInt8]) -> [[UInt8]] {
        var terms: [[UInt8]] = []
        text.withUnsafeBytes { text in
            guard let start = text.baseAddress else { return }
            withUnsafeMutablePointer(to: &terms) { terms in
                _ = split(start, text.count, terms, FTS5_TOKENIZE_DOCUMENT) { context, _, term, size, _, _ in
                    guard let context, let term else { return SQLITE_ERROR }
                    let bytes = Array(UnsafeRawBufferPointer(start: term, count: Int(size)))
                    context.assumingMemoryBound(to: [[UInt8]].self).pointee.append(bytes)
                    return SQLITE_OK
                }
            }
        }
        return terms
    }

    /// Whether a text has a term that begins with some bytes.
    func hasTerm(in text: [UInt8], beginningWith beginning: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            beginning.withUnsafeBytes { beginning in
                guard let start = text.baseAddress else { return false }
                var asked = (beginning: beginning, isFound: false)
                _ = split(start, text.count, &asked, FTS5_TOKENIZE_DOCUMENT) { context, _, term, size, _, _ in
                    guard let context, let term else { return SQLITE_ERROR }
                    let asked = context.assumingMemoryBound(
                        to: (beginning: UnsafeRawBufferPointer, isFound: Bool).self)
                    let beginning = asked.pointee.beginning
                    guard Int(size) >= beginning.count, let start = beginning.baseAddress,
                        memcmp(start, term, beginning.count) == 0
                    else { return SQLITE_OK }
                    asked.pointee.isFound = true
                    return SQLITE_DONE
                }
                return asked.isFound
            }
        }
    }

    /// Splits a text into words that a table can answer for, with their folded letters and where they stand, and stretches that are for
    /// FTS5's own tokenizer; ends at the first code that is not OK.
    @inline(__always)
    func split(
        _ text: UnsafeRawPointer, _ count: Int, word: (UInt64, UInt64, Int, Int) -> Int32, stretch: (Int, Int) -> Int32
    ) -> Int32 {
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        var at = 0
        while at < count {
            var letter = letters[Int(bytes[at])]
            if letter == 0 {
                at += 1
                continue
            }
            if letter == 0x80, Self.isPunctuation(bytes, at, count) {
                at += 3
                continue
            }
            let start = at
            while at &+ 8 <= count {
                let run = Self.letterCount(text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                at &+= run
                if run < 8 { break }
            }
            letter = at < count ? letters[Int(bytes[at])] : 0
            while letter &- 1 < 0x7F {
                at &+= 1
                letter = at < count ? letters[Int(bytes[at])] : 0
            }
            let code: Int32
            if at < count, letter == 0x80, !Self.isPunctuation(bytes, at, count) {
                at = Self.end(of: at, bytes, count, letters)
                code = stretch(start, at)
            } else if at - start > 16 {
                code = stretch(start, at)
            } else {
                let (first, second) = Self.folded(text, start, at, count)
                code = word(first, second, start, at)
            }
            // FTS5's own answers DONE with OK.
            guard code == SQLITE_OK else { return code == SQLITE_DONE ? SQLITE_OK : code }
        }
        return SQLITE_OK
    }

    /// How many of eight bytes, from the lowest, are Basic Latin letters and digits before one that is none. A byte's top bit says whether
    /// it is in a range; sums of seven bits never run into the next byte.
    @inline(__always)
    private static func letterCount(_ bytes: UInt64) -> Int {
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let plain = bytes & ~tops
        let small = plain | 0x20 &* ones
        // From "a" and not beyond "z", or from "0" and not beyond "9".
        let letters = (small &+ 0x1F &* ones) & ~(small &+ 0x05 &* ones)
        let digits = (plain &+ 0x50 &* ones) & ~(plain &+ 0x46 &* ones)
        return (~((letters | digits) & ~bytes) & tops).trailingZeroBitCount &>> 3
    }

    /// A word of one to sixteen Basic Latin letters and digits in lower case: one bit more makes a letter small and leaves a digit.
    @inline(__always)
    private static func folded(
        _ text: UnsafeRawPointer, _ start: Int, _ end: Int, _ count: Int
    ) -> (first: UInt64, second: UInt64) {
        var (first, second): (UInt64, UInt64) = (0, 0)
        let size = UInt64(truncatingIfNeeded: end &- start)
        if start + 16 <= count {
            first = text.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            second = text.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
        } else {
            for (i, at) in (start..<end).enumerated() {
                let byte = UInt64(text.load(fromByteOffset: at, as: UInt8.self))
                if i < 8 { first |= byte << UInt64(8 * i) } else { second |= byte << UInt64(8 * i - 64) }
            }
        }
        let small: UInt64 = 0x2020_2020_2020_2020
        first = (first | small) & (size >= 8 ? .max : (1 &<< (8 &* size)) &- 1)
        second = size <= 8 ? 0 : (second | small) & (size == 16 ? .max : (1 &<< (8 &* (size &- 8))) &- 1)
        return (first, second)
    }

    /// Whether a mark of the block General Punctuation stands there, and a whole one: no letter is in that block.
    @inline(__always)
    private static func isPunctuation(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ count: Int) -> Bool {
        bytes[at] == 0xE2 && at + 2 < count && bytes[at + 1] == 0x80 && bytes[at + 2] & 0xC0 == 0x80
            && (at + 3 == count || bytes[at + 3] & 0xC0 != 0x80)
    }

    /// The end of a stretch with letters beyond Basic Latin: before a Basic Latin sign that a word without such letters follows.
    private static func end(
        of at: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ letters: UnsafePointer<UInt8>
    ) -> Int {
        var end = at
        while end < count {
            while end < count, letters[Int(bytes[end])] != 0 { end += 1 }
            let stop = end
            while end < count, letters[Int(bytes[end])] == 0 { end += 1 }
            guard end < count, bytes[end] >= 0x80, bytes[end] != 0xE2 else { return stop }
        }
        return end
    }

    /// Has FTS5's own tokenizer take a stretch.
    func pass(
        _ text: UnsafePointer<CChar>, _ start: Int, _ end: Int, _ context: UnsafeMutableRawPointer?, _ flags: Int32,
        _ each: @escaping Callback
    ) -> Int32 {
        var passing = Passing(context: context, each: each, offset: Int32(start))
        let code = withUnsafeMutablePointer(to: &passing) { passing in
            original.xTokenize(inner, passing, flags, text + start, Int32(end - start)) {
                own, flags, term, size, from, to in
                guard let own else { return SQLITE_ERROR }
                let passing = own.assumingMemoryBound(to: Passing.self)
                let offset = passing.pointee.offset
                let code = passing.pointee.each(passing.pointee.context, flags, term, size, from + offset, to + offset)
                passing.pointee.isDone = code == SQLITE_DONE
                return code
            }
        }
        return passing.isDone ? SQLITE_DONE : code
    }

    private struct Passing {
        let context: UnsafeMutableRawPointer?
        let each: Callback
        let offset: Int32
        var isDone = false
    }

    /// Where a word of one to sixteen folded letters belongs in a table of so many bits.
    @inline(__always)
    static func place(of first: UInt64, _ second: UInt64, _ bits: UInt64) -> Int {
        let mixed = (first ^ (second &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        let spread = (mixed ^ (mixed >> 29)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: spread >> (64 - bits))
    }

    /// Gives the stem of a word of one to sixteen folded letters.
    @inline(__always)
    private func give(
        _ first: UInt64, _ second: UInt64, _ text: UnsafePointer<CChar>, _ start: Int, _ end: Int,
        _ context: UnsafeMutableRawPointer?, _ each: Callback
    ) -> Int32 {
        let slot = slots + Self.place(of: first, second, Self.bits)
        if slot.pointee.word != first || slot.pointee.wordEnd != second {
            let (stem, stemEnd) = stem(text + start, end - start)
            slot.pointee = (first, second, stem, stemEnd)
        }
        let (stem, stemEnd) = (slot.pointee.stem, slot.pointee.stemEnd)
        let size = stemEnd == 0 ? 8 - stem.leadingZeroBitCount / 8 : 16 - stemEnd.leadingZeroBitCount / 8
        let term = UnsafeRawPointer(slot).advanced(by: 16).assumingMemoryBound(to: CChar.self)
        return each(context, 0, term, Int32(truncatingIfNeeded: size), Int32(start), Int32(end))
    }

    /// FTS5's stem of a word of one to sixteen letters, zeros behind; a stem is never longer than its word.
    func stem(_ word: UnsafePointer<CChar>, _ count: Int) -> (UInt64, UInt64) {
        var stem: (UInt64, UInt64) = (0, 0)
        withUnsafeMutablePointer(to: &stem) { stem in
            _ = original.xTokenize(inner, stem, FTS5_TOKENIZE_AUX, word, Int32(count)) { stem, _, term, size, _, _ in
                guard let stem, let term else { return SQLITE_ERROR }
                stem.copyMemory(from: term, byteCount: min(16, Int(size)))
                return SQLITE_OK
            }
        }
        return stem
    }
}
