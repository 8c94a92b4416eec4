public import Lexicons

/// A trained model as embedded: a header that says what it is, then its payload, used in place.
///
/// ```
///  0  8 bytes   "SITREPML"
///  8  UInt32    version of the payload's layout
/// 12  UInt32    length of the description, bytes
/// 16  UInt64    length of the payload, bytes
/// 24  UInt64    hash of the payload, see `hash(_:)`
/// 32  UTF-8     description: lines "key: value" (name, data, licence, made by)
///     zeros up to a multiple of 64
///     payload
/// ```
/// All numbers are little-endian.
@_spi(Lab) public struct ModelFile: Sendable {
    /// The file's name, for errors.
    public let name: String
    /// The payload.
    public var payload: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: resource.bytes[start...]) }
    /// Lines "key: value".
    public let description: String
    private let resource: Resource
    private let start: Int

    static let magic = Array("SITREPML".utf8)
    static let fixed = 32

    /// Opens an embedded model and checks its header, its length and its payload's hash.
    public init(named name: String, version: UInt32) throws(LexiconError) {
        let resource = try Resource(named: name)
        (start, description) = try Self.check(resource.bytes, name: name, version: version)
        self.resource = resource
        self.name = name
    }

    /// Where the payload of a model starts, and its description; throws what is wrong with the file.
    static func check(
        _ bytes: UnsafeRawBufferPointer, name: String, version: UInt32
    ) throws(LexiconError) -> (payload: Int, description: String) {
        func broken(_ reason: String) -> LexiconError {
            LexiconError(
                file: name, reason: reason,
                advice: "Restore the file from the repository, or train it again with lab train.")
        }
        guard bytes.count >= fixed, bytes[..<8].elementsEqual(magic) else { throw broken("it is no model file") }
        let found = number(bytes, 8, UInt32.self)
        guard found == version else {
            throw broken("the model has layout \(found), this program reads layout \(version)")
        }
        let length = Int(number(bytes, 12, UInt32.self))
        let payloadCount = number(bytes, 16, UInt64.self)
        let start = (fixed + length + 63) / 64 * 64
        guard start <= bytes.count, payloadCount == UInt64(bytes.count - start) else {
            throw broken("the model is cut short or too long")
        }
        guard hash(UnsafeRawBufferPointer(rebasing: bytes[start...])) == number(bytes, 24, UInt64.self) else {
            throw broken("the model's bytes do not match its hash")
        }
        return (start, String(decoding: bytes[fixed..<(fixed + length)], as: UTF8.self))
    }

    /// The bytes of a model file.
    public static func bytes(description: String, version: UInt32, payload: [UInt8]) -> [UInt8] {
        var out = magic
        let text = Array(description.utf8)
        append(version, to: &out)
        append(UInt32(text.count), to: &out)
        append(UInt64(payload.count), to: &out)
        append(payload.withUnsafeBytes { hash($0) }, to: &out)
        out += text
        while out.count % 64 != 0 { out.append(0) }
        return out + payload
    }

    /// FNV-1a over 64-bit words instead of bytes, the rest padded with zeros; finds damage, not malice.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var i = 0
        while i + 8 <= bytes.count {
            hash = (hash ^ number(bytes, i, UInt64.self)) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
            i += 8
        }
        var rest: UInt64 = 0
        for (shift, byte) in bytes[i...].enumerated() { rest |= UInt64(byte) << UInt64(8 * shift) }
        return (hash ^ rest) &* 0x0000_0100_0000_01B3
    }

    /// Appends a little-endian number.
    public static func append<Number: FixedWidthInteger>(_ number: Number, to out: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { out.append(contentsOf: $0) }
    }

    /// The little-endian number at a byte; the caller has checked the length.
    static func number<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _ at: Int, _: Number.Type) -> Number
    {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Number.self))
    }
}
