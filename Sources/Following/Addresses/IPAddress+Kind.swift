extension IPAddress {
    /// What an address is for, after the registries of special-purpose addresses (RFC 6890 and its updates).
    public enum Kind: String, Sendable, CaseIterable {
        /// Anyone's, on the Internet.
        case global
        /// This machine (127.0.0.0/8, ::1).
        case loopback
        /// A network of one's own (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16).
        case `private`
        /// A cable's length (169.254.0.0/16, fe80::/10, and the old site-local fec0::/10).
        case linkLocal = "link-local"
        /// A network of one's own, IPv6 (fc00::/7).
        case uniqueLocal = "unique local"
        /// Behind a carrier's translator (100.64.0.0/10).
        case carrier = "carrier-grade NAT"
        /// Many receivers (224.0.0.0/4, ff00::/8).
        case multicast
        /// No address at all (0.0.0.0/8, ::).
        case unspecified
        /// Kept for documents, measurements, protocols or the future.
        case reserved
    }

    /// What it is for. An IPv4 address inside an IPv6 one (mapped, compatible, translated by NAT64 or 6to4) counts as itself.
    public var kind: Kind { isV6 ? kind6 : Self.kind4(bytes[...]) }

    private static func kind4(_ bytes: ArraySlice<UInt8>) -> Kind {
        let (a, b, c) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2])
        switch (a, b, c) {
        case (0, _, _): return .unspecified
        case (10, _, _), (172, 16...31, _), (192, 168, _): return .private
        case (100, 64...127, _): return .carrier
        case (127, _, _): return .loopback
        case (169, 254, _): return .linkLocal
        case (192, 0, 0), (192, 0, 2), (192, 31, 196), (192, 52, 193), (192, 88, 99), (192, 175, 48), (198, 18...19, _),
            (198, 51, 100), (203, 0, 113), (240...255, _, _):
            return .reserved
        case (224...239, _, _): return .multicast
        default: return .global
        }
    }

    private var kind6: Kind {
        let zeros = bytes.prefix { $0 == 0 }.count
        if zeros == 16 { return .unspecified }
        if zeros == 15, bytes[15] == 1 { return .loopback }
        // ::ffff:0:0/96 mapped, ::/96 compatible, ::ffff:0:0:0/96 translated.
        if zeros >= 10, bytes[10] == 0xFF, bytes[11] == 0xFF { return Self.kind4(bytes[12...]) }
        if zeros >= 12 { return Self.kind4(bytes[12...]) }
        if zeros == 8, bytes[8] == 0xFF, bytes[9] == 0xFF, bytes[10] == 0, bytes[11] == 0 {
            return Self.kind4(bytes[12...])
        }
        // 64:ff9b::/96 (RFC 6052) and 64:ff9b:1::/48 (RFC 8215).
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]) {
            return bytes[4..<12].allSatisfy { $0 == 0 } ? Self.kind4(bytes[12...]) : .private
        }
        // 2002::/16, 6to4 (RFC 3056).
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Self.kind4(bytes[2..<6]) }
        switch bytes[0] {
        case 0xFF: return .multicast
        case 0xFC, 0xFD: return .uniqueLocal
        case 0xFE where bytes[1] >= 0x80: return .linkLocal
        // 2001::/23 (Teredo, benchmarks, ORCHID) and 2001:db8::/32, 3fff::/20 for documents.
        case 0x20 where bytes[1] == 0x01 && (bytes[2] < 0x02 || bytes[2] == 0x0D && bytes[3] == 0xB8): return .reserved
        case 0x3F where bytes[1] == 0xFF && bytes[2] < 0x10: return .reserved
        // Only 2000::/3 has been given out.
        case 0x20...0x3F: return .global
        default: return .reserved
        }
    }
}
