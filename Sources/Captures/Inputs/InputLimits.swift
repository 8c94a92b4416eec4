/// How much of a hostile input is put up with. Exceeding one is an error for that record; the rest goes on.
public struct InputLimits: Hashable, Sendable {
    /// Longest record (a line, a JSON value, a page, a WARC record's body), in bytes.
    public var record = 32 << 20
    /// Longest text of one document, in bytes.
    public var text = 8 << 20
    /// Most bytes that may come out of one compressed byte, once `freeExpansion` bytes have come out.
    public var expansion = 300
    /// Bytes of unpacked data that are free of that check.
    public var freeExpansion = 64 << 20
    /// Deepest folder in a folder.
    public var folderDepth = 64
    /// Deepest element in a page or feed; what lies deeper is read as if it stood at that depth.
    public var elementDepth = 512

    /// The limits named above.
    public init() {}
}
