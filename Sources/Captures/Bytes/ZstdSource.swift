import CZstd

/// Decompresses Zstandard (RFC 8878), one or more frames. The window is held to 128 MiB.
final class ZstdSource: ByteSource {
    private let source: BufferedSource
    private let context: OpaquePointer
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 64)
    private var pending = ZSTD_inBuffer()
    private var guarding: ExpansionGuard
    private var insideFrame = false

    init(_ source: BufferedSource, limits: InputLimits) throws(ReadFailure) {
        guard let context = ZSTD_createDStream() else { throw ReadFailure(reason: "no memory to decompress it") }
        self.source = source
        self.context = context
        guarding = ExpansionGuard(limits)
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27)
    }

    deinit {
        ZSTD_freeDStream(context)
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos == 0 {
            if pending.pos == pending.size {
                let count = try source.read(into: input)
                guarding.consumed += count
                if count == 0 {
                    guard !insideFrame else {
                        throw ReadFailure(
                            reason: "the zstd data end early. The file was cut short; fetch or copy it again")
                    }
                    return 0
                }
                pending = ZSTD_inBuffer(src: input.baseAddress, size: count, pos: 0)
            }
            let hint = ZSTD_decompressStream(context, &output, &pending)
            if ZSTD_isError(hint) != 0 {
                throw ReadFailure(
                    reason:
                        "the zstd data are damaged or need a window over 128 MiB. Fetch the file again, or unpack it")
            }
            insideFrame = hint != 0
        }
        try guarding.add(output.pos)
        return output.pos
    }
}
