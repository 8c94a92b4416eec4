/// Character data of XML.
enum XMLText {
    /// Resolves references and drops what XML does not allow. Unknown entities stay as they stand.
    static func resolved(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == UInt8(ascii: "&") || $0 < 0x20 }) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
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
    static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
        bytes.contains { !allowed(UInt32($0)) } ? bytes.filter { allowed(UInt32($0)) } : bytes
    }

    private static func allowed(_ value: UInt32) -> Bool {
        value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D
    }
}
