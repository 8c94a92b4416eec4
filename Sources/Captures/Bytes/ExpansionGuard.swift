/// Stops inputs that unpack into far more than any text would ("decompression bombs").
struct ExpansionGuard {
    private let limits: InputLimits
    /// Compressed bytes so far.
    var consumed = 0
    private var produced = 0

    init(_ limits: InputLimits) { self.limits = limits }

    /// Counts bytes that came out; throws when they are out of proportion.
    mutating func add(_ count: Int) throws(ReadFailure) {
        produced += count
        guard produced > limits.freeExpansion, produced / limits.expansion > consumed else { return }
        throw ReadFailure(
            reason: "it unpacks to more than \(limits.expansion) times its size, as no text does. "
                + "If it is honest, unpack it yourself and name the unpacked file")
    }
}
