import Texts

/// Cuts text into pieces. One pass over the bytes; no allocation but the pieces themselves.
struct PieceReader {
    let vocabulary: Vocabulary

    /// Appends the pieces of one stretch of the text.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, _ extent: Extent, into pieces: inout [Piece]) {
        let end = min(extent.end, bytes.count)
        var i = extent.start
        var spaced = true
        while i < end {
            let byte = bytes[i]
            if byte <= 0x20 {
                spaced = true
                i += 1
            } else if Self.isLetter(byte) {
                i = word(bytes, i, end, spaced, &pieces)
                spaced = false
            } else if Self.isDigit(byte) {
                i = figure(bytes, i, end, spaced, &pieces)
                spaced = false
            } else if byte < 0x80 {
                pieces.append(sign(bytes, i, i + 1, spaced))
                spaced = false
                i += 1
            } else {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                let next = min(i + length, end)
                if let special = Self.special(bytes, i, next) {
                    switch special {
                    case .space: spaced = true
                    case .sign(let ascii):
                        var piece = sign(bytes, i, next, spaced)
                        if let ascii { piece.word = ascii.withUTF8Buffer { vocabulary.find($0, 0, $0.count) } }
                        if byte == 0xC2, (0xBC...0xBE).contains(bytes[i + 1]) {
                            piece.kind = .figure
                            piece.shape = .fraction
                            piece.value = Double(bytes[i + 1] - 0xBB) / 4
                        }
                        pieces.append(piece)
                        spaced = false
                    }
                    i = next
                } else {
                    i = word(bytes, i, end, spaced, &pieces)
                    spaced = false
                }
            }
        }
    }

    private func sign(_ bytes: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int, _ spaced: Bool) -> Piece {
        Piece(
            lower: UInt32(lower), upper: UInt32(upper), kind: .sign, spaced: spaced,
            word: vocabulary.find(bytes, lower, upper))
    }

    private func word(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ spaced: Bool, _ pieces: inout [Piece]
    ) -> Int {
        var i = start
        while i < end {
            let byte = bytes[i]
            if Self.isLetter(byte) {
                i += 1
            } else if byte >= 0xC2 {
                let next = min(i + (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2), end)
                if Self.special(bytes, i, next) != nil { break }
                i = next
            } else {
                break
            }
        }
        if i == start { i += 1 }
        var piece = Piece(
            lower: UInt32(start), upper: UInt32(i), kind: .word, spaced: spaced, capital: bytes[start] &- 65 < 26)
        // a.m., p.m. are one piece, with their stops.
        if i == start + 1, i + 1 < end, bytes[i] == 0x2E, bytes[start] | 0x20 == 0x61 || bytes[start] | 0x20 == 0x70,
            bytes[i + 1] | 0x20 == 0x6D, i + 2 >= end || !Self.isLetter(bytes[i + 2])
        {
            let am = bytes[start] | 0x20 == 0x61
            i += 2
            if i < end, bytes[i] == 0x2E { i += 1 }
            piece.upper = UInt32(i)
            let name: StaticString = am ? "am" : "pm"
            piece.word = name.withUTF8Buffer { vocabulary.find($0, 0, $0.count) }
            pieces.append(piece)
            return i
        }
        piece.word = vocabulary.find(bytes, start, i)
        pieces.append(piece)
        return i
    }

    private func figure(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ spaced: Bool, _ pieces: inout [Piece]
    ) -> Int {
        var piece = Piece(lower: UInt32(start), upper: 0, kind: .figure, shape: .integer, spaced: spaced)
        var i = start
        while i < end, Self.isDigit(bytes[i]) { i += 1 }
        let count = i - start
        piece.digits = UInt8(min(count, 255))
        if count > 15 { piece.shape = .unreadable } else { piece.value = Self.number(bytes, start, i) }
        func digits(at position: Int) -> Int {
            var n = 0
            while n <= 4, position + n < end, Self.isDigit(bytes[position + n]) { n += 1 }
            return n
        }
        if i + 1 < end, piece.shape == .integer, Self.isDigit(bytes[i + 1]) {
            switch bytes[i] {
            case 0x2C:  // 1,300
                guard count <= 3, digits(at: i + 1) == 3 else { break }
                while i < end, bytes[i] == 0x2C, digits(at: i + 1) == 3, piece.value < 1e12 {
                    piece.value = piece.value * 1000 + Self.number(bytes, i + 1, i + 4)
                    i += 4
                }
                piece.shape = .grouped
                if i + 1 < end, bytes[i] == 0x2E, Self.isDigit(bytes[i + 1]) { i = fraction(bytes, i + 1, end, &piece) }
            case 0x2E:  // 1.3
                i = fraction(bytes, i + 1, end, &piece)
                piece.shape = .decimal
                if i + 1 < end, bytes[i] == 0x2E, Self.isDigit(bytes[i + 1]) {
                    while i + 1 < end, bytes[i] == 0x2E, Self.isDigit(bytes[i + 1]) {
                        i += 1
                        while i < end, Self.isDigit(bytes[i]) { i += 1 }
                    }
                    piece.shape = .unreadable
                }
            case 0x3A where count <= 2 && digits(at: i + 1) == 2:  // 7:15
                piece.value = piece.value * 3600 + Self.number(bytes, i + 1, i + 3) * 60
                let good = piece.value < 90_000 && Self.number(bytes, i + 1, i + 3) < 60
                i += 3
                if i + 2 < end, bytes[i] == 0x3A, digits(at: i + 1) == 2 {
                    piece.value += Self.number(bytes, i + 1, i + 3)
                    i += 3
                }
                piece.shape = good ? .clock : .unreadable
            case 0x2D where count == 4 && digits(at: i + 1) == 2:  // 2025-03-02
                guard i + 5 < end, bytes[i + 3] == 0x2D, digits(at: i + 4) == 2 else { break }
                piece.value =
                    piece.value * 10_000 + Self.number(bytes, i + 1, i + 3) * 100 + Self.number(bytes, i + 4, i + 6)
                piece.shape = .isoDate
                i += 6
            case 0x2F where count <= 2:  // 3/4/2025, 1/2
                let second = digits(at: i + 1)
                guard second <= 2 else { break }
                let middle = Self.number(bytes, i + 1, i + 1 + second)
                let next = i + 1 + second
                if next + 1 < end, bytes[next] == 0x2F, digits(at: next + 1) == 4 || digits(at: next + 1) == 2 {
                    let third = digits(at: next + 1)
                    var year = Self.number(bytes, next + 1, next + 1 + third)
                    if third == 2 { year += year < 50 ? 2000 : 1900 }
                    let (month, day) = piece.value > 12 ? (middle, piece.value) : (piece.value, middle)
                    piece.value = year * 10_000 + month * 100 + day
                    piece.shape = month <= 12 && day <= 31 ? .slashDate : .unreadable
                    i = next + 1 + third
                } else if middle > piece.value, piece.value > 0, middle <= 16 {
                    piece.value /= middle
                    piece.shape = .fraction
                    i = next
                } else {
                    piece.shape = .unreadable
                    i = next
                }
            default: break
            }
        }
        if piece.shape == .integer || piece.shape == .grouped, i < end, Self.isLetter(bytes[i]) {
            let next = i + 1 < end ? bytes[i + 1] | 0x20 : 0
            let closed = i + 2 >= end || !Self.isLetter(bytes[i + 2])
            switch (bytes[i] | 0x20, next) {
            case (0x73, 0x74) where closed, (0x6E, 0x64) where closed, (0x72, 0x64) where closed,
                (0x74, 0x68) where closed:  // st nd rd th
                piece.shape = .ordinal
                i += 2
            case (0x73, _) where i + 1 >= end || !Self.isLetter(bytes[i + 1]):  // 1990s
                guard count == 4 || count == 2, Int(piece.value) % 10 == 0 else { break }
                piece.shape = .decade
                i += 1
            default: break
            }
        }
        piece.upper = UInt32(i)
        pieces.append(piece)
        return i
    }

    private func fraction(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ piece: inout Piece
    ) -> Int {
        var i = start
        var scale = 0.1
        while i < end, Self.isDigit(bytes[i]) {
            if i - start < 6 { piece.value += Double(bytes[i] - 48) * scale }
            scale /= 10
            i += 1
        }
        piece.value = (piece.value * 1e6).rounded() / 1e6
        return i
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int) -> Double {
        var value = 0.0
        for i in lower..<upper { value = value * 10 + Double(bytes[i] - 48) }
        return value
    }

    private enum Special {
        case space
        /// A sign; with the ASCII sign it stands for.
        case sign(StaticString?)
    }

    /// Signs and spaces outside ASCII; nil for letters.
    private static func special(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int, _ next: Int) -> Special? {
        switch (next - i, bytes[i]) {
        case (2, 0xC2):
            let byte = bytes[i + 1]
            if byte == 0xA0 { return .space }
            return byte == 0xAA || byte == 0xB5 || byte == 0xBA ? nil : .sign(nil)
        case (3, 0xE2):
            switch (bytes[i + 1], bytes[i + 2]) {
            case (0x80, 0x80...0x8A), (0x80, 0xAF), (0x81, 0x9F): return .space
            case (0x80, 0x8B...0x8F): return .space
            case (0x80, 0x90...0x93), (0x88, 0x92): return .sign("-")
            case (0x80, 0x94...0x95): return .sign("—")
            case (0x80, 0x98...0x99), (0x80, 0xB2): return .sign("'")
            case (0x80, 0x9C...0x9F): return .sign("\"")
            case (0x80...0x81, _), (0x82, 0xA0...0xBF), (0x83...0xBF, _): return .sign(nil)
            default: return nil
            }
        case (3, 0xE3) where bytes[i + 1] == 0x80: return .sign(nil)
        default: return nil
        }
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
