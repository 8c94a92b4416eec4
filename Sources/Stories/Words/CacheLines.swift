/// Memory in lines of 64 bytes, each a line of the processor's cache: an array's elements start 32 bytes behind a multiple of 16, so that
/// of a plain array every entry of 64 bytes would lie in two.
struct CacheLines {
    /// Bytes in a line.
    static let size = 64

    /// The memory and a line more. A copy keeps the distance of the first line, and with it its content; only the edges may be lost.
    private var memory: [SIMD16<UInt32>]
    private let offset: Int
    /// Lines in it.
    let count: Int

    /// Makes lines full of zeros.
    init(count: Int) {
        self.count = count
        memory = [SIMD16<UInt32>](repeating: .zero, count: count + 1)
        offset = memory.withUnsafeBytes { -Int(bitPattern: $0.baseAddress) & (Self.size - 1) }
    }

    /// Lends the first line.
    @inline(__always) @discardableResult
    func withLines<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result? {
        memory.withUnsafeBytes { memory in memory.baseAddress.map { body($0 + offset) } }
    }

    /// Lends the first line, to be written.
    @inline(__always) @discardableResult
    mutating func withMutableLines<Result>(_ body: (UnsafeMutableRawPointer) -> Result) -> Result? {
        let offset = offset
        return memory.withUnsafeMutableBytes { memory in memory.baseAddress.map { body($0 + offset) } }
    }
}
