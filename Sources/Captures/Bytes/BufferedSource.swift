import Glibc

/// A source with a look-ahead buffer: peek, lines, runs of bytes. Keeps count of lines.
final class BufferedSource: ByteSource {
    /// Size of the buffer, and so the longest look ahead, in bytes. It grows for what is put back.
    static let capacity = 256 * 1024

    private let source: any ByteSource
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
    private var lower = 0
    private var upper = 0
    private var ended = false
    /// A failure that is thrown once the bytes before it have been used.
    private var failure: ReadFailure?
    /// How many bytes the last `scan` has used.
    private(set) var lastUsed = 0
    /// Number of the line that the next byte belongs to, from 1. Kept by `readLine` and by those who scan.
    var line = 1

    init(_ source: any ByteSource) { self.source = source }

    deinit { buffer.deallocate() }

    /// What lies in the buffer.
    private var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[lower..<upper]) }

    /// Reads more bytes behind those in the buffer.
    ///
    /// - Returns: false at the end, or when the buffer is full.
    private func fill() throws(ReadFailure) -> Bool {
        if let failure, lower == upper {
            self.failure = nil
            throw failure
        }
        guard !ended else { return false }
        if lower > 0 {
            if upper > lower, let base = buffer.baseAddress { memmove(base, base + lower, upper - lower) }
            upper -= lower
            lower = 0
        }
        guard upper < buffer.count else { return false }
        do throws(ReadFailure) {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[upper...]))
            upper += count
            ended = count == 0
            return count > 0
        } catch {
            ended = true
            if lower == upper { throw error }
            failure = error
            return false
        }
    }

    /// The next bytes without consuming them: `count` of them, fewer only at the end. At most `capacity`.
    func peek(_ count: Int) throws(ReadFailure) -> [UInt8] {
        while upper - lower < min(count, Self.capacity), try fill() {}
        return Array(rest.prefix(count))
    }

    /// Lends the next bytes without consuming them: at least `count` of them, fewer only at the end.
    func lookAhead<Result>(
        _ count: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(ReadFailure) -> Result {
        while upper - lower < min(count, Self.capacity), try fill() {}
        return body(rest)
    }

    /// Puts bytes that have been read back in front of the rest.
    func unread(_ bytes: ArraySlice<UInt8>) {
        let left = upper - lower
        let old = buffer
        let isFull = bytes.count + left > old.count
        if isFull { buffer = .allocate(byteCount: bytes.count + left, alignment: 64) }
        defer { if isFull { old.deallocate() } }
        let start = buffer.count - left - bytes.count
        if left > 0, let base = buffer.baseAddress, let oldBase = old.baseAddress {
            memmove(base + (buffer.count - left), oldBase + lower, left)
        }
        bytes.withUnsafeBytes { given in
            if let base = buffer.baseAddress, let first = given.baseAddress { memcpy(base + start, first, given.count) }
        }
        lower = start
        upper = buffer.count
    }

    /// Drops up to `count` bytes that have been peeked at.
    func drop(_ count: Int) { lower += min(count, upper - lower) }

    /// Lends the bytes in the buffer, at least one, or when it is empty the source's own; `body` returns how many of them
    /// it has used (not more than lent).
    ///
    /// - Returns: false at the end, when there is nothing to lend.
    func scan(_ body: (UnsafeRawBufferPointer) -> Int) throws(ReadFailure) -> Bool {
        if lower == upper {
            if !ended {
                do throws(ReadFailure) {
                    if let used = try source.lend(body) {
                        lastUsed = used
                        return true
                    }
                } catch {
                    ended = true
                    throw error
                }
            }
            guard try fill() else { return false }
        }
        lastUsed = min(max(body(rest), 0), upper - lower)
        lower += lastUsed
        return true
    }

    /// How a run of bytes ended.
    enum RunEnd { case found, bufferEnd, inputEnd }

    /// Moves the bytes in the buffer up to, without, a stop to the end of `out`; counts lines.
    func take(until stop: UInt8, into out: inout [UInt8]) throws(ReadFailure) -> RunEnd {
        if lower == upper {
            guard try fill() else { return .inputEnd }
        }
        let lent = rest
        guard let base = lent.baseAddress else { return .inputEnd }
        let hit = memchr(base, Int32(stop), lent.count)
        let count = hit.map { UnsafeRawPointer($0) - base } ?? lent.count
        var lines = 0
        var i = 0
        while i < count, let found = memchr(base + i, 0x0A, count - i) {
            lines += 1
            i = UnsafeRawPointer(found) - base + 1
        }
        out.append(contentsOf: lent.bytes(0..<count))
        if lines > 0 { line += lines }
        lower += count
        return hit == nil ? .bufferEnd : .found
    }

    /// One line, or the length of one that is longer than the limit.
    enum Line {
        /// The line without its end (LF or CR LF).
        case bytes([UInt8])
        /// A line over the limit, which was read over, and its length in bytes.
        case tooLong(Int)
    }

    /// Reads to the end of the line and past it. Nil at the end of the input.
    func readLine(limit: Int) throws(ReadFailure) -> Line? {
        var bytes: [UInt8] = []
        var length = 0
        var found = false
        var any = false
        while !found {
            let more = try scan { lent in
                any = true
                let start = lent.baseAddress
                let end = start.flatMap { memchr($0, 0x0A, lent.count) }
                found = end != nil
                let count = end.flatMap { end in start.map { UnsafeRawPointer(end) - $0 } } ?? lent.count
                length += count
                if length <= limit { bytes.append(contentsOf: lent.bytes(0..<count)) } else { bytes = [] }
                return found ? count + 1 : count
            }
            if !more { break }
        }
        guard any else { return nil }
        if found { line += 1 }
        if length > limit { return .tooLong(length) }
        if bytes.last == 0x0D { bytes.removeLast() }
        return .bytes(bytes)
    }

    /// Reads everything that is left.
    ///
    /// - Returns: nil when there is more than `limit` bytes; the rest is then left unread.
    func readAll(limit: Int) throws(ReadFailure) -> [UInt8]? {
        var bytes: [UInt8] = []
        while try scan({ lent in
            if bytes.count + lent.count <= limit + 1 {
                bytes.append(contentsOf: lent.bytes(0..<lent.count))
            } else {
                bytes = []
            }
            return lent.count
        }) {
            if bytes.isEmpty || bytes.count > limit { return nil }
        }
        return bytes
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        var count = 0
        _ = try scan { lent in
            count = min(lent.count, target.count)
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: lent[..<count]))
            return count
        }
        return count
    }
}

extension UnsafeRawBufferPointer {
    /// A stretch as bytes that arrays copy whole; it must lie inside.
    @inline(__always)
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: assumingMemoryBound(to: UInt8.self)[range])
    }
}
