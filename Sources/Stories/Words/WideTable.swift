import Glibc

/// A fixed number of plain values, all bits 0 at first, in one block of memory that asks the system for large pages.
///
/// For tables that are read at random and outgrow the caches: with pages of 4 kB nearly every read first has to look up where its page
/// lies, which costs as much as the read (decision 0090). A copy shares the block until one of the two is written to.
struct WideTable<Element: BitwiseCopyable>: @unchecked Sendable {
    // Unchecked: a block is written to only while one table owns it, and tables are values.
    private final class Block {
        let bytes: UnsafeMutableRawPointer
        private let mapped: (start: UnsafeMutableRawPointer, size: Int)?

        init(size: Int) {
            let page = 1 << 21
            let whole = (size + page - 1) / page * page
            if size >= page,
                let start = mmap(nil, whole + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
                start != MAP_FAILED
            {
                mapped = (start, whole + page)
                bytes = start + (page - Int(bitPattern: start) % page) % page
                // Where there are none, small ones do.
                _ = madvise(bytes, whole, MADV_HUGEPAGE)
            } else {
                mapped = nil
                bytes = .allocate(byteCount: max(size, 1), alignment: 64)
                memset(bytes, 0, size)
            }
        }

        deinit {
            if let mapped { munmap(mapped.start, mapped.size) } else { bytes.deallocate() }
        }
    }

    /// Number of values.
    let count: Int
    private var block: Block

    /// Makes a table of zeros.
    init(count: Int) {
        self.count = count
        block = Block(size: count * MemoryLayout<Element>.stride)
    }

    /// Bytes held.
    var bytes: Int { count * MemoryLayout<Element>.stride }

    /// Lends the values for reading.
    @inline(__always)
    func read<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        withExtendedLifetime(block) {
            body(UnsafeBufferPointer(start: block.bytes.assumingMemoryBound(to: Element.self), count: count))
        }
    }

    /// Lends the values for writing.
    @inline(__always)
    mutating func write<Result>(_ body: (UnsafeMutableBufferPointer<Element>) -> Result) -> Result {
        if !isKnownUniquelyReferenced(&block) {
            let copy = Block(size: bytes)
            memcpy(copy.bytes, block.bytes, bytes)
            block = copy
        }
        return withExtendedLifetime(block) {
            body(UnsafeMutableBufferPointer(start: block.bytes.assumingMemoryBound(to: Element.self), count: count))
        }
    }
}
