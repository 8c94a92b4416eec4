/// What one pass over bytes tells about them as UTF-8; nothing is copied.
///
/// ```swift
/// UTF8Check(Array("Łódź".utf8)).isValid  // true
/// ```
public struct UTF8Check: Sendable {
    /// Whether they are well-formed UTF-8 (Unicode 16, table 3-7).
    public private(set) var isValid = true
    /// Whether all of them are ASCII.
    public private(set) var isASCII = true

    /// Looks at bytes, eight at a time while they are ASCII. Stops at the first fault.
    public init(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { look($0) }
    }

    /// The same for a stretch.
    public init(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { look($0) }
    }

    private mutating func look(_ bytes: UnsafeRawBufferPointer) {
        let count = bytes.count
        var i = 0
        while i < count {
            if bytes[i] < 0x80 {
                while i + 32 <= count, Self.four(bytes, i) & 0x8080_8080_8080_8080 == 0 { i += 32 }
                while i + 8 <= count,
                    bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    i += 8
                }
                while i < count, bytes[i] < 0x80 { i += 1 }
                continue
            }
            isASCII = false
            let width = Self.sequence(bytes, i)
            guard width > 0 else {
                isValid = false
                return
            }
            i += width
        }
    }

    /// Four words in one.
    @inline(__always)
    private static func four(_ bytes: UnsafeRawBufferPointer, _ i: Int) -> UInt64 {
        func word(_ offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: i + offset, as: UInt64.self) }
        return word(0) | word(8) | word(16) | word(24)
    }

    /// Length of the well-formed sequence that starts here; 0 when there is none.
    @inline(__always)
    private static func sequence(_ bytes: UnsafeRawBufferPointer, _ i: Int) -> Int {
        let rest = bytes.count - i
        func trail(_ offset: Int) -> Bool { bytes[i + offset] & 0xC0 == 0x80 }
        switch bytes[i] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return rest > 1 && trail(1) ? 2 : 0
        case 0xE0: return rest > 2 && (0xA0...0xBF).contains(bytes[i + 1]) && trail(2) ? 3 : 0
        case 0xED: return rest > 2 && (0x80...0x9F).contains(bytes[i + 1]) && trail(2) ? 3 : 0
        case 0xE1...0xEF: return rest > 2 && trail(1) && trail(2) ? 3 : 0
        case 0xF0: return rest > 3 && (0x90...0xBF).contains(bytes[i + 1]) && trail(2) && trail(3) ? 4 : 0
        case 0xF1...0xF3: return rest > 3 && trail(1) && trail(2) && trail(3) ? 4 : 0
        case 0xF4: return rest > 3 && (0x80...0x8F).contains(bytes[i + 1]) && trail(2) && trail(3) ? 4 : 0
        default: return 0
        }
    }

    /// How often EF BF BD (U+FFFD) stands in bytes.
    static func replacementCount(_ bytes: [UInt8]) -> Int {
        guard bytes.count >= 3 else { return 0 }
        var found = 0
        for i in 0..<(bytes.count - 2) where bytes[i] == 0xEF && bytes[i + 1] == 0xBF && bytes[i + 2] == 0xBD {
            found += 1
        }
        return found
    }
}
