import CZstd

/// Bytes compressed with Zstandard, with their length in front.
enum Packed {
    /// Longest content that is unpacked, in bytes.
    static let longest = 1 << 30

    /// Zstandard's level. An article gains a two-hundredth from searching longer, which takes half as long again; pages and
    /// books gain more.
    static func level(_ count: Int) -> Int32 { count <= 16_384 ? 1 : 3 }

    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = packed.withUnsafeMutableBytes { out in
            bytes.withUnsafeBytes {
                ZSTD_compress(out.baseAddress, out.count, $0.baseAddress, $0.count, level($0.count))
            }
        }
        guard ZSTD_isError(count) == 0 else { return [] }
        packed.removeSubrange(count...)
        return packed
    }
}

/// Packs and unpacks with memory of its own, which `Packed.pack` would make anew each time. Used by one thread at a time.
///
/// Bytes may be packed against a basis, bytes that resemble them: a line of JSON against the text it holds costs what it has
/// besides.
final class Packer {
    private let packing = ZSTD_createCCtx()
    private let unpacking = ZSTD_createDCtx()
    private var buffer: [UInt8] = []

    deinit {
        ZSTD_freeCCtx(packing)
        ZSTD_freeDCtx(unpacking)
    }

    /// - Returns: the packed bytes, and whether the basis was used; it is not where it is too large to help.
    func pack(_ bytes: [UInt8], basis: [UInt8]) -> (packed: [UInt8], usesBasis: Bool) {
        guard packing != nil, !basis.isEmpty, basis.count <= 1 << 17, bytes.count <= 1 << 20 else {
            return (pack(bytes), false)
        }
        let packed = basis.withUnsafeBytes { basis in
            ZSTD_CCtx_refPrefix(packing, basis.baseAddress, basis.count)
            return compressed(bytes)
        }
        return packed.map { ($0, true) } ?? (pack(bytes), false)
    }

    func pack(_ bytes: [UInt8]) -> [UInt8] {
        guard packing != nil, bytes.count <= 1 << 20, let packed = compressed(bytes) else { return Packed.pack(bytes) }
        return packed
    }

    private func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        ZSTD_CCtx_setParameter(packing, ZSTD_c_compressionLevel, Packed.level(bytes.count))
        let bound = ZSTD_compressBound(bytes.count)
        if buffer.count < bound { buffer = [UInt8](repeating: 0, count: bound) }
        let count = buffer.withUnsafeMutableBytes { out in
            bytes.withUnsafeBytes { ZSTD_compress2(packing, out.baseAddress, out.count, $0.baseAddress, $0.count) }
        }
        return ZSTD_isError(count) == 0 ? Array(buffer[..<count]) : nil
    }

    /// The content, or nil when the bytes are damaged.
    ///
    /// - Parameters:
    ///   - basis: what they were packed against; none when against nothing.
    ///   - most: longest content that is unpacked, in bytes.
    func unpack(_ packed: [UInt8], basis: [UInt8] = [], most: Int = Packed.longest) -> [UInt8]? {
        guard let unpacking else { return nil }
        return packed.withUnsafeBytes { packed in
            basis.withUnsafeBytes { basis in
                let size = ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
                guard size <= UInt64(most) else { return nil }
                ZSTD_DCtx_reset(unpacking, ZSTD_reset_session_and_parameters)
                if !basis.isEmpty { ZSTD_DCtx_refPrefix(unpacking, basis.baseAddress, basis.count) }
                var isWhole = false
                let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { out, filled in
                    let count = ZSTD_decompressDCtx(
                        unpacking, out.baseAddress, Int(size), packed.baseAddress, packed.count)
                    isWhole = ZSTD_isError(count) == 0 && count == Int(size)
                    filled = isWhole ? count : 0
                }
                return isWhole ? bytes : nil
            }
        }
    }
}
