/// What was found at an address, redirects followed and body unpacked.
public struct Arrival: Sendable, Hashable {
    /// The last answer; its body is unpacked.
    public var answer: WebAnswer
    /// Where it came from.
    public var address: WebAddress
    /// Where the first address moved for good, when servers said so before anything temporary.
    public var movedTo: WebAddress?

    /// Makes an arrival.
    public init(answer: WebAnswer, address: WebAddress, movedTo: WebAddress? = nil) {
        self.answer = answer
        self.address = address
        self.movedTo = movedTo
    }
}
