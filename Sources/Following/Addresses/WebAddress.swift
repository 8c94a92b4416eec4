/// An `http` or `https` address in one canonical form, so that what is checked is what is asked (RFC 3986; the lenient parts
/// as browsers do it).
///
/// The host is lower case and ASCII, the path without dot segments, everything else percent-encoded, the fragment gone.
/// Addresses with a user name or password, and hosts that are not ASCII, are refused.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether it is `https`.
    public let isSecure: Bool
    /// Host name or numeric address, an IPv6 one without brackets.
    public let host: String
    /// TCP port.
    public let port: Int
    /// Path and query, at least `/`.
    public let target: String

    /// Longest address that is taken, in bytes.
    public static let limit = 8_192

    private init(isSecure: Bool, host: String, port: Int, target: String) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.target = target
    }

    /// Reads an address. `feed:` stands for `http:`, as feed readers once had it.
    public init(_ text: String) throws(FetchFailure) {
        let bytes = Self.cleaned(text)
        guard bytes.count <= Self.limit else { throw Self.fault("longer than \(Self.limit) bytes") }
        guard let (scheme, rest) = Self.scheme(bytes) else {
            throw FetchFailure(.address, "'\(text)' is no web address. Write https:// in front")
        }
        switch scheme {
        case "http", "https":
            guard rest.starts(with: "//".utf8) else { throw Self.fault("it has no host") }
            self = try Self.parsed(isSecure: scheme == "https", rest.dropFirst(2))
        case "feed":
            if rest.starts(with: "//".utf8) {
                self = try Self.parsed(isSecure: false, rest.dropFirst(2))
            } else {
                self = try WebAddress(String(decoding: rest, as: UTF8.self))
            }
        default: throw FetchFailure(.address, "'\(scheme)' addresses are not asked, only http and https")
        }
    }

    /// The address that a reference in something at this address means.
    public func resolving(_ reference: String) throws(FetchFailure) -> WebAddress {
        let bytes = Self.cleaned(reference)
        guard bytes.count <= Self.limit else { throw Self.fault("longer than \(Self.limit) bytes") }
        if Self.scheme(bytes) != nil { return try WebAddress(reference) }
        if bytes.starts(with: "//".utf8) { return try Self.parsed(isSecure: isSecure, bytes[2...]) }
        let path = Array(target.utf8.prefix { $0 != UInt8(ascii: "?") })
        let whole: [UInt8]
        switch bytes.first {
        case nil, UInt8(ascii: "#"): return self
        case UInt8(ascii: "/"): whole = bytes
        case UInt8(ascii: "?"): whole = path + bytes
        default:
            let folder = path.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? path[...]
            whole = folder + bytes
        }
        return WebAddress(isSecure: isSecure, host: host, port: port, target: Self.target(whole[...]))
    }

    /// `https://outlet.example:8443`; the port only when it is not the scheme's own.
    public var origin: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        let scheme = isSecure ? "https" : "http"
        return port == (isSecure ? 443 : 80) ? "\(scheme)://\(name)" : "\(scheme)://\(name):\(port)"
    }

    /// The whole address.
    public var description: String { origin + target }

    // MARK: Reading

    private static func fault(_ why: String) -> FetchFailure {
        FetchFailure(.address, "the address cannot be used: \(why)")
    }

    /// Without white space at the edges, and without tabs and line ends anywhere.
    private static func cleaned(_ text: String) -> [UInt8] {
        var bytes = text.utf8.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return Array(bytes.drop { $0 <= 0x20 })
    }

    /// The scheme, lower case, and what follows its colon.
    private static func scheme(_ bytes: [UInt8]) -> (name: String, rest: ArraySlice<UInt8>)? {
        guard let first = bytes.first, (0x61...0x7A).contains(first | 0x20) else { return nil }
        let name = bytes.prefix {
            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
        }
        guard name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: ":") else { return nil }
        // "localhost:8080/feed" is a host with a port, not a scheme.
        let rest = bytes[(name.endIndex + 1)...]
        if let next = rest.first, (0x30...0x39).contains(next) { return nil }
        return (String(decoding: name, as: UTF8.self).lowercased(), rest)
    }

    private static func parsed(isSecure: Bool, _ rest: ArraySlice<UInt8>) throws(FetchFailure) -> WebAddress {
        let authority = rest.prefix { !"/\\?#".utf8.contains($0) }
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw fault("names and passwords in addresses are not supported")
        }
        var name = authority
        var port = isSecure ? 443 : 80
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else {
                throw fault("a bracket is not closed")
            }
            name = authority[...close]
        } else if let colon = authority.firstIndex(of: UInt8(ascii: ":")) {
            name = authority[..<colon]
        }
        let digits = authority[name.endIndex...].dropFirst()
        if name.endIndex < authority.endIndex {
            guard authority[name.endIndex] == UInt8(ascii: ":"), digits.count <= 5,
                digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { throw fault("its port is no number") }
            if !digits.isEmpty {
                guard let number = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(number) else {
                    throw fault("there is no such port")
                }
                port = number
            }
        }
        return WebAddress(
            isSecure: isSecure, host: try host(name), port: port, target: target(rest[authority.endIndex...]))
    }

    private static func host(_ name: ArraySlice<UInt8>) throws(FetchFailure) -> String {
        if name.first == UInt8(ascii: "[") {
            let text = String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
            guard let address = IPAddress(text), address.isV6 else { throw fault("'\(text)' is no IPv6 address") }
            return address.description
        }
        var host = String(decoding: name, as: UTF8.self).lowercased()
        while host.utf8.last == UInt8(ascii: ".") { host.removeLast() }
        guard !host.isEmpty else { throw fault("it has no host") }
        guard host.utf8.count <= 253 else { throw fault("its host's name is longer than 253 bytes") }
        for byte in host.utf8 {
            guard byte < 0x80 else { throw fault("write its host in ASCII, as xn--…") }
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-._".utf8.contains(byte) else {
                throw fault("'\(host)' is no host name")
            }
        }
        guard !host.utf8.starts(with: ".".utf8), !host.contains("..") else { throw fault("'\(host)' is no host name") }
        return host
    }

    /// Path and query in canonical form.
    private static func target(_ rest: ArraySlice<UInt8>) -> String {
        let rest = rest.prefix { $0 != UInt8(ascii: "#") }
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        var segments: [ArraySlice<UInt8>] = []
        let parts = path.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        for (i, part) in parts.enumerated() where i > 0 {
            let isLast = i == parts.count - 1
            switch String(decoding: part, as: UTF8.self).lowercased() {
            case ".", "%2e": if isLast { segments.append([]) }
            case "..", ".%2e", "%2e.", "%2e%2e":
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append([]) }
            default: segments.append(part)
            }
        }
        var out: [UInt8] = []
        for segment in segments {
            out.append(UInt8(ascii: "/"))
            append(segment, to: &out)
        }
        if out.isEmpty { out.append(UInt8(ascii: "/")) }
        if path.endIndex < rest.endIndex {
            out.append(UInt8(ascii: "?"))
            append(rest[(path.endIndex + 1)...], to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends bytes, percent-encoded where they may not stand as they are.
    private static func append(_ bytes: ArraySlice<UInt8>, to out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for (i, byte) in zip(bytes.indices, bytes) {
            let isStray = byte == UInt8(ascii: "%") && !(bytes[i...].dropFirst().prefix(2).filter(isHex).count == 2)
            if byte <= 0x20 || byte >= 0x7F || isStray || "\"<>\\^`{|}[]".utf8.contains(byte) {
                out.append(UInt8(ascii: "%"))
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            } else {
                out.append(byte)
            }
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
