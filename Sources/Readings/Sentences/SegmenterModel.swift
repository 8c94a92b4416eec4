import Lexicons

/// The segmenter's weights, used in place from the embedded file.
///
/// The payload: three bytes (the sizes of the tables for tokens, sentences and words as powers of two), zeros up to 64,
/// then the three tables of one signed byte a weight.
@_spi(Lab) public struct SegmenterModel: Sendable {
    /// Layout of the payload and set of features; raise it with either.
    public static let version: UInt32 = 1
    private let file: ModelFile
    private let bits: [Int]

    init(named name: String) throws(LexiconError) {
        file = try ModelFile(named: name, version: Self.version)
        let payload = file.payload
        var bits: [Int] = []
        for i in 0..<3 where payload.count > 64 && (4...24).contains(payload[i]) { bits.append(Int(payload[i])) }
        guard bits.count == 3, payload.count == bits.reduce(64, { $0 + 1 << $1 }) else {
            throw LexiconError(
                file: name, reason: "the tables of weights do not fit the payload",
                advice: "Train it again with lab train segmenter.")
        }
        self.bits = bits
    }

    /// What the header says.
    public var description: String { file.description }

    var judge: ModelJudge? {
        guard let base = file.payload.baseAddress else { return nil }
        let weights = (base + 64).assumingMemoryBound(to: Int8.self)
        return ModelJudge(
            token: HashedWeights(weights, bits: bits[0]),
            sentence: HashedWeights(weights + 1 << bits[0], bits: bits[1]),
            word: HashedWeights(weights + 1 << bits[0] + 1 << bits[1], bits: bits[2]))
    }

    /// A payload from tables of weights in the order of `BoundaryTask`.
    public static func payload(_ tables: [[Int8]]) -> [UInt8] {
        var out = tables.map { UInt8(truncatingIfNeeded: $0.count.trailingZeroBitCount) }
        while out.count < 64 { out.append(0) }
        for table in tables { out += table.map { UInt8(bitPattern: $0) } }
        return out
    }

    /// The slot of a feature in a table of 2^`bits` weights.
    public static func slot(_ feature: UInt64, bits: Int) -> Int { HashedWeights.slot(feature, UInt64(64 - bits)) }
}
