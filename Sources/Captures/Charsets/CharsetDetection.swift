/// Guesses the character set of bytes that are no UTF-8, by which reading makes the likeliest text.
///
/// Each candidate decodes a sample and is scored: faults and control characters cost, letters beside letters of the same
/// script gain, upper case inside a word costs. windows-1252 wins ties.
enum CharsetDetection {
    static func detect(_ bytes: [UInt8]) -> (charset: Charset, rule: String) {
        var sample: [UInt8] = []
        // Only the surroundings of bytes over 127 tell the candidates apart.
        var i = 0
        while i < bytes.count, sample.count < 16_384 {
            guard bytes[i] >= 0x80 else {
                i += 1
                continue
            }
            // One ASCII letter before it; never half a character.
            let start = i > 0 && bytes[i - 1] < 0x80 ? i - 1 : i
            var end = i
            while end < bytes.count, end - start < 2000, bytes[end] >= 0x40 { end += 1 }
            end = min(max(end + 1, i + 1), bytes.count)
            sample.append(contentsOf: bytes[start..<end])
            sample.append(0x20)
            i = end
        }
        var candidates: [(charset: Charset, script: Int?)] = [
            .windows1252, .windows1251, .koi8r, .windows1250, .shiftJIS, .eucJP, .gb18030, .eucKR, .big5,
        ].map { ($0, nil) }
        for (label, script) in [("windows-1253", 5), ("windows-1255", 6), ("windows-1256", 7)] {
            if let charset = Charset(label: label) { candidates.append((charset, script)) }
        }
        var best: (charset: Charset, score: Double) = (.windows1252, -.infinity)
        for (candidate, script) in candidates {
            let score = score(candidate, sample, script) + (candidate == .windows1252 ? 0.02 : 0)
            if score > best.score { best = (candidate, score) }
        }
        return (best.charset, "detected")
    }

    /// - Parameter script: the kind of letters that the set is used for; others in it, and marks that stand beside others,
    ///   speak against it. Nil for any.
    private static func score(_ charset: Charset, _ sample: [UInt8], _ script: Int?) -> Double {
        let (utf8, faults) = charset.decode(sample[...])
        var letters = 0.0
        var bad = Double(faults) * 4
        var good = 0.0
        var before: (kind: Int, upper: Bool) = (0, false)
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            let value = scalar.value
            var kind = 0
            switch value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x17F: kind = 1
            case 0x400...0x45F, 0x490, 0x491: kind = 2
            case 0x3040...0x30FF: kind = 3
            case 0x4E00...0x9FFF: kind = 3
            case 0xAC00...0xD7A3: kind = 4
            case 0x386...0x3CE: kind = 5
            case 0x5D0...0x5EA: kind = 6
            case 0x621...0x64A: kind = 7
            case 0x5B0...0x5C4, 0x64B...0x652, 0x200C...0x200F:
                if before.kind != script { bad += 0.7 }
            case 0x80...0x9F: bad += 2
            case 0xFF61...0xFF9F: bad += 0.5
            case 0xA1...0xBF where value != 0xAB && value != 0xBB && value != 0xA7 && value != 0xA9 && value != 0xB0:
                bad += 0.3
            case 0x2018...0x201E, 0x2026, 0x2013, 0x2014, 0x20AC, 0x3001, 0x3002: good += 0.5
            case 0x2500...0x25FF, 0xE000...0xF8FF: bad += 2
            default: break
            }
            let upper = scalar.properties.isUppercase
            if let script, kind > 0, value >= 0x80, kind != script {
                letters += 1
                bad += 0.7
            } else if kind > 0, value >= 0x80 {
                letters += 1
                if before.kind == kind { good += kind == 1 ? 0.6 : 1 } else if before.kind != 0 { bad += 0.7 }
                if upper, before.kind != 0, !before.upper { bad += 1 }
                if common.contains(value) { good += 0.4 }
                // Kana come with every Japanese sentence, Hangul with every Korean one, and with nothing else.
                if (0x3040...0x30FF).contains(value) { good += 0.9 } else if kind == 4 { good += 0.3 }
            }
            before = (kind, upper)
        }
        let total = letters + bad + 1
        return (good - bad) / total
    }

    /// Letters that are frequent where their script is used: ä ö ü ß é è ê à ç ñ ó í á ã ø å æ; о е а и н т с р; the kana;
    /// some each for Greek, Hebrew and Arabic.
    private static let common: Set<UInt32> = Set(
        "的一是不了在人有他这个们中来上大为和国地到以说时要就出会可也对生能而子那得于着下自之年过发后作里前开市水這個們來為國說時會對過發後開長"
            .unicodeScalars.map(\.value)
    ).union("αοιετσνηיוהלארתבاليمونرة".unicodeScalars.map(\.value)).union([
        0xE4, 0xF6, 0xFC, 0xDF, 0xE9, 0xE8, 0xEA, 0xE0, 0xE7, 0xF1, 0xF3, 0xED, 0xE1, 0xE3, 0xF8, 0xE5, 0xE6, 0x43E,
        0x435, 0x430, 0x438, 0x43D, 0x442, 0x441, 0x440, 0x306E, 0x306B, 0x306F, 0x3092, 0x304C, 0x7684, 0x662F, 0xC774,
        0xB2E4, 0x142, 0x105, 0x119, 0x15B, 0x17C, 0x159, 0x11B, 0x161, 0x10D, 0x17E,
    ])
}
