/// One immutable buffer of valid UTF-8. Everything found in a document is a small value with byte offsets into it.
///
/// Cost: copying a `Text` copies a reference.
public struct Text: Sendable, Hashable {
    /// The bytes. Always valid UTF-8.
    public let utf8: [UInt8]

    /// Makes a text from a string.
    public init(_ string: String) {
        utf8 = Array(string.utf8)
    }

    /// Makes a text from bytes, replacing each maximal ill-formed part by U+FFFD as the WHATWG decoder does.
    ///
    /// - Returns: the text, and how many replacements were made (0 for valid UTF-8).
    public static func decoding(_ bytes: some Collection<UInt8>) -> (text: Text, replacements: Int) {
        decoding(Array(bytes))
    }

    /// The same for an array, without a copy when it is valid UTF-8.
    public static func decoding(_ bytes: [UInt8]) -> (text: Text, replacements: Int) {
        if UTF8Check(bytes).isValid { return (Text(validated: bytes), 0) }
        let decoded = Array(String(decoding: bytes, as: UTF8.self).utf8)
        return (Text(validated: decoded), UTF8Check.replacementCount(decoded) - UTF8Check.replacementCount(bytes))
    }

    /// Makes a text from bytes already known to be valid UTF-8.
    init(validated bytes: [UInt8]) {
        utf8 = bytes
    }

    /// Length in bytes.
    @inlinable public var count: Int { utf8.count }

    /// The whole text as an extent.
    public var extent: Extent { Extent(0, utf8.count) }

    /// A copy of one stretch, for people. Bytes outside the text are left out.
    public subscript(extent: Extent) -> String {
        let lower = min(extent.start, utf8.count)
        let upper = min(max(extent.end, lower), utf8.count)
        return String(decoding: utf8[lower..<upper], as: UTF8.self)
    }

    /// The whole text as a string.
    public var string: String { String(decoding: utf8, as: UTF8.self) }
}
