/// The words that rules and lexicons know, each with its classes and their values.
///
/// Words are folded to ASCII lower case. A look-up hashes the bytes once (FNV-1a) and probes an open table.
struct Vocabulary {
    private(set) var words: [String] = []
    private var pool: [UInt8] = []
    private var starts: [Int32] = [0]
    private var slots: [Int32] = Array(repeating: -1, count: 1024)
    private var hashes: [UInt32] = Array(repeating: 0, count: 1024)
    /// Class names; at most 64.
    private(set) var classes: [String] = []
    /// Bit c is set when the word is in class c.
    private(set) var bits: [UInt64] = []
    private var classValues: [[Int32: Double]] = []

    /// Index of a word, added when new.
    mutating func intern(_ word: String) -> Int32 {
        let bytes = Array(word.utf8).map(Self.fold)
        let found = bytes.withUnsafeBufferPointer { find($0, 0, $0.count) }
        if found >= 0 { return found }
        let index = Int32(words.count)
        words.append(String(decoding: bytes, as: UTF8.self))
        pool += bytes
        starts.append(Int32(pool.count))
        bits.append(0)
        if words.count * 2 > slots.count { grow() } else { insert(index) }
        return index
    }

    /// Index of a class, added when new.
    mutating func intern(class name: String) -> Int {
        if let index = classes.firstIndex(of: name) { return index }
        classes.append(name)
        classValues.append([:])
        return classes.count - 1
    }

    /// Puts a word into a class.
    mutating func add(_ word: String, to name: String, value: Double) {
        let index = intern(word)
        let `class` = intern(class: name)
        bits[Int(index)] |= 1 << UInt64(`class`)
        classValues[`class`][index] = value
    }

    /// The word's value in a class.
    func value(of word: Int32, in class: Int) -> Double? { classValues[`class`][word] }

    /// Whether a word is in a class.
    @inline(__always)
    func isIn(_ word: Int32, _ class: Int) -> Bool { bits[Int(word)] >> UInt64(`class`) & 1 != 0 }

    /// Words of a class, in the order they were added.
    func members(of class: Int) -> [Int32] {
        words.indices.filter { bits[$0] & (1 << UInt64(`class`)) != 0 }.map(Int32.init)
    }

    /// Index of the word at `lower..<upper`, -1 when unknown. Longest known words have 24 bytes.
    @inline(__always)
    func find(_ bytes: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int) -> Int32 {
        guard upper - lower <= 24 else { return -1 }
        var hash: UInt32 = 2_166_136_261
        for i in lower..<upper { hash = (hash ^ UInt32(Self.fold(bytes[i]))) &* 16_777_619 }
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while true {
            let index = slots[slot]
            if index < 0 { return -1 }
            if hashes[slot] == hash, equals(Int(index), bytes, lower, upper) { return index }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    private func equals(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int) -> Bool {
        let start = Int(starts[index])
        guard Int(starts[index + 1]) - start == upper - lower else { return false }
        for i in 0..<(upper - lower) where pool[start + i] != Self.fold(bytes[lower + i]) { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        hashes = Array(repeating: 0, count: slots.count)
        for index in words.indices { insert(Int32(index)) }
    }

    private mutating func insert(_ index: Int32) {
        var hash: UInt32 = 2_166_136_261
        for i in Int(starts[Int(index)])..<Int(starts[Int(index) + 1]) { hash = (hash ^ UInt32(pool[i])) &* 16_777_619 }
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = index
        hashes[slot] = hash
    }

    @inline(__always)
    static func fold(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}
