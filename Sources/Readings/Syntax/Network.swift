import Lexicons

/// The weights of the language network, used in place, and what its outputs mean.
///
/// For every word: the sum of its rows in three tables (fixed word vector, learned word vector, affixes) → three
/// bidirectional simple recurrent layers (Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable
/// Recurrence") → tags, names as BIOES, arcs and labels (after Dozat & Manning 2017, "Deep Biaffine Attention for Neural
/// Dependency Parsing", with the arc matrix folded into the head's projection). Sizes come from the file.
struct Network {
    /// A matrix stored for the kernel, with its bias.
    struct Matrix {
        let weights: UnsafePointer<Int16>
        let bias: UnsafePointer<Int32>
        let outputs: Int
        let inputs: Int
        let shift: Int
        /// Groups of eight outputs.
        var blocks: Int { (outputs + 7) / 8 }
        /// Outputs with their padding.
        var padded: Int { blocks * 8 }
        /// Pairs of inputs.
        var pairs: Int { (inputs + 1) / 2 }
    }

    /// A recurrent layer; only layers after the first narrow their input and have a highway.
    struct Layer {
        let neck: Matrix?
        let gates: Matrix
        let carry: UnsafePointer<Int16>
    }

    let vocabulary: Tensor
    let fixed: Tensor
    let word: Tensor
    let affix: Tensor
    /// What the first word and the sentence's capitals add to the first layer's gates; rows: first, all capitals,
    /// title case, no capital.
    let context: Tensor
    let layers: [Layer]
    let upos: Matrix
    let xpos: Matrix
    let names: Matrix
    let pairs: Matrix
    let deprel: Matrix
    let root: Tensor
    let distance: Tensor
    let uposLabels: [UPOS]
    let xposLabels: [XPOS]
    let relationLabels: [Relation]
    let nameLabels: [String]
    /// Data sets and licence of the model.
    let notice: String

    /// Units a direction.
    var width: Int { layers[0].gates.outputs / 6 }
    /// Inputs of the first layer.
    var inputs: Int { fixed.columns + word.columns + affix.columns }
    /// Size of an arc vector.
    var arc: Int { (pairs.outputs - 2 * deprel.inputs) / 2 }
    /// Rows of the word table that belong to known words; hashed rows follow.
    let known: Int

    /// Rows of the word table that unknown words share.
    static let hashedRows = 4096
    /// Lexicon flags of a word; the affix table's rows 1...flags stand for them.
    static let flags = 8

    /// Opens a model file. The bytes must outlive the network.
    init(model: UnsafeRawBufferPointer) throws(LexiconError) {
        let file = try NetworkFile(model)
        notice = file.notice
        vocabulary = try file.tensor("vocabulary", unit: 4)
        fixed = try file.tensor("fixed", unit: 1)
        word = try file.tensor("word", unit: 1)
        affix = try file.tensor("affix", unit: 1)
        context = try file.tensor("one.context", unit: 2)
        let one = try Layer(
            neck: nil, gates: Self.matrix(file, "one.gates"), carry: file.tensor("one.carry", unit: 2).int16)
        let two = try Layer(
            neck: Self.matrix(file, "two.neck"), gates: Self.matrix(file, "two.gates"),
            carry: file.tensor("two.carry", unit: 2).int16)
        let three = try Layer(
            neck: Self.matrix(file, "three.neck"), gates: Self.matrix(file, "three.gates"),
            carry: file.tensor("three.carry", unit: 2).int16)
        layers = [one, two, three]
        upos = try Self.matrix(file, "upos")
        xpos = try Self.matrix(file, "xpos")
        names = try Self.matrix(file, "names")
        pairs = try Self.matrix(file, "pairs")
        deprel = try Self.matrix(file, "deprel")
        root = try file.tensor("root", unit: 2)
        distance = try file.tensor("distance", unit: 4)
        uposLabels = try Self.labels(file, "labels.upos", UPOS.allCases) { $0.name }
        xposLabels = try Self.labels(file, "labels.xpos", XPOS.allCases) { $0.name }
        relationLabels = try Self.labels(file, "labels.deprel", Relation.allCases) { $0.name }
        nameLabels = try file.tensor("labels.names", unit: 1).lines
        known = word.rows - Self.hashedRows
        try checkSizes()
    }

    private func checkSizes() throws(LexiconError) {
        let width = self.width
        let units = 2 * width
        var right = layers.allSatisfy { $0.gates.outputs == 3 * units && $0.neck?.inputs ?? units == units }
        right = right && width % 16 == 0 && width <= 512 && layers[0].gates.inputs == inputs && inputs % 2 == 0
        right = right && context.columns == 6 * width && context.rows == 4 && distance.columns % 2 == 1
        right = right && [upos, xpos, names, pairs].allSatisfy { $0.inputs == 2 * width } && vocabulary.columns == 3
        right = right && root.columns == arc + deprel.inputs && arc % 2 == 0 && deprel.inputs % 2 == 0 && known > 0
        right = right && upos.outputs == uposLabels.count && xpos.outputs == xposLabels.count && vocabulary.rows > 0
        right = right && deprel.outputs == relationLabels.count && names.outputs == nameLabels.count && arc > 0
        right = right && layers.dropFirst().allSatisfy { $0.neck?.outputs == $0.gates.inputs }
        right = right && layers.allSatisfy { $0.gates.inputs % 8 == 0 }
        guard right else { throw NetworkFile.error("sizes that do not fit together") }
    }

    private static func matrix(_ file: NetworkFile, _ name: String) throws(LexiconError) -> Matrix {
        let weights = try file.tensor(name + ".weights", unit: 2) { ($0 + 7) / 8 * 8 * (($1 + 1) / 2 * 2) }
        let bias = try file.tensor(name + ".bias", unit: 4) { ($1 + 7) / 8 * 8 * $0 }
        guard bias.columns == weights.rows, weights.shift < 31 else {
            throw NetworkFile.error("\(name) and its bias differ")
        }
        return Matrix(
            weights: weights.int16, bias: bias.int32, outputs: weights.rows, inputs: weights.columns,
            shift: weights.shift)
    }

    private static func labels<Label>(
        _ file: NetworkFile, _ name: String, _ all: [Label], _ spelling: (Label) -> String
    ) throws(LexiconError) -> [Label] {
        var result: [Label] = []
        for line in try file.tensor(name, unit: 1).lines {
            guard let label = all.first(where: { spelling($0) == line }) else {
                throw NetworkFile.error("unknown label \(line) in \(name)")
            }
            result.append(label)
        }
        return result
    }
}
