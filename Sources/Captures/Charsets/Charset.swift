import CModest
import Texts

/// A character set of the WHATWG Encoding Standard, decoded by libmodest's tables.
public struct Charset: Hashable, Sendable {
    private let encoding: myencoding_t

    /// UTF-8.
    public static let utf8 = Charset(encoding: MyENCODING_UTF_8)
    /// What a page is taken for when nothing else fits.
    public static let windows1252 = Charset(encoding: MyENCODING_WINDOWS_1252)
    static let windows1250 = Charset(encoding: MyENCODING_WINDOWS_1250)
    static let windows1251 = Charset(encoding: MyENCODING_WINDOWS_1251)
    static let koi8r = Charset(encoding: MyENCODING_KOI8_R)
    static let shiftJIS = Charset(encoding: MyENCODING_SHIFT_JIS)
    static let eucJP = Charset(encoding: MyENCODING_EUC_JP)
    static let eucKR = Charset(encoding: MyENCODING_EUC_KR)
    static let gb18030 = Charset(encoding: MyENCODING_GB18030)
    static let big5 = Charset(encoding: MyENCODING_BIG5)
    static let utf16LE = Charset(encoding: MyENCODING_UTF_16LE)
    static let utf16BE = Charset(encoding: MyENCODING_UTF_16BE)

    private init(encoding: myencoding_t) { self.encoding = encoding }

    /// The set for a WHATWG label ("latin1", "ISO-8859-1", "windows-1252"); nil for an unknown one.
    public init?(label: String) {
        var label = label
        while let first = label.utf8.first, first <= 0x20 || first == 0x22 || first == 0x27 { label.removeFirst() }
        while let last = label.utf8.last, last <= 0x20 || last == 0x22 || last == 0x27 { label.removeLast() }
        let lower = InputForm.lower(label.utf8)
        var found = MyENCODING_UTF_8
        guard !lower.isEmpty, myencoding_by_name(lower, lower.utf8.count, &found) else { return nil }
        encoding = found
    }

    /// Its name.
    public var name: String {
        var length = 0
        guard let name = myencoding_name_by_id(encoding, &length) else { return "utf-8" }
        return InputForm.lower(UnsafeRawBufferPointer(start: name, count: length))
    }

    /// Whether some characters take more than one byte.
    var isMultiByte: Bool {
        [.utf8, .shiftJIS, .eucJP, .eucKR, .gb18030, .big5, .utf16LE, .utf16BE].contains(self) || name == "gbk"
            || name == "iso-2022-jp"
    }

    /// Turns bytes into UTF-8; each fault becomes U+FFFD.
    public func decode(_ bytes: ArraySlice<UInt8>) -> (utf8: [UInt8], faults: Int) {
        if self == .utf8 {
            if UTF8Check(bytes).isValid { return (Array(bytes), 0) }
            let decoded = Array(String(decoding: bytes, as: UTF8.self).utf8)
            return (decoded, max(1, Self.replacements(decoded[...]) - Self.replacements(bytes)))
        }
        if encoding == MyENCODING_ISO_2022_JP { return Self.eucJP.decode(Self.eightBits(bytes)[...]) }
        guard let step = myencoding_get_function_by_id(encoding) else { return (Array(bytes), 0) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 4)
        var faults = 0
        var result = myencoding_result_t()
        var waiting = false
        for byte in bytes {
            let status = step(byte, &result)
            if status == MyENCODING_STATUS_OK || status == MyENCODING_STATUS_DONE {
                append(result.result, to: &out, &faults)
                // The decoders for Japanese leave the last character's bytes behind.
                result = myencoding_result_t()
                waiting = false
            } else if status == MyENCODING_STATUS_CONTINUE {
                waiting = true
            } else {
                faults += 1
                out.append(contentsOf: UTF8.encodedReplacementCharacter)
                if waiting, byte < 0x80 { out.append(byte) }
                result = myencoding_result_t()
                waiting = false
            }
        }
        if waiting {
            faults += 1
            out.append(contentsOf: UTF8.encodedReplacementCharacter)
        }
        return (out, faults)
    }

    /// ISO-2022-JP (RFC 1468) as EUC-JP: its escapes taken out, and the bytes between them given their eighth bit.
    private static func eightBits(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        enum Mode { case ascii, katakana, pairs }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var mode = Mode.ascii
        var i = bytes.startIndex
        while i < bytes.endIndex {
            let byte = bytes[i]
            if byte == 0x1B, i + 2 < bytes.endIndex {
                let next: Mode? =
                    switch (bytes[i + 1], bytes[i + 2]) {
                    case (0x28, 0x42), (0x28, 0x4A): .ascii
                    case (0x28, 0x49): .katakana
                    case (0x24, 0x40), (0x24, 0x42): .pairs
                    default: nil
                    }
                if let next {
                    mode = next
                    i += 3
                    continue
                }
            }
            switch mode {
            case .pairs where (0x21...0x7E).contains(byte): out.append(byte | 0x80)
            case .katakana where (0x21...0x5F).contains(byte): out.append(contentsOf: [0x8E, byte | 0x80])
            default: out.append(byte)
            }
            i += 1
        }
        return out
    }

    private func append(_ value: UInt, to out: inout [UInt8], _ faults: inout Int) {
        if value < 0x80 {
            out.append(UInt8(value))
        } else if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: value)), scalar != "\u{FFFD}" {
            out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            faults += 1
            out.append(contentsOf: UTF8.encodedReplacementCharacter)
        }
    }

    /// How often U+FFFD stands in UTF-8.
    static func replacements(_ bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var i = bytes.startIndex
        while i + 2 < bytes.endIndex {
            if bytes[i] == 0xEF, bytes[i + 1] == 0xBF, bytes[i + 2] == 0xBD { count += 1 }
            i += 1
        }
        return count
    }
}
