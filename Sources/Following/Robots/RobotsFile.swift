/// The rules of a robots.txt for one robot (RFC 9309).
public struct RobotsFile: Sendable, Hashable {
    /// A rule: a pattern of a path, and whether it allows.
    struct Rule: Sendable, Hashable {
        var pattern: [UInt8]
        var allows: Bool
    }

    private(set) var rules: [Rule] = []
    /// Seconds that it asks to wait between two questions (`Crawl-delay`, which no standard knows but many files hold).
    public private(set) var delay: Double?

    /// Most rules that are kept.
    private static let limit = 10_000

    /// Allows everything.
    public init() {}

    /// Reads the groups for a robot, or those for `*` when none names it.
    ///
    /// - Parameter agent: the robot's product token, such as `sitrep`.
    public init(_ bytes: [UInt8], agent: String) {
        let agent = Array(agent.lowercased().utf8)
        var own = (found: false, rules: [Rule](), delay: Double?.none)
        var others = own
        var names: [[UInt8]] = []
        var isInRules = false
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for line in bytes[start...].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let text = line.prefix { $0 != UInt8(ascii: "#") }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = String(decoding: Self.trimmed(text[..<colon]), as: UTF8.self).lowercased()
            let value = Self.trimmed(text[(colon + 1)...])
            switch key {
            case "user-agent":
                if isInRules { names = [] }
                isInRules = false
                // "sitrep/2.0" names the same robot.
                names.append(value.prefix { $0 != UInt8(ascii: "/") && $0 > 0x20 }.map { Self.lower($0) })
                if names.last == agent { own.found = true }
                if names.last == [UInt8(ascii: "*")] { others.found = true }
            case "allow", "disallow":
                isInRules = true
                guard !value.isEmpty else { continue }
                let rule = Rule(pattern: Self.canonical(value), allows: key == "allow")
                if names.contains(agent), own.rules.count < Self.limit { own.rules.append(rule) }
                if names.contains([UInt8(ascii: "*")]), others.rules.count < Self.limit { others.rules.append(rule) }
            case "crawl-delay":
                isInRules = true
                guard let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0, seconds.isFinite
                else {
                    continue
                }
                if names.contains(agent) { own.delay = seconds }
                if names.contains([UInt8(ascii: "*")]) { others.delay = seconds }
            default: continue
            }
        }
        let chosen = own.found ? own : others
        rules = chosen.rules
        delay = chosen.delay
    }

    /// Whether a path with its query may be asked: the longest pattern that fits decides, and allows when two are as long
    /// (RFC 9309, 2.2.2).
    public func allows(_ target: String) -> Bool {
        let path = Self.canonical(Array(target.utf8)[...])
        var best = (length: -1, allows: true)
        for rule in rules where Self.fits(rule.pattern, path) {
            if rule.pattern.count > best.length || rule.pattern.count == best.length && rule.allows {
                best = (rule.pattern.count, rule.allows)
            }
        }
        return best.allows
    }

    /// Whether a pattern fits the start of a path; `*` stands for any bytes, `$` at its end for the path's end.
    static func fits(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
        // Greedy matching with one way back: at most pattern times path steps.
        let isAnchored = pattern.last == UInt8(ascii: "$")
        let glob = isAnchored ? Array(pattern.dropLast()) : pattern + [UInt8(ascii: "*")]
        var (g, p) = (0, 0)
        var back: (g: Int, p: Int)?
        while p < path.count {
            if g < glob.count, glob[g] == UInt8(ascii: "*") {
                back = (g, p)
                g += 1
            } else if g < glob.count, glob[g] == path[p] {
                g += 1
                p += 1
            } else if let last = back {
                back = (last.g, last.p + 1)
                g = last.g + 1
                p = last.p + 1
            } else {
                return false
            }
        }
        while g < glob.count, glob[g] == UInt8(ascii: "*") { g += 1 }
        return g == glob.count
    }

    /// Percent-encoding made alike: what need not be encoded is not, and the digits are upper case.
    private static func canonical(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        var i = bytes.startIndex
        while i < bytes.endIndex {
            if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.endIndex, let high = hex(bytes[i + 1]),
                let low = hex(bytes[i + 2])
            {
                let byte = high << 4 | low
                let isPlain =
                    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte)
                out += isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(high)], digits[Int(low)]]
                i += 3
            } else if bytes[i] >= 0x80 {
                out += [UInt8(ascii: "%"), digits[Int(bytes[i] >> 4)], digits[Int(bytes[i] & 15)]]
                i += 1
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return out
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }
}
