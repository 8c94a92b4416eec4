/// Which languages a word is frequent in: an open table of the words' hashes, half empty at least, and behind it the lists.
struct LanguageWords: Sendable {
    private struct Slot: Sendable {
        var hash: UInt64 = 0
        /// Its languages in `numbers`; none for an empty slot.
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    private var slots: [Slot]
    private var numbers: [UInt16] = []
    private let shift: UInt64

    init(_ words: [UInt64: [UInt16]]) {
        var bits: UInt64 = 4
        while 1 << bits < words.count * 2 { bits += 1 }
        shift = 64 - bits
        slots = [Slot](repeating: Slot(), count: 1 << Int(bits))
        for (hash, languages) in words.sorted(by: { $0.key < $1.key }) where !languages.isEmpty {
            var place = place(hash)
            while slots[place].count > 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Slot(hash: hash, start: UInt32(numbers.count), count: UInt32(languages.count))
            numbers.append(contentsOf: languages)
        }
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    /// Counts a word for its languages, 1/n for each of n; false when it is not known.
    func add(_ hash: UInt64, to scores: inout [Double]) -> Bool {
        var place = place(hash)
        while true {
            let slot = slots[place]
            if slot.count == 0 { return false }
            if slot.hash == hash {
                let share = 1 / Double(slot.count)
                for i in Int(slot.start)..<Int(slot.start + slot.count) { scores[Int(numbers[i])] += share }
                return true
            }
            place = (place + 1) & (slots.count - 1)
        }
    }
}
