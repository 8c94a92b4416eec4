/// Cuts one input into captures, in order. Its memory does not grow with the input.
protocol RecordReader {
    /// The next capture, or why a record is none; nil at the end.
    mutating func next() -> Result<Capture, Skipped>?
}

/// An input that is one record, or none.
struct SingleRecord: RecordReader {
    private var result: Result<Capture, Skipped>?

    init(_ result: Result<Capture, Skipped>) { self.result = result }

    mutating func next() -> Result<Capture, Skipped>? {
        defer { result = nil }
        return result
    }
}
