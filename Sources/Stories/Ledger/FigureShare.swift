import Readings
import Texts

/// Whether a figure is a total by its words, or part of one.
enum FigureShare {
    /// Nothing says that it is a part.
    case whole
    /// It is said to be one: "two children among them", "five of them", "including three nurses".
    case part
    /// It counts what was found or one victim: a part when a larger total stands beside it.
    case few

    init(_ quantity: Quantity, in reading: Reading) {
        self = .whole
        let tokens = reading.tokens(in: quantity.extent)
        guard !tokens.isEmpty else { return }
        let after = Self.words(tokens.upperBound..<min(tokens.upperBound + 5, reading.tokens.count), reading)
        let before = Self.words(max(0, tokens.lowerBound - 4)..<tokens.lowerBound, reading)
        for i in after.indices.dropLast() {
            if after[i] == "of" || after[i] == "among", ["them", "whom", "those"].contains(after[i + 1]) {
                self = .part
            }
            // "three of the dead", not "three people of the village".
            if i == 0, after[i] == "of", after[i + 1] == "the" { self = .part }
        }
        if before.contains("including") || before.contains("include") { self = .part }
        for i in before.indices.dropLast()
        where before[i] == "among" && ["them", "whom", "those"].contains(before[i + 1]) { self = .part }
        guard self == .whole else { return }
        if quantity.low == 1, quantity.high == 1 { self = .few }
        if after.prefix(3).contains(where: { ["body", "bodies", "corpses"].contains($0) }) { self = .few }
    }

    private static func words(_ tokens: Range<Int>, _ reading: Reading) -> [String] {
        tokens.map { reading.form($0).lowercased() }
    }
}
