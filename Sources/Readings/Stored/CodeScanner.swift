/// Bytes back into numbers; whatever the bytes are, what comes out lies within the bounds that were asked for.
struct CodeScanner {
    private let bytes: [UInt8]
    private var at: Int

    /// No number is larger, so that sums of two cannot overflow.
    static let most = 1 << 52

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        at = start
    }

    /// Bytes that are left.
    var rest: Int { bytes.count - at }

    mutating func byte() throws(ReadingCodeError) -> Int {
        guard at < bytes.count else { throw .malformed }
        at += 1
        return Int(bytes[at - 1])
    }

    mutating func number() throws(ReadingCodeError) -> Int {
        guard at < bytes.count else { throw .malformed }
        let first = bytes[at]
        at += 1
        if first < 0x80 { return Int(first) }
        var value = Int(first & 0x7F)
        var shift = 7
        while true {
            guard at < bytes.count, shift < 56 else { throw .malformed }
            let next = bytes[at]
            at += 1
            value |= Int(next & 0x7F) << shift
            if next < 0x80 { break }
            shift += 7
        }
        guard value < Self.most else { throw .malformed }
        return value
    }

    mutating func signed() throws(ReadingCodeError) -> Int { Self.unfolded(try number()) }

    /// A number below a bound.
    mutating func index(below bound: Int) throws(ReadingCodeError) -> Int {
        let value = try number()
        guard value < bound else { throw .malformed }
        return value
    }

    /// How many entries follow, each of at least `size` bytes.
    mutating func count(each size: Int = 1) throws(ReadingCodeError) -> Int {
        let value = try number()
        guard value <= rest / size else { throw .malformed }
        return value
    }

    /// The next bytes as they are.
    mutating func take(_ count: Int) throws(ReadingCodeError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest else { throw .malformed }
        at += count
        return bytes[(at - count)..<at]
    }

    static func unfolded(_ value: Int) -> Int { value >> 1 ^ -(value & 1) }
}
