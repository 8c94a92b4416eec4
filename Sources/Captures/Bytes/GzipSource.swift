import CZlib

/// Decompresses gzip (RFC 1952), one or more members.
final class GzipSource: ByteSource {
    private let source: BufferedSource
    private var stream = z_stream()
    private var input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 64)
    private var guarding: ExpansionGuard
    private var ended = false
    private var insideMember = false

    init(_ source: BufferedSource, limits: InputLimits) throws(ReadFailure) {
        self.source = source
        guarding = ExpansionGuard(limits)
        // 15 bits of window, + 16: a gzip header is expected.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw ReadFailure(reason: "no memory to decompress it")
        }
    }

    deinit {
        inflateEnd(&stream)
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        guard !ended else { return 0 }
        stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: buffer.count)
        let room = stream.avail_out
        while stream.avail_out == room {
            if stream.avail_in == 0 {
                let count = try source.read(into: input)
                if count == 0 {
                    ended = true
                    guard !insideMember else {
                        throw ReadFailure(
                            reason: "the gzip data end early. The file was cut short; fetch or copy it again")
                    }
                    return 0
                }
                stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_in = UInt32(count)
                guarding.consumed += count
            }
            if !insideMember, padding() { continue }
            insideMember = true
            switch inflate(&stream, Z_NO_FLUSH) {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END:
                insideMember = false
                inflateReset(&stream)
            default:
                ended = true
                throw ReadFailure(reason: "the gzip data are damaged. Fetch or copy the file again")
            }
        }
        let produced = Int(room - stream.avail_out)
        try guarding.add(produced)
        return produced
    }

    /// Whether zero bytes stood between members (tape padding); they are dropped.
    private func padding() -> Bool {
        var dropped = false
        while stream.avail_in > 0, let next = stream.next_in, next.pointee == 0 {
            stream.next_in = next + 1
            stream.avail_in -= 1
            dropped = true
        }
        return dropped
    }
}

/// Stops inputs that unpack into far more than any text would ("decompression bombs").
struct ExpansionGuard {
    private let limits: InputLimits
    /// Compressed bytes so far.
    var consumed = 0
    private var produced = 0

    init(_ limits: InputLimits) { self.limits = limits }

    /// Counts bytes that came out; throws when they are out of proportion.
    mutating func add(_ count: Int) throws(ReadFailure) {
        produced += count
        guard produced > limits.freeExpansion, produced / limits.expansion > consumed else { return }
        throw ReadFailure(
            reason: "it unpacks to more than \(limits.expansion) times its size, as no text does. "
                + "If it is honest, unpack it yourself and name the unpacked file")
    }
}
