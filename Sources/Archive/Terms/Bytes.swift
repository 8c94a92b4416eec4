import Glibc

/// Bytes in memory that grows, for loops that write at its end.
struct Bytes: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    var count = 0
    private var capacity = 4_096

    init() { start = .allocate(capacity: capacity) }

    deinit { start.deallocate() }

    /// The bytes, lent until they change.
    var lent: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Makes room for more.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = 2 * (count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        memcpy(larger, start, count)
        start.deallocate()
        start = larger
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(start + count, from, bytes.count)
        count &+= bytes.count
    }

    @inline(__always)
    mutating func append(byte: UInt8) {
        reserve(1)
        start[count] = byte
        count &+= 1
    }

    /// Appends a stretch of others, which must hold it.
    @inline(__always)
    mutating func append(_ other: borrowing Bytes, _ range: Range<Int>) {
        append(UnsafeRawBufferPointer(start: other.start + range.lowerBound, count: range.count))
    }

    /// Appends a number as `Varint` writes it.
    @inline(__always)
    mutating func append(_ number: UInt64) {
        reserve(Varint.longest)
        count = Varint.put(number, at: start + count) - start
    }
}
