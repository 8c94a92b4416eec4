/// The two transfer codings of MIME (RFC 2045, section 6). Faulty places are passed over.
enum TransferCoding {
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, underscoreIsSpace: Bool = false) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = bytes.startIndex
        while i < bytes.endIndex {
            let byte = bytes[i]
            if byte == UInt8(ascii: "=") {
                if i + 2 < bytes.endIndex, let high = digit(bytes[i + 1]), let low = digit(bytes[i + 2]) {
                    out.append(high << 4 | low)
                    i += 3
                    continue
                }
                // A soft line end.
                var next = i + 1
                while next < bytes.endIndex, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
                if next < bytes.endIndex, bytes[next] == 0x0D { next += 1 }
                if next < bytes.endIndex, bytes[next] == 0x0A {
                    i = next + 1
                    continue
                }
            }
            out.append(underscoreIsSpace && byte == 0x5F ? 0x20 : byte)
            i += 1
        }
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            let value: UInt32
            switch byte {
            case 65...90: value = UInt32(byte) - 65
            case 97...122: value = UInt32(byte) - 71
            case 48...57: value = UInt32(byte) + 4
            case 0x2B, 0x2D: value = 62
            case 0x2F, 0x5F: value = 63
            case 0x3D: return out
            default: continue
            }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return out
    }
}

/// Encoded words in header fields (RFC 2047): "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=".
enum EncodedWords {
    static func decoded(_ field: String) -> String {
        guard field.contains("=?") else { return field }
        let bytes = Array(field.utf8)
        var out: [UInt8] = []
        var i = 0
        var lastWasWord = false
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "="), let (word, end) = word(bytes, i) {
                if lastWasWord { while let last = out.last, last == 0x20 || last == 0x09 { out.removeLast() } }
                out.append(contentsOf: word)
                i = end
                lastWasWord = true
            } else {
                if bytes[i] > 0x20 { lastWasWord = false }
                out.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func word(_ bytes: [UInt8], _ start: Int) -> ([UInt8], Int)? {
        let rest = bytes[start...].prefix(1000)
        let parts = rest.split(separator: UInt8(ascii: "?"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].elementsEqual("=".utf8), parts[4].first == UInt8(ascii: "="),
            parts[2].count == 1,
            let charset = Charset(label: String(decoding: parts[1].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self))
        else { return nil }
        let coded: [UInt8]
        switch parts[2].first {
        case 0x51, 0x71: coded = TransferCoding.quotedPrintable(parts[3], underscoreIsSpace: true)
        case 0x42, 0x62: coded = TransferCoding.base64(parts[3])
        default: return nil
        }
        return (charset.decode(coded[...]).utf8, parts[4].startIndex + 1)
    }
}
