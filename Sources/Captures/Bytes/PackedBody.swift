/// A body as it came over the line, packed as its `Content-Encoding` says (RFC 9110, 8.4).
public enum PackedBody {
    /// Why a body could not be unpacked.
    public struct Fault: Error, Hashable, Sendable {
        /// Whether there was nothing wrong with it but its size.
        public var isTooLarge: Bool
        /// What is wrong.
        public var reason: String
    }

    /// Most codings on one body.
    private static let codingsLimit = 2

    /// The body without its codings: gzip, deflate (with zlib's header or without), zstd.
    ///
    /// - Parameters:
    ///   - codings: the field's value, or the values of several joined by commas.
    ///   - limit: largest body that may come out, in bytes. Bodies that unpack to more than 300 times their size are refused
    ///     from one MiB on.
    public static func unpacked(_ body: [UInt8], codings: String, limit: Int) throws(Fault) -> [UInt8] {
        var names = codings.split(separator: ",").map { String($0).trimmedASCII.lowercased() }
        names.removeAll { $0.isEmpty || $0 == "identity" }
        guard names.count <= codingsLimit else {
            throw Fault(isTooLarge: false, reason: "packed \(names.count) times over")
        }
        var limits = InputLimits()
        limits.freeExpansion = min(1 << 20, limit)
        var bytes = body
        // An empty body (of a redirect, say) is packed as nothing.
        for name in names.reversed() where !bytes.isEmpty {
            do throws(ReadFailure) {
                let source = BufferedSource(MemorySource(bytes))
                let unpacker: any ByteSource
                switch name {
                case "gzip", "x-gzip": unpacker = try GzipSource(source, limits: limits)
                case "zstd": unpacker = try ZstdSource(source, limits: limits)
                case "deflate":
                    guard let inflated = HTTPAnswer.inflate(bytes, limit: min(limit, 300 * bytes.count + (1 << 20)))
                    else {
                        throw ReadFailure(reason: "the deflate data are damaged or unpack to too much")
                    }
                    bytes = inflated
                    continue
                default:
                    throw ReadFailure(reason: "packed as \(name), which was not asked for and is not read")
                }
                guard let all = try BufferedSource(unpacker).readAll(limit: limit) else {
                    throw ReadFailure(reason: tooLarge(limit))
                }
                bytes = all
            } catch {
                let isTooLarge = error.reason == tooLarge(limit) || error.reason.contains("times its size")
                throw Fault(
                    isTooLarge: isTooLarge,
                    reason: isTooLarge && error.reason != tooLarge(limit)
                        ? "it unpacks to more than \(limits.expansion) times its size, as no text does" : error.reason)
            }
        }
        guard bytes.count <= limit else { throw Fault(isTooLarge: true, reason: tooLarge(limit)) }
        return bytes
    }

    private static func tooLarge(_ limit: Int) -> String { "it unpacks to more than \(limit >> 20) MiB" }
}
