import Glibc

/// Terms by number, found by their bytes. Terms stay from one transaction to the next, so that most of them are found.
///
/// Used by one thread at a time.
final class TermTable {
    /// Where a term stands: FTS5's mark of the main index, the digit 0, and its bytes. The first eight of these as a number order it.
    private struct Term {
        var start: Int
        var count: Int
        var key: UInt64
    }

    private var terms: [Term] = []
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 12
    private var places: UnsafeMutablePointer<UInt32>
    private var mask = 1 << 10 - 1
    /// Bytes that all terms take.
    private(set) var weight = 0

    init() {
        bytes = .allocate(capacity: capacity)
        places = .allocate(capacity: mask + 1)
        places.initialize(repeating: .max, count: mask + 1)
    }

    deinit {
        bytes.deallocate()
        places.deallocate()
    }

    var count: Int { terms.count }

    /// Lends the bytes of a term with their mark, until one is added.
    subscript(_ number: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + terms[number].start, count: terms[number].count + 1)
    }

    /// A number that orders a term by its first eight bytes.
    func key(_ number: Int) -> UInt64 { terms[number].key }

    /// The number of a term, which is added when it is not there.
    func number(of term: UnsafeRawBufferPointer) -> UInt32 {
        var place = Int(truncatingIfNeeded: Self.hash(term)) & mask
        while places[place] != .max {
            let known = terms[Int(places[place])]
            if known.count == term.count, Self.areEqual(bytes + known.start + 1, term) { return places[place] }
            place = (place + 1) & mask
        }
        let number = UInt32(truncatingIfNeeded: terms.count)
        places[place] = number
        append(term)
        if 2 * terms.count > mask { grow() }
        return number
    }

    /// Forgets all terms.
    func removeAll() {
        terms.removeAll(keepingCapacity: true)
        weight = 0
        places.update(repeating: .max, count: mask + 1)
    }

    /// Whether a term stands before another one, byte for byte.
    func isBefore(_ a: Int, _ b: Int) -> Bool {
        let (one, two) = (terms[a], terms[b])
        if one.key != two.key { return one.key < two.key }
        let order = memcmp(bytes + one.start, bytes + two.start, min(one.count, two.count) + 1)
        return order != 0 ? order < 0 : one.count < two.count
    }

    @inline(__always)
    private static func areEqual(_ known: UnsafeMutablePointer<UInt8>, _ term: UnsafeRawBufferPointer) -> Bool {
        guard let start = term.baseAddress else { return true }
        return memcmp(known, start, term.count) == 0
    }

    @inline(__always)
    private static func hash(_ term: UnsafeRawBufferPointer) -> UInt64 {
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

    private func append(_ term: UnsafeRawBufferPointer) {
        if weight + term.count + 1 > capacity {
            capacity = 2 * (weight + term.count + 1)
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            memcpy(larger, bytes, weight)
            bytes.deallocate()
            bytes = larger
        }
        var key: UInt64 = 0
        for i in 0..<min(8, term.count) { key |= UInt64(term[i]) << UInt64(56 - 8 * i) }
        bytes[weight] = 0x30
        if let start = term.baseAddress { memcpy(bytes + weight + 1, start, term.count) }
        terms.append(Term(start: weight, count: term.count, key: key))
        weight += term.count + 1
    }

    private func grow() {
        places.deallocate()
        mask = 2 * mask + 1
        places = .allocate(capacity: mask + 1)
        places.initialize(repeating: .max, count: mask + 1)
        for (number, term) in terms.enumerated() {
            let hash = Self.hash(UnsafeRawBufferPointer(start: bytes + term.start + 1, count: term.count))
            var place = Int(truncatingIfNeeded: hash) & mask
            while places[place] != .max { place = (place + 1) & mask }
            places[place] = UInt32(truncatingIfNeeded: number)
        }
    }
}
