import CDeflate

/// Compression of answers (RFC 1952), by libdeflate.
enum Gzip {
    /// Of 1 to 12. A page of 300 reports comes out a fifteenth longer than with 8, in a third of the time.
    private static let level: Int32 = 5

    /// The bytes compressed, or nil without memory.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        guard let tool = libdeflate_alloc_compressor(level) else { return nil }
        defer { libdeflate_free_compressor(tool) }
        let packed = [UInt8](unsafeUninitializedCapacity: libdeflate_gzip_compress_bound(tool, bytes.count)) {
            out, count in
            count = bytes.withUnsafeBytes {
                libdeflate_gzip_compress(tool, $0.baseAddress, $0.count, out.baseAddress, out.count)
            }
        }
        // A copy, so that what is kept is no longer than what it holds.
        return packed.isEmpty ? nil : Array(packed[...])
    }

    /// What was compressed, `count` bytes; nil when the bytes hold anything else.
    static func decompress(_ packed: [UInt8], count: Int) -> [UInt8]? {
        guard let tool = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(tool) }
        var status = LIBDEFLATE_BAD_DATA
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { out, written in
            packed.withUnsafeBytes {
                status = libdeflate_gzip_decompress(tool, $0.baseAddress, $0.count, out.baseAddress, count, nil)
            }
            written = status == LIBDEFLATE_SUCCESS ? count : 0
        }
        return status == LIBDEFLATE_SUCCESS ? bytes : nil
    }
}
