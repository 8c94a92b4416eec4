import Lexicons
import NetworkKernel

/// Runs the network over sentences, in integers: the same bits on every processor.
///
/// It owns its scratch memory and is used by one thread at a time. Cost: about half a million multiplications a word.
/// Layout of one batch (N words of several sentences end to end; W = units a direction):
///
///     gates [N][6 W] → recur → hidden [N][2 W] → neck [N][K] → gates → recur → … → tags, names, pairs
final class NetworkRunner {
    /// What the network says of a word.
    struct Word {
        var upos: UPOS
        var xpos: XPOS
        /// Index in the sentence, or -1 for its root.
        var head: Int
        var relation: Relation
    }

    let network: Network
    private let kernel: sitrep_kernel
    private let vectors: WordVectors
    private let decoder: NameDecoder
    private let gates: UnsafeMutablePointer<Int16>
    private let hidden: UnsafeMutablePointer<Int16>
    private let other: UnsafeMutablePointer<Int16>
    private let neck: UnsafeMutablePointer<Int16>
    private let pairs: UnsafeMutablePointer<Int16>
    private let vector: UnsafeMutablePointer<Int16>
    private let packed: UnsafeMutablePointer<Int16>
    private let packedRoot: UnsafeMutablePointer<Int16>
    private let zeros: UnsafeMutablePointer<Int16>
    private let scores: UnsafeMutablePointer<Int32>
    private let arcs: UnsafeMutablePointer<Int32>
    private let rootScores: UnsafeMutablePointer<Int32>
    private var heads: [Int] = []
    private var backward: [UInt8] = []
    private let relationOfRoot: Int

    /// Words of a batch, and of the longest sentence; longer ones come in parts.
    static let longest = 256

    init(_ network: Network, kernel: sitrep_kernel = sitrep_kernel_best()) throws(LexiconError) {
        self.network = network
        self.kernel = kernel
        vectors = WordVectors(network, kernel: kernel)
        decoder = try NameDecoder(labels: network.nameLabels)
        relationOfRoot = network.relationLabels.firstIndex(of: .root) ?? -1
        let words = Self.longest
        let units = 2 * network.width
        gates = .allocate(capacity: words * network.layers[0].gates.padded)
        hidden = .allocate(capacity: words * units)
        other = .allocate(capacity: words * units)
        neck = .allocate(capacity: words * (network.layers.compactMap { $0.neck?.padded }.max() ?? 8))
        pairs = .allocate(capacity: words * network.pairs.padded)
        let width = max(network.arc, network.deprel.inputs)
        vector = .allocate(capacity: words * width)
        packed = .allocate(capacity: (words + 8) * width)
        packedRoot = .allocate(capacity: 8 * width)
        zeros = .allocate(capacity: width)
        zeros.initialize(repeating: 0, count: width)
        let tags = [network.upos, network.xpos, network.names, network.deprel].map(\.padded).max() ?? 8
        scores = .allocate(capacity: words * tags)
        arcs = .allocate(capacity: words * (words + 8))
        rootScores = .allocate(capacity: words * 8)
        sitrep_pack(network.root.int16, 0, 1, network.arc / 2, packedRoot)
    }

    deinit {
        for buffer in [gates, hidden, other, neck, pairs, vector, packed, packedRoot, zeros] { buffer.deallocate() }
        for buffer in [scores, arcs, rootScores] { buffer.deallocate() }
    }

    /// Reads a batch of sentences.
    ///
    /// - Parameters:
    ///   - bytes: the text; `words` are stretches of it.
    ///   - sentences: consecutive ranges of `words`, at most `longest` words in all.
    ///   - result: gets one entry a word.
    ///   - names: gets the names, as ranges of `words`.
    func run(
        _ bytes: UnsafeBufferPointer<UInt8>, words: [Range<Int>], sentences: [Range<Int>], result: inout [Word],
        names: inout [NameDecoder.Span]
    ) {
        guard let first = sentences.first?.lowerBound, let last = sentences.last?.upperBound, last > first else {
            return
        }
        let count = last - first
        precondition(count <= Self.longest)
        encode(bytes, words: words, sentences: sentences, first: first)
        sitrep_multiply(
            kernel, network.pairs.weights, network.pairs.bias, network.pairs.blocks, network.pairs.pairs, hidden,
            2 * network.width, count, Int32(network.pairs.shift), 2047, pairs, network.pairs.padded)
        let start = result.count
        score(network.upos, hidden, count)
        for word in 0..<count {
            let best = top(network.upos, word)
            result.append(Word(upos: network.uposLabels[best], xpos: .xx, head: -1, relation: .root))
        }
        score(network.xpos, hidden, count)
        for word in 0..<count { result[start + word].xpos = network.xposLabels[top(network.xpos, word)] }
        score(network.names, hidden, count)
        for sentence in sentences {
            let before = names.count
            decoder.decode(
                scores + (sentence.lowerBound - first) * network.names.padded, stride: network.names.padded,
                count: sentence.count, scratch: &backward, into: &names)
            for i in before..<names.count {
                let found = names[i].words
                names[i].words = found.lowerBound + sentence.lowerBound..<found.upperBound + sentence.lowerBound
            }
        }
        for sentence in sentences {
            parse(sentence.lowerBound - first, sentence.count, result: &result, at: start + sentence.lowerBound - first)
        }
    }

    /// From words to the last layer's states, left in `hidden`.
    private func encode(
        _ bytes: UnsafeBufferPointer<UInt8>, words: [Range<Int>], sentences: [Range<Int>], first: Int
    ) {
        let size = network.layers[0].gates.padded
        let units = 2 * network.width
        let count = (sentences.last?.upperBound ?? first) - first
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { cases in
            for word in 0..<count {
                let seen = vectors.add(
                    UnsafeBufferPointer(rebasing: bytes[words[first + word]]), row: word, gates: gates)
                cases[word] = seen.rawValue
            }
            vectors.finish(gates)
            for sentence in sentences {
                let from = sentence.lowerBound - first
                let mode = SentenceCase(UnsafeBufferPointer(rebasing: cases[from..<from + sentence.count]))
                sitrep_add(gates + from * size, network.context.int16, size)
                guard mode != .ordinary else { continue }
                let row = network.context.int16 + mode.rawValue * size
                for word in from..<from + sentence.count { sitrep_add(gates + word * size, row, size) }
            }
        }
        for (index, layer) in network.layers.enumerated() {
            let input = index % 2 == 0 ? other : hidden
            let output = index % 2 == 0 ? hidden : other
            if let narrow = layer.neck {
                sitrep_multiply(
                    kernel, narrow.weights, narrow.bias, narrow.blocks, narrow.pairs, input, units, count,
                    Int32(narrow.shift), 2047, neck, narrow.padded)
                sitrep_multiply(
                    kernel, layer.gates.weights, layer.gates.bias, layer.gates.blocks, layer.gates.pairs, neck,
                    narrow.padded, count, Int32(layer.gates.shift), 32767, gates, size)
            }
            for sentence in sentences {
                let from = sentence.lowerBound - first
                sitrep_recur(
                    kernel, gates + from * size, layer.carry, network.width, sentence.count,
                    layer.neck == nil ? nil : input + from * units, units, output + from * units, units)
            }
        }
    }

    private func score(_ matrix: Network.Matrix, _ x: UnsafeMutablePointer<Int16>, _ count: Int) {
        sitrep_score(
            kernel, matrix.weights, matrix.bias, matrix.blocks, matrix.pairs, x, matrix.inputs, count, scores,
            matrix.padded)
    }

    /// The best output of a word, the first among equals.
    private func top(_ matrix: Network.Matrix, _ word: Int, but left: Int = -1) -> Int {
        let row = scores + word * matrix.padded
        var best = left == 0 ? 1 : 0
        for output in 0..<matrix.outputs where row[output] > row[best] && output != left { best = output }
        return best
    }

    /// Tree and labels of one sentence, whose pairs start at row `from`.
    private func parse(_ from: Int, _ count: Int, result: inout [Word], at start: Int) {
        let stride = network.pairs.padded
        let arc = network.arc
        let label = network.deprel.inputs
        let rows = pairs + from * stride
        for word in 0..<count { sitrep_join(rows + word * stride, zeros, arc, vector + word * arc) }
        let padded = (count + 7) / 8 * 8
        sitrep_pack(rows + arc, stride, count, arc / 2, packed)
        sitrep_score(kernel, packed, nil, padded / 8, arc / 2, vector, arc, count, arcs, padded)
        sitrep_score(kernel, packedRoot, nil, 1, arc / 2, vector, arc, count, rootScores, 8)
        let distance = network.distance.int32
        let reach = network.distance.columns / 2
        for word in 0..<count {
            let row = arcs + word * padded
            for head in 0..<count { row[head] &+= distance[min(max(head - word, -reach), reach) + reach] }
        }
        SpanningTree.heads(
            count, arcs: UnsafePointer(arcs), stride: padded, roots: UnsafePointer(rootScores), rootStride: 8,
            into: &heads)
        for word in 0..<count {
            let head = heads[word]
            let other =
                head < 0 ? network.root.int16 + arc : UnsafePointer(rows + head * stride + 2 * arc + label)
            sitrep_join(rows + word * stride + 2 * arc, other, label, vector + word * label)
        }
        score(network.deprel, vector, count)
        for word in 0..<count {
            result[start + word].head = heads[word]
            guard heads[word] >= 0 else { continue }
            result[start + word].relation = network.relationLabels[top(network.deprel, word, but: relationOfRoot)]
        }
    }
}
