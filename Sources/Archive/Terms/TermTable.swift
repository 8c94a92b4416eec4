import CSQLite
import Glibc

/// Terms by number, found by their bytes. Terms stay from one transaction to the next, so that most of them are found.
///
/// Used by one thread at a time.
final class TermTable {
    /// Where terms stand: FTS5's mark of the main index, the digit 0, and the term's bytes. One more than there are terms.
    private var starts: [UInt32] = [0]
    private var keys: [UInt64] = []
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 12
    /// By hash: the upper half of the hash and the number of a term.
    private var places: UnsafeMutablePointer<UInt64>
    private var mask = 1 << 10 - 1

    init() {
        bytes = .allocate(capacity: capacity)
        places = .allocate(capacity: mask + 1)
        places.initialize(repeating: .max, count: mask + 1)
    }

    deinit {
        bytes.deallocate()
        places.deallocate()
    }

    var count: Int { keys.count }

    /// Bytes that all terms take.
    var weight: Int { Int(starts[keys.count]) }

    /// Lends the bytes of a term with their mark, until one is added.
    subscript(_ number: Int) -> UnsafeRawBufferPointer {
        let start = Int(starts[number])
        return UnsafeRawBufferPointer(start: bytes + start, count: Int(starts[number + 1]) - start)
    }

    /// Has the processor fetch where a term stands.
    @inline(__always)
    func fetchSoon(_ number: Int) {
        starts.withUnsafeBufferPointer { sitrep_fetch_soon($0.baseAddress.map { $0 + number }) }
    }

    /// Lends the numbers that order the terms by their first eight bytes.
    func withKeys<Result>(_ body: (UnsafeBufferPointer<UInt64>) -> Result) -> Result {
        keys.withUnsafeBufferPointer(body)
    }

    /// Has the processor fetch what looks a term up.
    @inline(__always)
    func fetchSoon(hash: UInt64) { sitrep_fetch_soon(places + Int(truncatingIfNeeded: hash) & mask) }

    /// Has the processor fetch the bytes of a term, where it stands being fetched.
    @inline(__always)
    func fetchBytesSoon(_ number: Int) {
        starts.withUnsafeBufferPointer { sitrep_fetch_soon(bytes + Int($0[number])) }
    }

    /// The number of a term, which is added when it is not there.
    @inline(__always)
    func number(of term: UnsafeRawBufferPointer) -> UInt32 { number(of: term, hash: Self.hash(term)) }

    /// The number of a term with its hash, which is added when it is not there.
    @_optimize(speed)
    func number(of term: UnsafeRawBufferPointer, hash: UInt64) -> UInt32 {
        let mark = hash & ~0xFFFF_FFFF
        let key = Self.key(of: term)
        // No term holds a zero: a key with one is all of its term.
        let isWhole = key & 0xFF == 0
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] != .max {
            if places[place] & ~0xFFFF_FFFF == mark {
                let number = UInt32(truncatingIfNeeded: places[place])
                if keys[Int(number)] == key, isWhole || isTerm(Int(number), term) { return number }
            }
            place = (place + 1) & mask
        }
        let number = UInt32(truncatingIfNeeded: keys.count)
        places[place] = mark | UInt64(number)
        append(term, key)
        if 2 * keys.count > mask { grow() }
        return number
    }

    /// Forgets all terms.
    func removeAll() {
        starts.removeSubrange(1...)
        keys.removeAll(keepingCapacity: true)
        places.update(repeating: .max, count: mask + 1)
    }

    /// Whether a term stands before another one, byte for byte.
    func isBefore(_ a: Int, _ b: Int) -> Bool {
        if keys[a] != keys[b] { return keys[a] < keys[b] }
        let (one, two) = (self[a], self[b])
        guard let first = one.baseAddress, let second = two.baseAddress else { return false }
        let order = memcmp(first, second, min(one.count, two.count))
        return order != 0 ? order < 0 : one.count < two.count
    }

    private func isTerm(_ number: Int, _ term: UnsafeRawBufferPointer) -> Bool {
        let known = self[number]
        guard known.count == term.count + 1, let start = known.baseAddress, let other = term.baseAddress else {
            return false
        }
        return memcmp(start + 1, other, term.count) == 0
    }

    /// The number that orders a term by its first eight bytes, zeros behind.
    @inline(__always)
    private static func key(of term: UnsafeRawBufferPointer) -> UInt64 {
        if term.count >= 8 { return UInt64(bigEndian: term.loadUnaligned(as: UInt64.self)) }
        var key: UInt64 = 0
        for i in 0..<term.count { key |= UInt64(term[i]) &<< UInt64(truncatingIfNeeded: 56 &- 8 &* i) }
        return key
    }

    /// A hash of bytes, alike on every run.
    @inline(__always)
    static func hash(_ term: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: term.count) &* 0x9E37_79B9_7F4A_7C15
        var at = 0
        while at &+ 8 <= term.count {
            hash = (hash ^ term.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash >> 32
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < term.count {
            rest = rest << 8 | UInt64(term[at])
            at &+= 1
        }
        hash = (hash ^ rest) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ (hash >> 29)
    }

    private func append(_ term: UnsafeRawBufferPointer, _ key: UInt64) {
        let start = weight
        if start + term.count + 1 > capacity {
            capacity = 2 * (start + term.count + 1)
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            memcpy(larger, bytes, start)
            bytes.deallocate()
            bytes = larger
        }
        bytes[start] = 0x30
        if let from = term.baseAddress { memcpy(bytes + start + 1, from, term.count) }
        keys.append(key)
        starts.append(UInt32(truncatingIfNeeded: start + term.count + 1))
    }

    private func grow() {
        places.deallocate()
        mask = 2 * mask + 1
        places = .allocate(capacity: mask + 1)
        places.initialize(repeating: .max, count: mask + 1)
        for number in keys.indices {
            let term = self[number]
            let hash = Self.hash(UnsafeRawBufferPointer(rebasing: term.dropFirst()))
            var place = Int(truncatingIfNeeded: hash) & mask
            while places[place] != .max { place = (place + 1) & mask }
            places[place] = (hash & ~0xFFFF_FFFF) | UInt64(number)
        }
    }
}
