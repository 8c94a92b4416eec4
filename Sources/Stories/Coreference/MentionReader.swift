import Glibc
public import Lexicons
public import Readings
public import Texts

/// Makes event mentions out of readings.
@_spi(Lab) public struct MentionReader: Sendable {
    private let frequencies: WordFrequencies
    private let vectors: MeaningVectors

    /// Verbs that say little by themselves: the rest of the phrase names the occurrence.
    private static let light: Set<String> = [
        "be", "have", "do", "make", "take", "get", "go", "give", "come", "set", "hold", "put", "keep", "carry",
    ]

    /// Makes a reader from the embedded lexicons and the network's word vectors.
    public init() throws(LexiconError) {
        frequencies = try WordFrequencies()
        vectors = try MeaningVectors()
    }

    /// The same with word frequencies that are at hand.
    init(_ frequencies: WordFrequencies) throws(LexiconError) {
        self.frequencies = frequencies
        vectors = try MeaningVectors()
    }

    /// The mentions at some stretches of one reading, in their order.
    public func mentions(_ extents: [Extent], in reading: Reading, document: Int) -> [EventMention] {
        let surroundings = surroundings(of: reading)
        return extents.map { mention($0, reading, document, surroundings) }
    }

    /// What the mentions of one reading have in common, made once.
    struct Surroundings {
        /// Content words of the reading, as a unit vector.
        var words: TermVector
        /// The stem of each token, as it is written.
        var stems: [UInt64]
        /// How rare each is (`rarity`).
        var rarities: [Float]
    }

    /// What the mentions of a reading have in common.
    func surroundings(of reading: Reading) -> Surroundings {
        let stems = reading.tokens.indices.map { Sketcher.stem(reading.form($0)) }
        var found = Surroundings(words: TermVector(), stems: stems, rarities: stems.map(rarity))
        found.words = vector(reading.tokens.indices.filter { Self.isContent(reading.tokens[$0].upos) }, found)
        return found
    }

    /// The mention at a stretch. Cost: that of its sentence.
    func mention(_ extent: Extent, _ reading: Reading, _ document: Int, _ surroundings: Surroundings)
        -> EventMention
    {
        let tokens = reading.tokens
        let start = Self.first(tokens.count) { tokens[$0].extent.upper > extent.lower }
        var inside = Array(tokens[start...].indices.prefix { tokens[$0].extent.lower < extent.upper })
        if inside.isEmpty, let first = tokens.indices.first { inside = [first] }
        var result = EventMention(
            document: document, sentence: -1, lemma: 0, stem: 0, wording: 0, head: [], meaning: [],
            context: TermVector(),
            surroundings: surroundings.words, who: [], whom: [], arguments: TermVector(), figures: [], rarity: 0)
        guard let last = inside.last else { return result }
        let members = Set(inside)
        let heads = inside.filter { !members.contains(tokens[$0].head) }
        let head =
            heads.count == 1
            ? heads[0] : heads.first { [.verb, .noun, .propn].contains(tokens[$0].upos) } ?? last
        let content = inside.filter { Self.isContent(tokens[$0].upos) || tokens[$0].upos == .adv }
        let named = content.isEmpty ? inside : content
        var lemma = tokens[head].lemma.lowercased()
        if inside.count > 1, Self.light.contains(lemma),
            let other = named.last(where: { !Self.light.contains(tokens[$0].lemma.lowercased()) })
        {
            lemma = tokens[other].lemma.lowercased()
        }
        result.lemma = WordScanner.textHash(lemma)
        result.stem = Sketcher.stem(lemma)
        result.wording = WordScanner.textHash(reading.text[extent].lowercased())
        result.head = vectors.vector(lemma) ?? []
        result.rarity = rarity(result.stem)
        var sum = [Float](repeating: 0, count: MeaningVectors.size)
        for i in named {
            guard let vector = vectors.vector(reading.form(i)) else { continue }
            let weight = surroundings.rarities[i] + 0.1
            for k in sum.indices { sum[k] += weight * vector[k] }
        }
        result.meaning = MeaningVectors.unit(sum) ?? []
        let s = Self.first(reading.sentences.count) { reading.sentences[$0].tokens.upperBound > head }
        if s < reading.sentences.count, reading.sentences[s].tokens.contains(head) {
            result.sentence = s
            let words = reading.sentences[s].tokens
            result.context = vector(
                words.filter { !members.contains($0) && Self.isContent(tokens[$0].upos) }, surroundings)
            result.figures = Array(
                Set(
                    words.filter {
                        tokens[$0].upos == .num && reading.form($0).utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
                    }
                    .map { WordScanner.textHash(reading.form($0)) })
            ).sorted()
        }
        arguments(&result, head, members, reading)
        return result
    }

    /// The first of so many in order for which something holds that holds for all after it.
    private static func first(_ count: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Who, whom and whatever else hangs on the head, each with its own modifiers, as stems.
    private func arguments(_ mention: inout EventMention, _ head: Int, _ members: Set<Int>, _ reading: Reading) {
        let tokens = reading.tokens
        var who: Set<UInt64> = []
        var whom: Set<UInt64> = []
        var other: Set<UInt64> = []
        func add(_ i: Int, to set: inout Set<UInt64>) {
            set.insert(Sketcher.stem(tokens[i].lemma))
            for child in reading.dependents(of: i) {
                switch tokens[Int(child)].relation.base {
                case .compound, .flat, .nmod, .amod, .appos, .nummod:
                    set.insert(Sketcher.stem(tokens[Int(child)].lemma))
                default: break
                }
            }
        }
        for child in reading.dependents(of: head) {
            let i = Int(child)
            switch tokens[i].relation {
            case .nsubjPass, .obj, .iobj: add(i, to: &whom)
            case .nsubj, .nsubjOuter, .oblAgent: add(i, to: &who)
            default:
                switch tokens[i].relation.base {
                case .obl, .nmod, .compound, .amod, .xcomp, .ccomp, .flat: add(i, to: &other)
                default: break
                }
            }
        }
        let parent = tokens[head].head
        if parent >= 0, !members.contains(parent) {
            other.insert(Sketcher.stem(tokens[parent].lemma))
            let relation = tokens[head].relation.base
            if [.conj, .xcomp, .advcl, .acl].contains(relation), who.isEmpty {
                for child in reading.dependents(of: parent) where tokens[Int(child)].relation.base == .nsubj {
                    add(Int(child), to: &who)
                    break
                }
            }
            if relation == .acl { add(parent, to: &whom) }
            if [.obj, .nsubj, .obl, .compound, .nmod].contains(relation) {
                for child in reading.dependents(of: parent) where Int(child) != head {
                    if [.nsubj, .obj, .obl, .nmod].contains(tokens[Int(child)].relation.base) {
                        add(Int(child), to: &other)
                    }
                }
            }
        }
        mention.who = who.sorted()
        mention.whom = whom.sorted()
        var all = TermVector()
        var seen: [UInt32: Float] = [:]
        for stem in who.union(whom).union(other) { seen[UInt32(truncatingIfNeeded: stem)] = rarity(stem) }
        all.keys = seen.keys.sorted()
        all.weights = all.keys.map { seen[$0] ?? 0 }
        mention.arguments = all
    }

    private static func isContent(_ tag: UPOS) -> Bool {
        tag == .noun || tag == .propn || tag == .verb || tag == .adj || tag == .num
    }

    /// ln(documents / documents with the stem); 0 for a word in an eighth of them.
    private func rarity(_ stem: UInt64) -> Float {
        let known = frequencies.count(stem)
        guard known * 8 < frequencies.documents else { return 0 }
        return logf((frequencies.documents + 1) / (known + 0.5))
    }

    private func vector(_ tokens: [Int], _ found: Surroundings) -> TermVector {
        var weights: [UInt32: Float] = [:]
        for i in tokens where found.rarities[i] > 0 {
            weights[UInt32(truncatingIfNeeded: found.stems[i])] = found.rarities[i]
        }
        var vector = TermVector()
        vector.keys = weights.keys.sorted()
        vector.weights = vector.keys.map { weights[$0] ?? 0 }
        let norm = max(vector.norm, 1e-6)
        vector.weights = vector.weights.map { $0 / norm }
        return vector
    }
}

extension Relation {
    /// The relation without its subtype: `nsubj` of `nsubj:pass`.
    fileprivate var base: Relation { Self.bases[Int(rawValue)] }

    private static let bases = allCases.map { relation in
        allCases.first { $0.name == relation.name.prefix { $0 != ":" } } ?? relation
    }
}
