public import Lexicons

/// Vectors of single words' meanings, read in place from the language network's file: 64 numbers for each of some 38,000 English words.
///
/// They come from a sentence encoder's vector of the word alone, reduced by principal components (see docs/method/language-network.md),
/// so that "quake" lies near "earthquake" and "die" near "death" without either having been seen in a text about the other.
public struct MeaningVectors: Sendable {
    /// Numbers in a vector.
    public static let size = 64
    // Read only, and the bytes are embedded in the program, so sharing them between threads is safe.
    private nonisolated(unsafe) let vocabulary: Tensor
    private nonisolated(unsafe) let fixed: Tensor

    /// Opens the embedded network.
    public init() throws(LexiconError) {
        let file = try NetworkFile(Resource(named: "models/english.network").bytes)
        vocabulary = try file.tensor("vocabulary", unit: 4)
        fixed = try file.tensor("fixed", unit: 1)
        guard fixed.columns == Self.size, vocabulary.columns == 3, vocabulary.rows > 0 else {
            throw NetworkFile.error("word vectors of another size")
        }
    }

    /// The vector of a word as written, of length 1; nil for a word without one.
    public func vector(_ word: String) -> [Float]? {
        let bytes = Array(word.utf8)
        var features = WordFeatures()
        bytes.withUnsafeBufferPointer { features.read($0) }
        let row = vocabulary.entry(of: features.key[...]).fixed
        guard row > 0, row < fixed.rows else { return nil }
        return Self.unit((0..<Self.size).map { Float(fixed.int8[row * Self.size + $0]) })
    }

    /// The same direction with length 1; nil for a vector of zeros.
    public static func unit(_ vector: [Float]) -> [Float]? {
        let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return norm > 0 ? vector.map { $0 / norm } : nil
    }
}
