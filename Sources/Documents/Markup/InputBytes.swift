import Glibc

/// Searches in bytes.
enum InputBytes {
    /// Whether a text holds another.
    static func holds(_ needle: String, in text: String) -> Bool {
        var (needle, text) = (needle, text)
        return needle.withUTF8 { needle in text.withUTF8 { place(of: needle, in: $0) != nil } }
    }

    /// Whether bytes hold a literal.
    static func find(_ needle: StaticString, in bytes: [UInt8]) -> Bool {
        needle.withUTF8Buffer { needle in bytes.withUnsafeBufferPointer { place(of: needle, in: $0) != nil } }
    }

    /// Where a text starts in bytes; an empty one nowhere.
    static func position(of needle: String, in bytes: [UInt8]) -> Int? {
        var needle = needle
        guard !needle.isEmpty else { return nil }
        return needle.withUTF8 { needle in bytes.withUnsafeBufferPointer { place(of: needle, in: $0) } }
    }

    /// Where a needle starts first: by its first byte, then by comparing.
    static func place(of needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = needle.baseAddress, needle.count > 0 else { return 0 }
        guard let base = bytes.baseAddress, bytes.count >= needle.count else { return nil }
        let last = bytes.count - needle.count
        var i = 0
        while i <= last, let found = memchr(base + i, Int32(first.pointee), last - i + 1) {
            i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(base + i, first, needle.count) == 0 { return i }
            i += 1
        }
        return nil
    }
}
