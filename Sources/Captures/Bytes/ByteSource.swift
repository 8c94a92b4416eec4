/// Where bytes come from, in pieces: a file, standard input, memory, or another source decompressed.
protocol ByteSource: AnyObject {
    /// Fills the front of `buffer` (never empty).
    ///
    /// - Returns: how many bytes were written; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int

    /// Lends bytes where they already lie, so that they need not be copied: at least one; `body` returns how many of them
    /// it has used, not more than it was lent.
    ///
    /// - Returns: how many were used; nil when there are none to lend, and the next bytes must be read.
    func lend(_ body: (UnsafeRawBufferPointer) -> Int) throws(ReadFailure) -> Int?
}

extension ByteSource {
    func lend(_ body: (UnsafeRawBufferPointer) -> Int) throws(ReadFailure) -> Int? { nil }
}

/// Why bytes could not be read on, in words for people.
struct ReadFailure: Error, Hashable, Sendable {
    /// What is wrong, and what to do about it.
    var reason: String
}
