/// Cuts one input into captures, in order. Its memory does not grow with the input.
protocol RecordReader {
    /// The next capture, or why a record is none; nil at the end.
    mutating func next() -> Result<Capture, Skipped>?
    /// What was passed over because it is no text by its nature (a picture, a redirect), counted by kind.
    var passedOver: [String: Int] { get }
}

extension RecordReader {
    var passedOver: [String: Int] { [:] }
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
