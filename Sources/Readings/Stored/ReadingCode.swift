public import Documents
import Texts

/// Readings as bytes, to be kept and taken up again instead of reading the document anew: exact, versioned and small.
///
/// ```
/// version u8 · check u32 · strings · words · sentences · names · entities · references · times · places · quantities
///            · attributions · claims
/// ```
///
/// Numbers are varints (LEB128), signed ones folded (0, -1, 1, …). What can be expected is not written, only the exceptions:
/// where the next word ends (`WordForecast`), how a tag usually depends (`TagCode`), a lemma made of its form
/// (`LemmaCode`). Stretches of the text are counted in words. Strings stand once, in a table (`StringCode`). The check is
/// FNV-1a over the text's SHA-256 and all that follows it, so that bytes of another text are told.
///
/// A reading that is read back equals the one that was written, field by field; a test compares all of them.
public enum ReadingCode {
    /// The form that is written. Another form is not read: the document is read anew.
    public static let version: UInt8 = 1

    /// The bytes of a reading, to be compressed by whoever keeps them; nil when the reading contradicts itself (an index
    /// without an entry), so that it could not be read back.
    ///
    /// Cost: linear in the text and what was read off it, but for an entity's variants, each of which is looked for among its
    /// mentions.
    public static func encode(_ reading: Reading) -> [UInt8]? {
        var encoder = ReadingEncoder(reading)
        guard let body = encoder.encode() else { return nil }
        let check = check(reading.document, body[...])
        var bytes: [UInt8] = [version]
        bytes.reserveCapacity(body.count + 5)
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: check >> shift)) }
        return bytes + body
    }

    /// The reading of a document from its bytes. Memory stays within a fixed multiple of the bytes, whatever they hold.
    public static func decode(_ bytes: [UInt8], of document: Document) throws(ReadingCodeError) -> Reading {
        guard let first = bytes.first else { throw .damaged }
        guard first == version else { throw .version(first) }
        guard bytes.count > 5 else { throw .damaged }
        var kept: UInt32 = 0
        for i in 0..<4 { kept |= UInt32(bytes[1 + i]) << UInt32(8 * i) }
        guard kept == check(document, bytes[5...]) else { throw .damaged }
        var decoder = ReadingDecoder(bytes, from: 5, of: document)
        return try decoder.decode()
    }

    /// FNV-1a over the text's digest and the bytes.
    static func check(_ document: Document, _ body: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in document.sha256.bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        body.withUnsafeBufferPointer { body in
            for byte in body { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        }
        return hash
    }
}
