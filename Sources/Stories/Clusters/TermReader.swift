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
    // Scratch: an open hash of terms of the document at hand.
    private var slotKeys = [UInt64](repeating: 0, count: 2048)
    private var slotWeights = [Float](repeating: 0, count: 2048)
    private var slotNamed = [Bool](repeating: false, count: 2048)
    private var used: [Int] = []
    private var terms: [UInt64] = []

    init(limits: ClusterLimits) throws(LexiconError) {
        self.limits = limits
        frequencies = try WordFrequencies()
        countBits = limits.bits + 2
        counts = [Float](repeating: 0, count: 1 << countBits)
    }

    /// The vector of the next document of the stream, and how many words of the text were read.
    mutating func vector(title: [UInt8], text: [UInt8]) -> (vector: TermVector, words: Int) {
        for slot in used {
            slotKeys[slot] = 0
            slotWeights[slot] = 0
            slotNamed[slot] = false
        }
        used.removeAll(keepingCapacity: true)
        scanner.scan(title)
        for word in scanner.words { count(word, limits.title) }
        scanner.scan(text, limit: limits.words)
        for (i, word) in scanner.words.enumerated() {
            count(word, i < limits.lead ? limits.leadWeight : 1, isText: true)
        }
        let words = scanner.words.count
        if documents >= Float(limits.window) {
            for i in counts.indices { counts[i] *= 0.5 }
            documents *= 0.5
        }
        documents += 1
        // A term is one number, so that sorting needs no closure: the weight's bits turned round, then the key.
        terms.removeAll(keepingCapacity: true)
        let top = limits.background * frequencies.documents + limits.stream * documents + 1
        for slot in used {
            let stem = slotKeys[slot]
            let counter = Int(stem >> 20) & (counts.count - 1)
            counts[counter] += 1
            let known = frequencies.count(stem)
            // A word in an eighth of all documents says nothing about what a text is about.
            guard known * 8 < frequencies.documents else { continue }
            let seen = limits.background * known + limits.stream * counts[counter] + 0.5
            let rarity = logf(top / seen)
            guard rarity > 0.1 else { continue }
            let frequency = slotWeights[slot] >= 1 ? 1 + logf(slotWeights[slot]) : slotWeights[slot]
            let weight = frequency * powf(rarity, limits.rarity)
            let named = slotNamed[slot] ? weight * limits.name : weight
            terms.append(UInt64(~named.bitPattern) << 32 | UInt64(UInt32(truncatingIfNeeded: stem)))
        }
        terms.sort()
        if terms.count > limits.terms { terms.removeLast(terms.count - limits.terms) }
        for i in terms.indices { terms[i] = terms[i] << 32 | terms[i] >> 32 }
        terms.sort()
        var vector = TermVector()
        vector.keys = terms.map { UInt32($0 >> 32) }
        vector.weights = terms.map { Float(bitPattern: ~UInt32(truncatingIfNeeded: $0)) }
        let norm = vector.norm
        if norm > 0 { for i in vector.weights.indices { vector.weights[i] /= norm } }
        return (vector, words)
    }

    private mutating func count(_ word: FoldedWord, _ weight: Float, isText: Bool = false) {
        // Single letters say nothing; single digits hardly more.
        guard word.count > 1 else { return }
        var weight = weight
        if word.flags.contains(.number) { weight *= limits.number }
        if word.flags.contains(.capital), !word.flags.contains(.opens) { weight *= limits.capital }
        let mask = slotKeys.count - 1
        var slot = Int(truncatingIfNeeded: word.stem >> 7) & mask
        let key = word.stem | 1
        while slotKeys[slot] != 0, slotKeys[slot] | 1 != key { slot = (slot + 1) & mask }
        if slotKeys[slot] == 0 {
            guard used.count < 1500 else { return }
            slotKeys[slot] = word.stem == 0 ? 1 : word.stem
            used.append(slot)
        }
        slotWeights[slot] += weight
        // A capital inside a sentence makes a name; titles capitalise everything.
        if isText, word.flags.contains(.capital), !word.flags.contains(.opens), !word.flags.contains(.number) {
            slotNamed[slot] = true
        }
    }
}
