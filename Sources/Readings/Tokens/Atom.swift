/// The smallest stretch the segmenter looks at: a run of letters, a run of digits, a run of one and the same mark
/// (`...`, `--`), or a single mark.
struct Atom {
    /// Bytes of the text, half open.
    var start: Int
    var end: Int
    /// See `AtomKind`.
    var kind: UInt8

    static let outside = Atom(start: 0, end: 0, kind: AtomKind.none)

    /// Length in bytes, at most 7, for features.
    @inline(__always) var bucket: UInt64 { UInt64(min(end - start, 7)) }
}

/// Cuts a text into atoms. Holds only pointers; the text and the table must outlive it.
struct AtomScanner {
    let bytes: UnsafePointer<UInt8>
    /// See `CodePoints.byteTable`.
    let table: UnsafePointer<UInt8>

    /// Longest atom in bytes; a longer run of letters is cut at a code point.
    static let longest = 512

    /// The next atom from `position` on, which must be below `end` and not on white space.
    @inline(__always)
    func next(_ position: Int, _ end: Int) -> Atom {
        let byte = bytes[position]
        let bits = table[Int(byte)]
        if bits & (CodePoints.letterBits | CodePoints.otherBit) != 0 { return letters(position, end) }
        var i = position + 1
        if bits & CodePoints.digitBit != 0 {
            let limit = min(end, position + Self.longest)
            while i < limit, table[Int(bytes[i])] & CodePoints.digitBit != 0 { i += 1 }
            return Atom(start: position, end: i, kind: AtomKind.digits)
        }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"),
            UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "+"),
            UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "$"):
            let limit = min(end, position + Self.longest)
            while i < limit, bytes[i] == byte { i += 1 }
        default: break
        }
        return Atom(start: position, end: i, kind: byte)
    }

    /// A run of letters, or one mark beyond ASCII (a run of them for symbols).
    private func letters(_ position: Int, _ end: Int) -> Atom {
        var i = position
        var seen: UInt8 = 0
        var rest: UInt8 = 0
        var caseless = false
        let limit = min(end, position + Self.longest)
        while i < limit {
            let bits = table[Int(bytes[i])]
            if bits & CodePoints.letterBits != 0 {
                if i > position { rest |= bits } else { seen = bits }
                i += 1
                continue
            }
            guard bits & CodePoints.otherBit != 0 else { break }
            let (scalar, length) = CodePoints.decode(bytes, i, end)
            let kind = CodePoints.kind(scalar)
            let bit: UInt8
            switch kind {
            case AtomKind.lower: bit = CodePoints.lowerBit
            case AtomKind.initial: bit = CodePoints.upperBit
            case AtomKind.caseless:
                bit = CodePoints.lowerBit
                caseless = true
            case AtomKind.symbol where i == position: return symbols(position, end)
            case AtomKind.digits where i == position:
                return Atom(start: position, end: i + length, kind: kind)
            default:
                if i > position { return Atom(start: position, end: i, kind: shape(seen, rest, caseless)) }
                return Atom(start: position, end: i + length, kind: kind)
            }
            if i > position { rest |= bit } else { seen = bit }
            i += length
        }
        return Atom(start: position, end: i, kind: shape(seen, rest, caseless))
    }

    private func symbols(_ position: Int, _ end: Int) -> Atom {
        var i = position
        let limit = min(end, position + Self.longest)
        while i < limit, bytes[i] >= 0x80 {
            let (scalar, length) = CodePoints.decode(bytes, i, end)
            guard CodePoints.kind(scalar) == AtomKind.symbol else { break }
            i += length
        }
        return Atom(start: position, end: max(i, position + 1), kind: AtomKind.symbol)
    }

    @inline(__always)
    private func shape(_ first: UInt8, _ rest: UInt8, _ caseless: Bool) -> UInt8 {
        if caseless { return AtomKind.caseless }
        return Self.shape(first, rest)
    }

    /// The kind of a run of letters from the bits of its first letter and of all others.
    @inline(__always)
    static func shape(_ first: UInt8, _ rest: UInt8) -> UInt8 {
        if first == CodePoints.lowerBit {
            return rest & CodePoints.upperBit == 0 ? AtomKind.lower : AtomKind.mixed
        }
        switch rest {
        case 0: return AtomKind.initial
        case CodePoints.lowerBit: return AtomKind.title
        case CodePoints.upperBit: return AtomKind.upper
        default: return AtomKind.mixed
        }
    }

    /// Length of the white space at `position` in bytes; 0 when there is none.
    @inline(__always)
    func spaceLength(_ position: Int, _ end: Int) -> Int {
        let bits = table[Int(bytes[position])]
        if bits & CodePoints.spaceBit != 0 { return 1 }
        if bits & CodePoints.otherBit == 0 { return 0 }
        let first = bytes[position]
        // White space beyond ASCII starts with one of these bytes only.
        guard first == 0xC2 || first == 0xE1 || first == 0xE2 || first == 0xE3 || first == 0xEF else { return 0 }
        let (scalar, length) = CodePoints.decode(bytes, position, end)
        return CodePoints.kind(scalar) == AtomKind.space ? length : 0
    }

    /// A hash of a stretch, ASCII letters folded to lower case; long stretches by their first 32 bytes and length.
    @inline(__always)
    func hash(_ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        let limit = min(end, start + 32)
        var i = start
        while i < limit {
            let byte = bytes[i]
            let folded = byte &- 0x41 < 26 ? byte | 0x20 : byte
            hash = (hash ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
            i += 1
        }
        return hash &+ UInt64(end - limit)
    }
}
