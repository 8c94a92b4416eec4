import Glibc

/// A numeric Internet address: IPv4 or IPv6.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16 bytes, in network order.
    public let bytes: [UInt8]

    /// Takes 4 or 16 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else, so also for `127.1`, `0x7f.1` and zones (`fe80::1%eth0`).
    public init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.bytes = Array(bytes[..<4])
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.bytes = bytes
        } else {
            return nil
        }
    }

    /// Whether it is an IPv6 address.
    public var isV6: Bool { bytes.count == 16 }

    /// As usually written.
    public var description: String {
        var buffer = [CChar](repeating: 0, count: 64)
        let length = socklen_t(buffer.count)
        guard inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes, &buffer, length) != nil else { return "?" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
