/// Why bytes are no JSON text.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Byte at which reading stopped.
    public var position: Int
    /// What is wrong there.
    public var reason: String
    /// `byte 17: expected ':'`
    public var description: String { "byte \(position + 1): \(reason)" }
}

/// Reads JSON texts (RFC 8259) from bytes. Strict, except that ill-formed UTF-8 inside strings is replaced by U+FFFD.
///
/// It lives no longer than the bytes that it is lent; every read is behind a comparison with `end`.
public struct JSONParser: ~Copyable {
    /// Deepest nesting accepted.
    public static let depthLimit = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private let end: Int

    /// Reads one value that must fill all of `bytes` (white space around it is allowed).
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try parse(bytes, in: 0..<bytes.count)
    }

    /// Reads one value that must fill a stretch of `bytes`. Error positions count from the start of the stretch.
    public static func parse(_ bytes: [UInt8], in range: Range<Int>) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) -> JSONValue in
            var parser = JSONParser(UnsafeBufferPointer(rebasing: bytes[range.clamped(to: 0..<bytes.count)]))
            let value = try parser.value(depth: 0)
            parser.skipSpace()
            guard parser.position == parser.end else { throw parser.error("something follows the value") }
            return value
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        end = bytes.count
    }

    private func error(_ reason: String) -> JSONError { JSONError(position: position, reason: reason) }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipSpace()
        guard position < end else { throw error("the text ends where a value should stand (cut short?)") }
        guard depth < Self.depthLimit else { throw error("nested deeper than \(Self.depthLimit)") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), 48...57: return try number()
        default: throw error("no JSON value starts here")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard position + count <= end else { throw error("cut short inside '\(word)'") }
        for i in 0..<count where bytes[position + i] != word.utf8Start[i] { throw error("expected '\(word)'") }
        position += count
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            guard position < end else { throw error("the text ends inside an object (cut short?)") }
            guard bytes[position] == UInt8(ascii: "\"") else { throw error("expected a member name in quotes") }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("expected ':' after a member name") }
            members.append(.init(name, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "}")) { return .object(members) }
            throw error(position < end ? "expected ',' or '}'" : "the text ends inside an object (cut short?)")
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "]")) { return .array(elements) }
            throw error(position < end ? "expected ',' or ']'" : "the text ends inside an array (cut short?)")
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")), digits() == 0 { throw error("expected a digit") }
        if take(UInt8(ascii: ".")) {
            guard digits() > 0 else { throw error("expected a digit after the decimal point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw error("expected a digit in the exponent") }
        }
        return .number(text(start..<position))
    }

    private mutating func digits() -> Int {
        let start = position
        while position < end, (48...57).contains(bytes[position]) { position += 1 }
        return position - start
    }

    /// A stretch as a string.
    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        position = PlainRun.end(in: bytes, from: position)
        guard position < end else { throw error("the text ends inside a string (cut short?)") }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            defer { position += 1 }
            return text(start..<position)
        case UInt8(ascii: "\\"): return try escapedString(from: start)
        default: throw error("a control character inside a string must be escaped")
        }
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(max(64, 2 * (position - start)))
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
        while position < end {
            // Whole runs at once: pages are long strings with few escapes.
            let run = position
            position = PlainRun.end(in: bytes, from: position)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<position]))
            guard position < end else { break }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else { throw error("a control character inside a string must be escaped") }
            try escape(into: &out)
        }
        throw error("the text ends inside a string (cut short?)")
    }

    private mutating func escape(into out: inout [UInt8]) throws(JSONError) {
        guard position < end else { throw error("the text ends inside an escape (cut short?)") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try hexUnit()
            if (0xD800..<0xDC00).contains(scalar) {
                let after = position
                if take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                    let low = try hexUnit()
                    if (0xDC00..<0xE000).contains(low) {
                        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    } else {
                        position = after
                    }
                } else {
                    position = after
                }
            }
            let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
            out.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
        default: throw error("no such escape")
        }
    }

    private mutating func hexUnit() throws(JSONError) -> UInt32 {
        guard position + 4 <= end else { throw error("the text ends inside \\u (cut short?)") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt32
            switch byte {
            case 48...57: digit = UInt32(byte) - 48
            case 65...70: digit = UInt32(byte) - 55
            case 97...102: digit = UInt32(byte) - 87
            default: throw error("expected four hexadecimal digits after \\u")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}
