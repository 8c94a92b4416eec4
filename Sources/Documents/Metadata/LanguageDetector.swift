import Lexicons
import Texts

/// Tells the language of a text: by its script where one language has it to itself, else by frequent words and letters.
/// `rules/languages.tsv`; 60 languages.
///
/// A word that stands in the lists of n languages counts 1/n for each; a letter of a language's own counts a quarter. The
/// best language is named when it leads the second and covers enough of the text; else the answer is nil.
struct LanguageDetector: Sendable {
    private let languages: [String]
    private let scripts: [Script]
    /// By hash of the word in small letters.
    private let words: LanguageWords
    private let letters: [UInt32: [UInt16]]

    /// A writing system.
    enum Script: UInt8, Sendable, CaseIterable {
        case latin, cyrillic, greek, hebrew, arabic, devanagari, bengali, gurmukhi, gujarati, tamil, telugu, kannada
        case malayalam, sinhala, thai, lao, myanmar, khmer, georgian, armenian, ethiopic, hangul, kana, han

        static func of(_ value: UInt32) -> Script? {
            switch value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x2AF, 0x1E00...0x1EFF: .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
            case 0x400...0x52F: .cyrillic
            case 0x531...0x58F: .armenian
            case 0x590...0x5FF: .hebrew
            case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
            case 0x900...0x963, 0x966...0x97F: .devanagari
            case 0x980...0x9FF: .bengali
            case 0xA00...0xA7F: .gurmukhi
            case 0xA80...0xAFF: .gujarati
            case 0xB80...0xBFF: .tamil
            case 0xC00...0xC7F: .telugu
            case 0xC80...0xCFF: .kannada
            case 0xD00...0xD7F: .malayalam
            case 0xD80...0xDFF: .sinhala
            case 0xE00...0xE7F: .thai
            case 0xE80...0xEFF: .lao
            case 0x1000...0x109F: .myanmar
            case 0x10A0...0x10FF, 0x1C90...0x1CBF: .georgian
            case 0x1100...0x11FF, 0xAC00...0xD7A3: .hangul
            case 0x1200...0x137F: .ethiopic
            case 0x1780...0x17FF: .khmer
            case 0x3040...0x30FF: .kana
            case 0x3400...0x4DBF, 0x4E00...0x9FFF: .han
            default: nil
            }
        }
    }

    init() throws(LexiconError) {
        let table = try Table(named: "rules/languages.tsv", columns: ["language", "script"])
        var scriptNames: [String: Script] = [:]
        for script in Script.allCases { scriptNames["\(script)"] = script }
        var languages: [String] = []
        var scripts: [Script] = []
        var words: [UInt64: [UInt16]] = [:]
        var letters: [UInt32: [UInt16]] = [:]
        for row in table.rows {
            guard let script = scriptNames[row["script"]] else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "no script '\(row["script"])'",
                    advice: "Use one of \(Script.allCases.map { "\($0)" }.joined(separator: ", ")).")
            }
            let number = UInt16(languages.count)
            languages.append(row["language"])
            scripts.append(script)
            for word in Set(row.list("words")) {
                var hash = WordHash()
                for byte in word.utf8 { hash.add(byte) }
                words[hash.value, default: []].append(number)
            }
            for letter in row["letters"].unicodeScalars where letter != " " {
                letters[letter.value, default: []].append(number)
            }
        }
        self.languages = languages
        self.scripts = scripts
        self.words = LanguageWords(words)
        self.letters = letters
    }

    /// What was counted in a text.
    private struct Counts {
        var scripts: [Int]
        var scores: [Double]
        var seen = 0
        var hits = 0
    }

    /// ISO 639-1 code (639-3 for languages without one) of a text's language; nil when it cannot be told.
    func language(of text: Text) -> String? {
        // 8 KiB are plenty.
        let counts = text.utf8.withUnsafeBufferPointer { count(UnsafeBufferPointer(rebasing: $0.prefix(8192))) }
        let (seen, hits) = (counts.seen, counts.hits)
        guard let most = counts.scripts.max(), most > 0, let index = counts.scripts.firstIndex(of: most),
            var script = Script(rawValue: UInt8(index))
        else { return nil }
        // Japanese mixes Han with kana.
        if script == .han, counts.scripts[Int(Script.kana.rawValue)] * 20 > most { script = .kana }
        // The best and the second, the earlier of equals first.
        var (best, second, candidates) = (-1, 0.0, 0)
        for i in languages.indices where scripts[i] == script {
            candidates += 1
            if best < 0 {
                best = i
            } else if counts.scores[i] > counts.scores[best] {
                second = counts.scores[best]
                best = i
            } else {
                second = max(second, counts.scores[i])
            }
        }
        guard best >= 0 else { return nil }
        guard candidates > 1 else { return languages[best] }
        let score = counts.scores[best]
        if score == 0 { return script == .latin || script == .cyrillic ? nil : languages[best] }
        guard script != .latin || (seen >= 4 && hits * 8 > seen) || score > 2 else { return nil }
        guard score > second * 1.05 else { return nil }
        return languages[best]
    }

    private func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Counts {
        var counts = Counts(
            scripts: [Int](repeating: 0, count: Script.allCases.count),
            scores: [Double](repeating: 0, count: languages.count))
        var word = WordHash()
        var latin = 0
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte < 0x80 {
                i += 1
                let small = byte | 0x20
                if small >= 0x61, small <= 0x7A {
                    latin += 1
                    word.add(small)
                } else if byte != 0x27, word.count > 0 {
                    end(&word, &counts)
                }
                continue
            }
            let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            guard i + width <= bytes.count else { break }
            var value = UInt32(byte) & (width == 4 ? 0x07 : width == 3 ? 0x0F : 0x1F)
            for j in 1..<width { value = value << 6 | UInt32(bytes[i + j] & 0x3F) }
            i += width
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard let script = Script.of(value) else {
                if value < 0x300 || scalar.properties.generalCategory != .nonspacingMark { end(&word, &counts) }
                continue
            }
            counts.scripts[Int(script.rawValue)] += 1
            let lower = Self.lower(scalar)
            if lower.value >= 0x80, let own = letters[lower.value] {
                for number in own { counts.scores[Int(number)] += 0.25 / Double(own.count) }
            }
            for byte in UTF8.encode(lower) ?? UTF8.encodedReplacementCharacter { word.add(byte) }
        }
        end(&word, &counts)
        counts.scripts[Int(Script.latin.rawValue)] += latin
        return counts
    }

    @inline(__always)
    private func end(_ word: inout WordHash, _ counts: inout Counts) {
        guard word.count > 0 else { return }
        counts.seen += 1
        if word.count < 40, words.add(word.value, to: &counts.scores) { counts.hits += 1 }
        word = WordHash()
    }

    /// The first letter of the small form; by arithmetic where most text is.
    static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        let small: UInt32? =
            switch value {
            // Latin-1 (ß to ÿ are small), then pairs of capital and small.
            case 0xC0...0xD6, 0xD8...0xDE: value + 0x20
            case 0xDF...0xF6, 0xF8...0xFF: value
            case 0x100...0x12F, 0x14A...0x177: value | 1
            // Cyrillic.
            case 0x400...0x40F: value + 0x50
            case 0x410...0x42F: value + 0x20
            case 0x430...0x45F: value
            // Scripts without case, as they are told apart above.
            case 0x5D0...0x5EA, 0x620...0x64A, 0x900...0x109F, 0x1780...0x17FF, 0x3040...0x9FFF, 0xAC00...0xD7A3: value
            default: nil
            }
        if let small { return Unicode.Scalar(small) ?? scalar }
        return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    }

    /// FNV-1a over a word's bytes, 64 bits.
    struct WordHash {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0

        mutating func add(_ byte: UInt8) {
            value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
            count += 1
        }
    }
}
