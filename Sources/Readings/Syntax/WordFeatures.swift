/// What the network sees of a word, computed byte for byte as in `Lab/train/network/features.py`.
///
/// key: lower case, Latin accents folded to one ASCII letter, digits as 0, quotation marks and dashes as ASCII.
/// shape: X upper, x lower, 0 digit, other bytes as in the key; runs longer than three cut to three.
struct WordFeatures {
    /// Folded form, UTF-8.
    private(set) var key: [UInt8] = []
    /// Letter shape, UTF-8.
    private(set) var shape: [UInt8] = []
    /// Whether the first scalar is a letter, an upper-case one; whether any letter is upper or lower case.
    private(set) var cases = Cases()

    /// Capitals of a word, for the capitals of its sentence.
    struct Cases: OptionSet {
        let rawValue: UInt8
        static let letterFirst = Cases(rawValue: 1)
        static let upperFirst = Cases(rawValue: 2)
        static let anyUpper = Cases(rawValue: 4)
        static let anyLower = Cases(rawValue: 8)
        static let long = Cases(rawValue: 16)
    }

    init() {
        key.reserveCapacity(64)
        shape.reserveCapacity(64)
    }

    /// Reads a word's bytes.
    mutating func read(_ word: UnsafeBufferPointer<UInt8>) {
        key.removeAll(keepingCapacity: true)
        shape.removeAll(keepingCapacity: true)
        cases = word.count > 3 ? [.long] : []
        var run = 0
        var last: UInt32 = 0
        var at = 0
        while at < word.count {
            let (scalar, length) = Self.scalar(word, at)
            var mark = UInt32(0)
            if scalar >= 48 && scalar <= 57 {
                key.append(48)
                mark = 48
            } else if Self.isLetter(scalar) {
                let upper = Self.isUpper(scalar)
                mark = upper ? 0x58 : 0x78
                cases.insert(upper ? .anyUpper : .anyLower)
                if at == 0 { cases.formUnion(upper ? [.letterFirst, .upperFirst] : [.letterFirst]) }
                switch scalar {
                case 0..<128: key.append(UInt8(scalar) | 0x20)
                case 0xC0..<0x180: key.append(Self.folded(scalar))
                case 0x391...0x3AB, 0x410...0x42F: Self.append(scalar + 32, to: &key)
                case 0x400...0x40F: Self.append(scalar + 80, to: &key)
                default: Self.append(scalar, to: &key)
                }
            } else {
                mark = Self.mark(scalar)
                if mark == 0x2026 {
                    key.append(contentsOf: [46, 46, 46])
                } else {
                    Self.append(mark, to: &key)
                }
            }
            run = mark == last ? run + 1 : 1
            last = mark
            if run <= 3 {
                if mark == 0x2026 {
                    shape.append(contentsOf: [46, 46, 46])
                } else {
                    Self.append(mark, to: &shape)
                }
            }
            at += length
        }
    }

    /// FNV-1a over a kind byte and some bytes, then one mix.
    static func hash(_ kind: UInt8, _ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        hash = (hash ^ UInt64(kind)) &* 0x100_0000_01B3
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        return hash ^ (hash >> 32)
    }

    /// Writes the 14 hashed rows of the affix table that the word has; returns how many.
    func affixRows(into rows: UnsafeMutablePointer<UInt32>, tableRows: Int, firstHashed: Int) -> Int {
        var count = 0
        func add(_ kind: UInt8, _ bytes: ArraySlice<UInt8>) {
            let span = UInt64(tableRows - firstHashed)
            rows[count] = UInt32(firstHashed) + UInt32((Self.hash(kind, bytes) >> 8) % span)
            count += 1
        }
        for length in 1...5 where key.count > length || length == 1 {
            add(UInt8(length), key.prefix(length))
            add(UInt8(8 + length), key.suffix(length))
        }
        add(16, [UInt8(min(key.count, 20))])
        add(17, shape[...])
        add(18, shape.prefix(2))
        add(19, shape.suffix(3))
        return count
    }

    /// Whether a scalar is a letter, by the small table that training shares.
    static func isLetter(_ c: UInt32) -> Bool {
        switch c {
        case 0..<128: (c | 0x20) >= 97 && (c | 0x20) <= 122
        case 128..<0xC0: c == 0xAA || c == 0xB5 || c == 0xBA
        case 0xD7, 0xF7, 0x2000...0x2BFF, 0x3000...0x303F, 0xFE00...0xFFFF: false
        default: true
        }
    }

    /// Whether a letter is upper case, by the small table that training shares.
    static func isUpper(_ c: UInt32) -> Bool {
        switch c {
        case 65...90: true
        case 0..<0xC0: false
        case 0xC0...0xDE: c != 0xD7
        case 0x100...0x137, 0x14A...0x177: c % 2 == 0
        case 0x139...0x148: c % 2 == 1
        case 0x178, 0x179, 0x17B, 0x17D, 0x391...0x3AB, 0x400...0x42F: true
        default: false
        }
    }

    /// The scalar at a byte of valid UTF-8, and its length in bytes.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
        func tail(_ offset: Int) -> UInt32 { at + offset < bytes.count ? UInt32(bytes[at + offset] & 0x3F) : 0 }
        let first = UInt32(bytes[at])
        switch first {
        case 0..<0x80: return (first, 1)
        case 0xC0..<0xE0: return ((first & 0x1F) << 6 | tail(1), 2)
        case 0xE0..<0xF0: return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
        case 0xF0...: return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
        default: return (first, 1)
        }
    }

    private static func mark(_ c: UInt32) -> UInt32 {
        switch c {
        case 0x2018, 0x2019, 0x201A, 0x2BC: 39
        case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: 34
        case 0x2010...0x2015, 0x2212: 45
        default: c
        }
    }

    private static func folded(_ c: UInt32) -> UInt8 {
        folds.withUTF8Buffer { $0[Int(c) - 0xC0] }
    }

    /// U+00C0 to U+017F, one ASCII letter each; generated by `features.py`.
    private static let folds: StaticString = """
        aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg\
        gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """

    private static func append(_ c: UInt32, to bytes: inout [UInt8]) {
        switch c {
        case 0..<0x80: bytes.append(UInt8(c))
        case 0x80..<0x800: bytes.append(contentsOf: [UInt8(0xC0 | c >> 6), UInt8(0x80 | c & 0x3F)])
        case 0x800..<0x10000:
            bytes.append(contentsOf: [UInt8(0xE0 | c >> 12), UInt8(0x80 | c >> 6 & 0x3F), UInt8(0x80 | c & 0x3F)])
        default:
            bytes.append(contentsOf: [
                UInt8(0xF0 | c >> 18 & 7), UInt8(0x80 | c >> 12 & 0x3F), UInt8(0x80 | c >> 6 & 0x3F),
                UInt8(0x80 | c & 0x3F),
            ])
        }
    }
}
