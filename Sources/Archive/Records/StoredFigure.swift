import Texts

/// A figure that a document states, as a row of `found` keeps it: a line of measure, value and the sentence's place in the text, with tabs
/// between them.
///
///     killed\t12\t84\t131
struct StoredFigure: Equatable {
    var measure: String
    var low: Double
    var extent: Extent

    init(measure: String, low: Double, extent: Extent) {
        self.measure = measure
        self.low = low
        self.extent = extent
    }

    /// Reads a line; nil when it is none.
    init?(_ line: Substring) {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 4, let low = Double(parts[1]), let start = Int(parts[2]), let end = Int(parts[3]),
            start >= 0, end >= start, end <= Int(UInt32.max)
        else { return nil }
        self.init(measure: String(parts[0]), low: low, extent: Extent(start, end))
    }

    /// The figures in a row.
    static func read(_ text: String) -> [StoredFigure] { text.split(separator: "\n").compactMap(StoredFigure.init) }

    /// Its value, for people too: whole numbers without a point.
    var value: String { low == low.rounded() && abs(low) < 1e15 ? "\(Int64(low))" : "\(low)" }

    /// Adds its line, after the end of the one before. Control characters become spaces.
    func append(to bytes: inout [UInt8]) {
        if !bytes.isEmpty { bytes.append(0x0A) }
        for byte in measure.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
        func add(_ part: String) {
            bytes.append(0x09)
            bytes.append(contentsOf: part.utf8)
        }
        add(value)
        add("\(extent.start)")
        add("\(extent.end)")
    }
}
