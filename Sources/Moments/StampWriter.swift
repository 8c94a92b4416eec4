/// Writes times as text, byte by byte, into a string's own memory.
struct StampWriter {
    /// More than any time needs: a year of many digits, a zone of some.
    private static let capacity = 48
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// The text that `body` writes.
    static func string(_ body: (inout StampWriter) -> Void) -> String {
        String(unsafeUninitializedCapacity: capacity) { bytes in
            var writer = StampWriter(bytes: bytes)
            body(&writer)
            return writer.count
        }
    }

    private init(bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func add(_ byte: UInt8) {
        guard count < Self.capacity else { return }
        bytes[count] = byte
        count += 1
    }

    /// A number with leading zeros to at least `width` digits.
    mutating func add(_ number: Int, _ width: Int) {
        if number < 0 { add(UInt8(ascii: "-")) }
        let value = number.magnitude
        var unit: UInt = 1
        for _ in 1..<max(width, 1) { unit *= 10 }
        while value / unit >= 10 { unit *= 10 }
        while unit > 0 {
            add(UInt8(48 + value / unit % 10))
            unit /= 10
        }
    }

    /// `2025-03-02`
    mutating func add(_ day: CivilDay) {
        add(day.year, 4)
        add(UInt8(ascii: "-"))
        add(day.month, 2)
        add(UInt8(ascii: "-"))
        add(day.day, 2)
    }
}
