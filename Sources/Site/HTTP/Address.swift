/// Addresses of this site, encoded and decoded in one place.
enum Address {
    /// Path segments and query items as an address: `/stories/s-1?as-of=…`. Items without a value are left out.
    static func make(_ segments: [String], _ items: [(name: String, value: String?)] = []) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(96)
        if segments.isEmpty { out.append(UInt8(ascii: "/")) }
        for segment in segments {
            out.append(UInt8(ascii: "/"))
            // A dot in a segment is sent as %2E, so that an ending (".json") is never mistaken for a part of an id.
            append(segment, dots: false, to: &out)
        }
        var mark = UInt8(ascii: "?")
        for (name, value) in items {
            guard let value, !value.isEmpty else { continue }
            out.append(mark)
            append(name, to: &out)
            out.append(UInt8(ascii: "="))
            append(value, to: &out)
            mark = UInt8(ascii: "&")
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Everything but letters, digits, `-`, `.`, `_`, `~` and the colon of times as %XX of its UTF-8 (RFC 3986, 2.1).
    static func encoded(_ text: String) -> String {
        var out: [UInt8] = []
        append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(_ text: String, dots: Bool = true, to out: inout [UInt8]) {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x3A, 0x2D, 0x5F, 0x7E: out.append(byte)
            case 0x2E where dots: out.append(byte)
            default:
                out.append(0x25)
                out.append(digit(byte >> 4))
                out.append(digit(byte & 15))
            }
        }
    }

    /// The text that was encoded; nil when it is no UTF-8, holds a control character, or a `%` without two digits.
    static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var out: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == 0x25 {
                guard let high = bytes.popFirst().flatMap(nibble), let low = bytes.popFirst().flatMap(nibble) else {
                    return nil
                }
                out.append(high << 4 | low)
            } else {
                out.append(plusIsSpace && byte == 0x2B ? 0x20 : byte)
            }
        }
        guard !out.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        return String(validating: out, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// The segments of a path, decoded. Nil for paths that no page of this site has: empty segments, dots, a `/` or NUL inside a segment.
    static func segments(_ path: String) -> [String]? {
        guard path.hasPrefix("/") else { return nil }
        if path == "/" { return [] }
        var segments: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let segment = decoded(part), !segment.isEmpty, segment != ".", segment != ".." else { return nil }
            segments.append(segment)
        }
        return segments
    }
}

/// The items of a query or a form, decoded, in order.
struct QueryItems: Sendable {
    private(set) var items: [(name: String, value: String)] = []

    /// Items as they are.
    init(items: [(name: String, value: String)]) { self.items = items }

    /// Reads `a=1&b=2`; nil when an item cannot be decoded or there are more than so many.
    init?(_ query: String, most: Int = 50) {
        for part in query.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard items.count < most, let name = Address.decoded(sides[0], plusIsSpace: true),
                let value = Address.decoded(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
            else { return nil }
            items.append((name, value))
        }
    }

    /// The first value of a name that is not empty.
    subscript(name: String) -> String? { items.first { $0.name == name && !$0.value.isEmpty }?.value }

    /// All values of a name.
    func all(_ name: String) -> [String] { items.filter { $0.name == name && !$0.value.isEmpty }.map(\.value) }
}
