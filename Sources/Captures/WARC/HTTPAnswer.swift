import CDeflate
import CZlib

/// An HTTP/1 answer as a web archive keeps it: status, fields, body with its codings undone.
struct HTTPAnswer {
    let status: Int
    let mediaType: String
    let charset: String?
    /// The body, decoded.
    let body: [UInt8]
    /// The body as it stood.
    let raw: [UInt8]
    /// What was wrong with its coding, when it could be read all the same.
    let fault: String?

    /// - Parameters:
    ///   - block: status and fields, up to and with the empty line behind them.
    ///   - raw: what follows.
    init?(_ block: [UInt8], body raw: [UInt8], limit: Int) {
        guard block.starts(with: "HTTP/".utf8) else { return nil }
        var fields: [String: String] = [:]
        var position = 0
        var status: Int?
        while position < block.count {
            let end = block[position...].firstIndex(of: 0x0A) ?? block.count
            var line = block[position..<end]
            if line.last == 0x0D { line.removeLast() }
            position = min(end + 1, block.count)
            if line.isEmpty { break }
            if status == nil {
                let parts = line.split(separator: 0x20, maxSplits: 2)
                guard parts.count > 1, let code = Int(String(decoding: parts[1], as: UTF8.self)) else { return nil }
                status = code
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < 200 {
                let name = InputForm.lower(line[..<colon])
                if fields[name] == nil {
                    fields[name] = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmedASCII
                }
            }
        }
        guard let status else { return nil }
        self.status = status
        let content = MediaType(fields["content-type"] ?? "")
        mediaType = content.name
        charset = content.charset
        self.raw = raw
        var body = raw
        var fault: String?
        if fields["transfer-encoding"]?.lowercased().contains("chunked") == true {
            // Some archives keep the field and store the body already joined.
            if let joined = Self.joinChunks(body[...]) {
                body = joined
            } else {
                fault = "said to be chunked, but is not"
            }
        }
        let coding = fields["content-encoding"]?.lowercased() ?? ""
        if body.starts(with: [0x1F, 0x8B]) || coding.contains("deflate") {
            if let unpacked = Self.inflate(body, limit: limit) {
                body = unpacked
            } else {
                fault = "\(coding) data are damaged"
            }
        } else if coding.contains("br") || coding.contains("zstd") {
            fault = "packed as \(coding), which is not read"
            body = []
        }
        self.body = body
        self.fault = fault
    }

    private static func joinChunks(_ body: ArraySlice<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var position = body.startIndex
        while position < body.endIndex {
            guard let end = body[position...].prefix(64).firstIndex(of: 0x0A) else { return out.isEmpty ? nil : out }
            let digits = body[position..<end].prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
            guard !digits.isEmpty, digits.count <= 8, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
            else {
                return out.isEmpty ? nil : out
            }
            if size == 0 { return out }
            let start = end + 1
            let stop = min(start + size, body.endIndex)
            out.append(contentsOf: body[min(start, stop)..<stop])
            position = min(stop + 2, body.endIndex)
        }
        return out
    }

    /// Unpacks gzip, zlib or raw deflate data; nil when damaged or larger than the limit.
    static func inflate(_ packed: [UInt8], limit: Int) -> [UInt8]? {
        if let out = gunzip(packed, limit: limit) { return out }
        for bits in packed.starts(with: [0x1F, 0x8B]) ? [15 + 32] : [15, -15] as [Int32] {
            if let out = inflate(packed, bits: bits, limit: limit) { return out }
        }
        return nil
    }

    /// Unpacks gzip data of one member at once, into memory of the size that their end states; nil for what needs more care:
    /// data cut short, damaged, of several members, or not of that size.
    private static func gunzip(_ packed: [UInt8], limit: Int) -> [UInt8]? {
        guard packed.count > 18, packed.starts(with: [0x1F, 0x8B]) else { return nil }
        let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        // Deflate packs a thousand bytes into one at most.
        guard size > 0, size <= limit, size / 1100 <= packed.count, let tool = libdeflate_alloc_decompressor() else {
            return nil
        }
        defer { libdeflate_free_decompressor(tool) }
        var isWhole = false
        let out = [UInt8](unsafeUninitializedCapacity: size) { out, count in
            var used = 0
            let result = libdeflate_gzip_decompress_ex(
                tool, packed, packed.count, out.baseAddress, size, &used, &count)
            isWhole = result == LIBDEFLATE_SUCCESS && used == packed.count && count == size
            if !isWhole { count = 0 }
        }
        return isWhole ? out : nil
    }

    private static func inflate(_ packed: [UInt8], bits: Int32, limit: Int) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = packed
        var out: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let sound = input.withUnsafeMutableBufferPointer { source -> Bool in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(clamping: source.count)
            while true {
                let (status, count) = buffer.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return (status, target.count - Int(stream.avail_out))
                }
                out.append(contentsOf: buffer[..<count])
                if out.count > limit { return false }
                if status == Z_STREAM_END { return true }
                if status != Z_OK { return !out.isEmpty && status == Z_BUF_ERROR }
            }
        }
        return sound ? out : nil
    }
}
