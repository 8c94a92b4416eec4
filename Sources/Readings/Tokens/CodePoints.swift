/// The kinds of single bytes and code points, as the segmenter sees them.
///
/// ASCII goes through a table of 256; what lies beyond is decided by ranges of the Unicode blocks that news uses.
/// Letters of unknown scripts count as caseless letters, so that no text is lost.
enum CodePoints {
    /// Bits of the byte table.
    static let lowerBit: UInt8 = 1
    static let upperBit: UInt8 = 2
    static let digitBit: UInt8 = 4
    static let spaceBit: UInt8 = 8
    static let otherBit: UInt8 = 16
    static let markBit: UInt8 = 32
    static let letterBits: UInt8 = 3

    /// For each byte: one of the bits above.
    static func byteTable() -> [UInt8] {
        (0...255).map { (byte: UInt8) -> UInt8 in
            switch byte {
            case 0x61...0x7A: lowerBit
            case 0x41...0x5A: upperBit
            case 0x30...0x39: digitBit
            case 0...0x20, 0x7F: spaceBit
            case 0x80...: otherBit
            default: markBit
            }
        }
    }

    /// The code point that starts at `position` and its length in bytes; a stray byte counts as U+FFFD of length 1.
    @inline(__always)
    static func decode(_ bytes: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> (scalar: UInt32, length: Int) {
        let first = UInt32(bytes[position])
        if first < 0x80 { return (first, 1) }
        if first >= 0xC2, first < 0xE0, position + 1 < end {
            return ((first & 0x1F) << 6 | UInt32(bytes[position + 1] & 0x3F), 2)
        }
        if first >= 0xE0, first < 0xF0, position + 2 < end {
            return (
                (first & 0x0F) << 12 | UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F), 3
            )
        }
        if first >= 0xF0, first < 0xF5, position + 3 < end {
            return (
                (first & 0x07) << 18 | UInt32(bytes[position + 1] & 0x3F) << 12 | UInt32(bytes[position + 2] & 0x3F)
                    << 6
                    | UInt32(bytes[position + 3] & 0x3F), 4
            )
        }
        return (0xFFFD, 1)
    }

    /// The kind of a code point beyond ASCII: `lower`, `initial` (a capital), `caseless`, `digits`, `space` or a mark.
    static func kind(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x80..<0x250: latin(scalar)
        case 0x250..<0x370: scalar == 0x2BC ? AtomKind.closeSingle : AtomKind.lower
        case 0x370..<0x530: greekOrCyrillic(scalar)
        case 0x1E00..<0x1F00: scalar & 1 == 0 ? AtomKind.initial : AtomKind.lower
        case 0x2000..<0x3000: symbols(scalar)
        case 0x3000..<0x3020: asian(scalar)
        case 0xFE00..<0xFE10, 0x1F3FB...0x1F3FF: AtomKind.symbol
        case 0xFF00..<0xFF66: fullWidth(scalar)
        case 0xFEFF: AtomKind.space
        case 0xE000..<0xF900, 0xFFF9...0xFFFF, 0x1F000..<0x1FB00, 0xE0000...: AtomKind.symbol
        case 0x060C: AtomKind.comma
        case 0x061B: AtomKind.semicolon
        case 0x061F: AtomKind.question
        case 0x06D4, 0x0964, 0x0965, 0x0589: AtomKind.stop
        case 0x0660...0x0669, 0x06F0...0x06F9, 0x0966...0x096F: AtomKind.digits
        case 0x0531...0x0556: AtomKind.initial
        case 0x0561...0x0587: AtomKind.lower
        case 0x1680, 0x180E: AtomKind.space
        default: AtomKind.caseless
        }
    }

    private static func latin(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x80...0xA0: AtomKind.space
        case 0xA2...0xA5: AtomKind.currency
        case 0xAA, 0xB5, 0xBA, 0xAD, 0xB2, 0xB3, 0xB9: AtomKind.lower
        case 0xAB: AtomKind.openQuote
        case 0xBB: AtomKind.closeQuote
        case 0xB4: AtomKind.closeSingle
        case 0xB7: AtomKind.bullet
        case 0xBC...0xBE: AtomKind.digits
        case 0xA9, 0xAE, 0xB0, 0xB1, 0xAC, 0xA6, 0xD7, 0xF7: AtomKind.symbol
        case 0xA1...0xBF: AtomKind.mark
        case 0xC0...0xDE: AtomKind.initial
        case 0xDF...0xFF: AtomKind.lower
        case 0x138...0x148, 0x179...0x17E: scalar & 1 == 1 ? AtomKind.initial : AtomKind.lower
        case 0x100..<0x180: scalar & 1 == 0 ? AtomKind.initial : AtomKind.lower
        case 0x1CD..<0x220: AtomKind.lower
        default: AtomKind.lower
        }
    }

    private static func greekOrCyrillic(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x37E: AtomKind.semicolon
        case 0x387: AtomKind.bullet
        case 0x386...0x38F, 0x391...0x3AB: AtomKind.initial
        case 0x370..<0x400: AtomKind.lower
        case 0x400...0x42F: AtomKind.initial
        case 0x430...0x45F: AtomKind.lower
        default: scalar & 1 == 0 ? AtomKind.initial : AtomKind.lower
        }
    }

    private static func symbols(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x200D: AtomKind.symbol
        case 0x200C: AtomKind.lower
        case 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F: AtomKind.space
        case 0x2010, 0x2011, 0x2212: AtomKind.hyphen
        case 0x2012, 0x2013: AtomKind.enDash
        case 0x2014, 0x2015: AtomKind.emDash
        case 0x2018, 0x201A, 0x201B, 0x2039: AtomKind.openSingle
        case 0x2019, 0x203A, 0x2032: AtomKind.closeSingle
        case 0x201C, 0x201E, 0x201F: AtomKind.openQuote
        case 0x201D, 0x2033: AtomKind.closeQuote
        case 0x2022, 0x2023, 0x2043, 0x2219, 0x25A0...0x25FF: AtomKind.bullet
        case 0x2026: AtomKind.ellipsis
        case 0x203C: AtomKind.exclamation
        case 0x2047: AtomKind.question
        case 0x2044: AtomKind.slash
        case 0x2070...0x209F, 0x2100...0x2138: AtomKind.lower
        case 0x20A0...0x20CF: AtomKind.currency
        case 0x20D0...0x20FF: AtomKind.symbol
        case 0x2016, 0x2017, 0x2020, 0x2021, 0x2024...0x205E: AtomKind.mark
        case 0x2C00...0x2DFF: AtomKind.caseless
        default: AtomKind.symbol
        }
    }

    private static func asian(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x3000: AtomKind.space
        case 0x3001: AtomKind.comma
        case 0x3002: AtomKind.stop
        case 0x3005...0x3007: AtomKind.caseless
        case 0x3008, 0x300A, 0x300C, 0x300E: AtomKind.openQuote
        case 0x3009, 0x300B, 0x300D, 0x300F: AtomKind.closeQuote
        case 0x3010: AtomKind.openBracket
        case 0x3011: AtomKind.closeBracket
        default: AtomKind.mark
        }
    }

    private static func fullWidth(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0xFF10...0xFF19: AtomKind.digits
        case 0xFF21...0xFF3A: AtomKind.initial
        case 0xFF41...0xFF5A: AtomKind.lower
        case 0xFF61: AtomKind.stop
        case 0xFF62: AtomKind.openQuote
        case 0xFF63: AtomKind.closeQuote
        case 0xFF64: AtomKind.comma
        case 0xFF01...0xFF5E: UInt8(truncatingIfNeeded: scalar - 0xFEE0)
        default: AtomKind.mark
        }
    }
}
