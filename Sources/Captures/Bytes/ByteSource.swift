/// Where bytes come from, in pieces: a file, standard input, memory, or another source decompressed.
protocol ByteSource: AnyObject {
    /// Fills the front of `buffer` (never empty).
    ///
    /// - Returns: how many bytes were written; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int
}

/// Why bytes could not be read on, in words for people.
struct ReadFailure: Error, Hashable, Sendable {
    /// What is wrong, and what to do about it.
    var reason: String
}
