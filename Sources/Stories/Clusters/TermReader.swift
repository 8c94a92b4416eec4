import Documents
import Glibc
import Lexicons

/// Turns a title and a text into a sparse vector weighed by how rare each word is, in a background and in the stream so far.
struct TermReader: Sendable {
    private let limits: ClusterLimits
    private let frequencies: WordFrequencies
    private var scanner = WordScanner()
    /// How many of the stream's documents hold a term: one counter for each of 2^18 residues, so memory stays fixed.
    private var counts: [Float]
    private var documents: Float = 0
    private let countBits: Int
    // Scratch: an open hash of terms of the document at hand, the slots in use in order, and the terms with their weights.
    private var slots = [Slot](repeating: Slot(), count: 2048)
    private var used = [UInt16](repeating: 0, count: TermReader.most)
    private var usedCount = 0
    private var terms = [UInt64](repeating: 0, count: TermReader.most)

    /// Most terms of one document that are looked at.
    private static let most = 1500

    private struct Slot {
        var stem: UInt64 = 0
        var weight: Float = 0
        var isNamed = false
    }

    init(limits: ClusterLimits) throws(LexiconError) {
        self.limits = limits
        frequencies = try WordFrequencies()
        countBits = limits.bits + 2
        counts = [Float](repeating: 0, count: 1 << countBits)
    }

    /// The vector of the next document of the stream, and how many words of the text were read.
    mutating func vector(title: [UInt8], text: [UInt8]) -> (vector: TermVector, words: Int) {
        for i in 0..<usedCount { slots[Int(used[i])] = Slot() }
        usedCount = 0
        scanner.scan(title, .stems)
        count(scanner.words, title: true)
        scanner.scan(text, limit: limits.words, .stems)
        count(scanner.words, title: false)
        let words = scanner.words.count
        if documents >= Float(limits.window) {
            for i in counts.indices { counts[i] *= 0.5 }
            documents *= 0.5
        }
        documents += 1
        let found = weigh()
        var vector = TermVector()
        terms.withUnsafeMutableBufferPointer { terms in
            // A term is one number, so that neither choosing nor sorting needs a closure: the weight's bits turned round, then the key.
            var kept = found
            if found > limits.terms, limits.terms > 0 {
                let last = Ranking.value(
                    atRank: limits.terms - 1, of: UnsafeMutableBufferPointer(rebasing: terms[..<found]))
                kept = 0
                for i in 0..<found {
                    let term = terms[i]
                    terms[kept] = term
                    kept += term <= last ? 1 : 0
                }
            }
            for i in 0..<kept { terms[i] = terms[i] << 32 | terms[i] >> 32 }
            Ranking.sortSpread(UnsafeMutableBufferPointer(rebasing: terms[..<kept]))
            vector.keys = [UInt32](unsafeUninitializedCapacity: kept) { keys, count in
                for i in 0..<kept { keys[i] = UInt32(terms[i] >> 32) }
                count = kept
            }
            vector.weights = [Float](unsafeUninitializedCapacity: kept) { weights, count in
                for i in 0..<kept { weights[i] = Float(bitPattern: ~UInt32(truncatingIfNeeded: terms[i])) }
                count = kept
            }
        }
        let norm = vector.norm
        if norm > 0 { for i in vector.weights.indices { vector.weights[i] /= norm } }
        return (vector, words)
    }

    /// Weighs the terms of the document at hand into `terms`; returns how many there are.
    private mutating func weigh() -> Int {
        let top = limits.background * frequencies.documents + limits.stream * documents + 1
        let mask = counts.count - 1
        var found = 0
        // Counters of the stream and of the background are read first, all together: they lie far apart in memory, and reading one need not
        // wait for another.
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * usedCount + 1) { scratch in
            let streamed = UnsafeMutableBufferPointer(rebasing: scratch[..<usedCount])
            let quick = UnsafeMutableBufferPointer(rebasing: scratch[usedCount...])
            for i in 0..<usedCount { quick[i] = frequencies.quickCount(slots[Int(used[i])].stem) }
            counts.withUnsafeMutableBufferPointer { counts in
                for i in 0..<usedCount {
                    let counter = Int(slots[Int(used[i])].stem >> 20) & mask
                    counts[counter] += 1
                    streamed[i] = counts[counter]
                }
            }
            for i in 0..<usedCount {
                let slot = slots[Int(used[i])]
                let known = quick[i] < 0 ? frequencies.count(slot.stem) : quick[i]
                // A word in an eighth of all documents says nothing about what a text is about.
                guard known * 8 < frequencies.documents else { continue }
                let seen = limits.background * known + limits.stream * streamed[i] + 0.5
                let rarity = logf(top / seen)
                guard rarity > 0.1 else { continue }
                // ln 1 is 0.
                let frequency = slot.weight > 1 ? 1 + logf(slot.weight) : slot.weight
                let weight = frequency * powf(rarity, limits.rarity)
                let named = slot.isNamed ? weight * limits.name : weight
                terms[found] = Ranking.packed(named, UInt32(truncatingIfNeeded: slot.stem))
                found += 1
            }
            return found
        }
    }

    /// Counts words into the slots.
    private mutating func count(_ words: [FoldedWord], title isTitle: Bool) {
        let limits = limits
        var usedCount = usedCount
        slots.withUnsafeMutableBufferPointer { slots in
            used.withUnsafeMutableBufferPointer { used in
                let mask = slots.count - 1
                for (i, word) in words.enumerated() {
                    // Single letters say nothing; single digits hardly more.
                    guard word.count > 1 else { continue }
                    var weight = isTitle ? limits.title : i < limits.lead ? limits.leadWeight : 1
                    if word.flags.contains(.number) { weight *= limits.number }
                    let isInside = word.flags.contains(.capital) && !word.flags.contains(.opens)
                    if isInside { weight *= limits.capital }
                    var slot = Int(truncatingIfNeeded: word.stem >> 7) & mask
                    let key = word.stem | 1
                    while slots[slot].stem != 0, slots[slot].stem | 1 != key { slot = (slot + 1) & mask }
                    if slots[slot].stem == 0 {
                        guard usedCount < Self.most else { continue }
                        slots[slot].stem = word.stem == 0 ? 1 : word.stem
                        used[usedCount] = UInt16(slot)
                        usedCount += 1
                    }
                    slots[slot].weight += weight
                    // A capital inside a sentence makes a name; titles capitalise everything.
                    if !isTitle, isInside, !word.flags.contains(.number) { slots[slot].isNamed = true }
                }
            }
        }
        self.usedCount = usedCount
    }
}
