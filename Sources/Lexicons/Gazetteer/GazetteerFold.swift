/// The form in which names of places are compared: lower case, without accents, apostrophes and stops; hyphens are spaces;
/// no "the" in front; "saint", "mount", "fort" as "st", "mt", "ft".
///
/// "St. John’s", "Saint Johns" → `st johns`; "The Hague" → `hague`; "U.S." → `us`; "Łódź" → `lodz`.
public enum GazetteerFold {
    /// Folds a name in UTF-8.
    public static func fold(_ name: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        fold(name, into: &result)
        return result
    }

    /// Folds a name in UTF-8 into a buffer, which is emptied first.
    public static func fold(_ name: [UInt8], into result: inout [UInt8]) {
        name.withUnsafeBufferPointer { fold($0, into: &result) }
    }

    /// Folds a stretch of UTF-8 into a buffer, which is emptied first.
    public static func fold(_ name: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        var i = 0
        var wordStart = 0
        while i < name.count {
            let byte = name[i]
            if byte < 0x80 {
                i += 1
                switch byte {
                case 0x61...0x7A, 0x30...0x39: result.append(byte)
                case 0x41...0x5A: result.append(byte | 0x20)
                case 0x27, 0x2E, 0x60, 0x22: break
                case 0x26:
                    result.append(0x61)
                    result.append(0x6E)
                    result.append(0x64)
                default: endWord(&result, &wordStart)
                }
                continue
            }
            let (scalar, length) = decode(name, i)
            i += length
            switch scalar {
            case 0x300...0x36F, 0x2018, 0x2019, 0x2BB, 0x2BC, 0x2B9, 0x2BF, 0x2BE: break
            case 0xA0, 0x2010...0x2015: endWord(&result, &wordStart)
            case 0xC0...0x17F: append(latin[Int(scalar) - 0xC0], &result)
            case 0x218, 0x219: result.append(0x73)
            case 0x21A, 0x21B: result.append(0x74)
            case 0x259, 0x18F: result.append(0x65)
            case 0x1E00...0x1EFF:
                let letter = vietnamese[Int(scalar) - 0x1E00]
                if letter != 0x3F { result.append(letter) }
            default:
                for k in 0..<length { result.append(name[i - length + k]) }
            }
        }
        endWord(&result, &wordStart)
        if result.last == 0x20 { result.removeLast() }
    }

    /// Ends a word: shortens "saint" and its like, drops "the" at the start, and puts one space.
    private static func endWord(_ result: inout [UInt8], _ wordStart: inout Int) {
        let length = result.count - wordStart
        guard length > 0 else { return }
        if length == 3, wordStart == 0, result[0] == 0x74, result[1] == 0x68, result[2] == 0x65 {
            result.removeAll(keepingCapacity: true)
            return
        }
        if length >= 4, length <= 6 {
            for (long, short) in shortened where long.count == length && result[wordStart...].elementsEqual(long) {
                result.removeLast(length)
                result.append(contentsOf: short)
                break
            }
        }
        result.append(0x20)
        wordStart = result.count
    }

    private static let shortened: [([UInt8], [UInt8])] = [
        ("saint", "st"), ("sainte", "ste"), ("mount", "mt"), ("fort", "ft"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static func append(_ letter: UInt8, _ result: inout [UInt8]) {
        switch letter {
        case 0x31: result.append(contentsOf: [0x61, 0x65])  // æ
        case 0x32: result.append(contentsOf: [0x73, 0x73])  // ß
        case 0x33: result.append(contentsOf: [0x74, 0x68])  // þ
        case 0x34: result.append(contentsOf: [0x6F, 0x65])  // œ
        case 0x35: result.append(contentsOf: [0x69, 0x6A])  // ĳ
        case 0x3F: break
        default: result.append(letter)
        }
    }

    /// Base letters of U+00C0…U+017F; digits stand for two letters, `?` for none.
    private static let latin: [UInt8] = Array(
        ("aaaaaa1ceeeeiiiidnooooo?ouuuuy32aaaaaa1ceeeeiiiidnooooo?ouuuuy3yaaaaaaccccccccddddeeeeeeeeeegggg"
            + "gggghhhhiiiiiiiiii55jjkkkllllllllllnnnnnnnnnoooooo44rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    /// Base letters of U+1E00…U+1EFF.
    private static let vietnamese: [UInt8] = Array(
        ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
            + "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwya?sss?aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
            + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy").utf8)

    private static func decode(_ name: UnsafeBufferPointer<UInt8>, _ i: Int) -> (UInt32, Int) {
        let first = UInt32(name[i])
        func tail(_ k: Int) -> UInt32? {
            guard i + k < name.count, name[i + k] & 0xC0 == 0x80 else { return nil }
            return UInt32(name[i + k] & 0x3F)
        }
        if first >= 0xC0, first < 0xE0, let a = tail(1) { return ((first & 0x1F) << 6 | a, 2) }
        if first >= 0xE0, first < 0xF0, let a = tail(1), let b = tail(2) {
            return ((first & 0x0F) << 12 | a << 6 | b, 3)
        }
        if first >= 0xF0, first < 0xF8, let a = tail(1), let b = tail(2), let c = tail(3) {
            return ((first & 0x07) << 18 | a << 12 | b << 6 | c, 4)
        }
        return (0xFFFD, 1)
    }
}
