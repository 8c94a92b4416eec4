/// Character data of XML.
enum XMLText {
    /// Resolves references and drops what XML does not allow. Unknown entities stay as they stand.
    static func resolved(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard holds(bytes, orReferences: true) else { return Array(bytes) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = bytes.startIndex
        while i < bytes.endIndex {
            let byte = bytes[i]
            if byte == UInt8(ascii: "&") {
                let end = bytes[i...].prefix(34).firstIndex(of: UInt8(ascii: ";"))
                if let end,
                    let scalar = CharacterReference.scalar(String(decoding: bytes[(i + 1)..<end], as: UTF8.self))
                {
                    if allowed(scalar.value) {
                        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                    }
                    i = end + 1
                    continue
                }
            }
            if allowed(UInt32(byte)) { out.append(byte) }
            i += 1
        }
        return out
    }

    /// Drops what XML does not allow.
    static func cleaned(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        holds(bytes, orReferences: false) ? bytes.filter { allowed(UInt32($0)) } : Array(bytes)
    }

    /// Whether there is a byte that XML does not allow, or the start of a reference. Without branches, so that many bytes
    /// go at a time.
    private static func holds(_ bytes: ArraySlice<UInt8>, orReferences: Bool) -> Bool {
        let mark: UInt8 = orReferences ? UInt8(ascii: "&") : 0
        return bytes.withUnsafeBufferPointer { bytes in
            var odd: UInt8 = 0
            for byte in bytes {
                odd |= (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D ? 1 : 0) | (byte == mark ? 1 : 0)
            }
            return odd != 0
        }
    }

    private static func allowed(_ value: UInt32) -> Bool {
        value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D
    }
}
