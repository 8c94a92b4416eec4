import CZstd

/// Bytes compressed with Zstandard, with their length in front.
enum Packed {
    /// Longest content that is unpacked, in bytes.
    static let longest = 1 << 30

    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = packed.withUnsafeMutableBytes { out in
            bytes.withUnsafeBytes { ZSTD_compress(out.baseAddress, out.count, $0.baseAddress, $0.count, 3) }
        }
        guard ZSTD_isError(count) == 0 else { return [] }
        packed.removeSubrange(count...)
        return packed
    }

    /// The content, or nil when the bytes are damaged or hold more than `most`.
    static func unpack(_ packed: [UInt8], most: Int = longest) -> [UInt8]? {
        let size = packed.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        guard size <= UInt64(most) else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        let count = bytes.withUnsafeMutableBytes { out in
            packed.withUnsafeBytes { ZSTD_decompress(out.baseAddress, out.count, $0.baseAddress, $0.count) }
        }
        return ZSTD_isError(count) == 0 && count == bytes.count ? bytes : nil
    }
}

/// Packs with memory of its own, which a call of `Packed.pack` would make anew each time. Used by one thread at a time.
final class Packer {
    private let context = ZSTD_createCCtx()
    private var buffer: [UInt8] = []

    deinit { ZSTD_freeCCtx(context) }

    func pack(_ bytes: [UInt8]) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        guard let context, bound < 1 << 20 else { return Packed.pack(bytes) }
        if buffer.count < bound { buffer = [UInt8](repeating: 0, count: bound) }
        let count = buffer.withUnsafeMutableBytes { out in
            bytes.withUnsafeBytes {
                ZSTD_compressCCtx(context, out.baseAddress, out.count, $0.baseAddress, $0.count, 3)
            }
        }
        return ZSTD_isError(count) == 0 ? Array(buffer[..<count]) : []
    }
}
