/// Turns UTF-16 with a byte order mark into UTF-8. Lone surrogates become U+FFFD.
final class UTF16Source: ByteSource {
    private let source: BufferedSource
    private var bigEndian = false
    private var started = false
    private var pending: [UInt8] = []
    private var position = 0
    private var high: UInt32?

    init(_ source: BufferedSource) { self.source = source }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        if !started {
            started = true
            bigEndian = try source.peek(2) == [0xFE, 0xFF]
            source.drop(2)
        }
        while position == pending.count {
            pending.removeAll(keepingCapacity: true)
            position = 0
            let units = try source.peek(32 * 1024)
            guard !units.isEmpty else {
                guard high != nil else { return 0 }
                append(0xFFFD)
                high = nil
                break
            }
            let pairs = units.count / 2
            source.drop(max(pairs * 2, units.count == 1 ? 1 : 0))
            if units.count == 1 { append(0xFFFD) }
            for i in 0..<pairs {
                let (a, b) = (UInt32(units[2 * i]), UInt32(units[2 * i + 1]))
                unit(bigEndian ? a << 8 | b : b << 8 | a)
            }
        }
        let count = min(buffer.count, pending.count - position)
        pending.withUnsafeBytes { all in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<(position + count)]))
        }
        position += count
        return count
    }

    private func unit(_ unit: UInt32) {
        if let first = high {
            high = nil
            if (0xDC00..<0xE000).contains(unit) {
                append(0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00))
                return
            }
            append(0xFFFD)
        }
        if (0xD800..<0xDC00).contains(unit) { high = unit } else { append(unit) }
    }

    private func append(_ value: UInt32) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        pending.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
