public import Texts

/// Writes JSON texts into a byte buffer, member by member, in the order of the calls.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///     json.member("id", "a1")
///     json.member("start", 0)
/// }
/// ```
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private let indent: Int?
    private var depth = 0

    /// Makes a writer.
    ///
    /// - Parameter indent: spaces a level, each value on a line of its own; nil writes one line.
    public init(indent: Int? = nil) {
        self.indent = indent
        bytes.reserveCapacity(4096)
    }

    /// The text so far.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Empties the buffer and keeps its memory.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
        depth = 0
    }

    /// Ends a line (for JSON lines).
    public mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    // MARK: Containers

    /// Writes an object as the next value.
    public mutating func object(_ body: (inout JSONWriter) -> Void) { container("{", "}", body) }

    /// Writes an array as the next value.
    public mutating func array(_ body: (inout JSONWriter) -> Void) { container("[", "]", body) }

    /// Writes an array, one element for each item.
    public mutating func array<Items: Sequence>(_ items: Items, _ each: (inout JSONWriter, Items.Element) -> Void) {
        array { json in for item in items { each(&json, item) } }
    }

    private mutating func container(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void)
    {
        separate()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        depth += 1
        let start = bytes.count
        body(&self)
        depth -= 1
        if bytes.count > start { breakLine() }
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    // MARK: Members

    /// Writes a member's name; its value must follow.
    public mutating func name(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        if indent != nil { bytes.append(UInt8(ascii: " ")) }
        needsComma = false
        skipsBreak = true
    }

    /// Writes a string member; nil is written as `null`.
    public mutating func member(_ name: String, _ value: String?) {
        self.name(name)
        if let value { self.value(value) } else { null() }
    }

    /// Writes a text as a string member, straight from its bytes.
    public mutating func member(_ name: String, _ text: Text) {
        self.name(name)
        separate()
        text.utf8.withUnsafeBufferPointer { quote($0) }
        needsComma = true
    }

    /// Writes a whole number; nil is written as `null`.
    public mutating func member(_ name: String, _ value: Int?) {
        self.name(name)
        if let value { self.value(value) } else { null() }
    }

    /// Writes a number; nil is written as `null`.
    public mutating func member(_ name: String, _ value: Double?) {
        self.name(name)
        if let value { self.value(value) } else { null() }
    }

    /// Writes a boolean.
    public mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        self.value(value)
    }

    /// Writes an array of strings.
    public mutating func member(_ name: String, _ values: [String]) {
        self.name(name)
        array(values) { $0.value($1) }
    }

    /// Writes an array of whole numbers.
    public mutating func member(_ name: String, _ values: [Int]) {
        self.name(name)
        array(values) { $0.value($1) }
    }

    // MARK: Values

    /// Writes a string as the next value.
    public mutating func value(_ string: String) {
        separate()
        quote(string)
        needsComma = true
    }

    /// Writes a whole number as the next value.
    public mutating func value(_ number: Int) {
        separate()
        appendDigits(number)
        needsComma = true
    }

    /// Writes a number as the next value; what JSON cannot say (infinity, NaN) becomes `null`.
    public mutating func value(_ number: Double) {
        if number.isFinite, number == number.rounded(), abs(number) < 1e15 {
            value(Int(number))
        } else if number.isFinite {
            raw("\(number)")
        } else {
            null()
        }
    }

    /// Writes a boolean as the next value.
    public mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

    /// Writes `null` as the next value.
    public mutating func null() { raw("null") }

    /// Writes a parsed value as the next value.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): self.value(flag)
        case .number(let digits): raw(digits)
        case .string(let string): self.value(string)
        case .array(let elements): array(elements) { $0.value($1) }
        case .object(let members):
            object { json in
                for member in members {
                    json.name(member.name)
                    json.value(member.value)
                }
            }
        }
    }

    /// Writes text that already is one JSON value.
    public mutating func raw(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }

    // MARK: Bytes

    private var skipsBreak = false

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        if skipsBreak { skipsBreak = false } else if depth > 0 { breakLine() }
        needsComma = true
    }

    private mutating func breakLine() {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }

    private mutating func appendDigits(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        if rest >= 100_000_000 {
            appendDigits(Int(rest / 100_000_000))
            rest = rest % 100_000_000 + 100_000_000
        }
        // The last digit is put in first and so comes out last; of a longer number, eight digits without their lead.
        var digits: UInt64 = 0
        repeat {
            digits = digits << 8 | UInt64(48 + rest % 10)
            rest /= 10
        } while rest > 0 && digits < 1 << 56
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: digits))
            digits >>= 8
        } while digits > 0
    }

    private mutating func quote(_ string: String) {
        var string = string
        string.withUTF8 { quote($0) }
    }

    private mutating func quote(_ source: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var plain = 0
        while true {
            let i = PlainRun.end(in: source, from: plain)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain..<i]))
            guard i < source.count else { break }
            escape(source[i])
            plain = i + 1
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: [UInt8(ascii: "u"), 48, 48, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
    }
}
