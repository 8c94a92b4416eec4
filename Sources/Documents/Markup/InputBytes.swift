/// Searches in bytes.
enum InputBytes {
    static func find(_ needle: StaticString, in bytes: [UInt8]) -> Bool {
        let count = needle.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        let first = needle.utf8Start[0]
        for i in 0...(bytes.count - count) where bytes[i] == first {
            var j = 1
            while j < count, bytes[i + j] == needle.utf8Start[j] { j += 1 }
            if j == count { return true }
        }
        return false
    }

    /// Where a text starts in bytes.
    static func position(of needle: String, in bytes: [UInt8]) -> Int? {
        let needle = Array(needle.utf8)
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        for i in 0...(bytes.count - needle.count) where bytes[i] == first {
            if bytes[i..<(i + needle.count)].elementsEqual(needle) { return i }
        }
        return nil
    }
}
