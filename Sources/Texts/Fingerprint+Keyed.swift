extension Fingerprint {
    /// HMAC-SHA256 (RFC 2104) of a message: whoever lacks the key can neither make nor change it.
    public static func keyed(by key: [UInt8], _ message: [UInt8]) -> Fingerprint {
        var block = key.count > 64 ? Fingerprint(of: key).bytes : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        let inner = Fingerprint(of: block.map { $0 ^ 0x36 } + message)
        return Fingerprint(of: block.map { $0 ^ 0x5C } + inner.bytes)
    }
}
