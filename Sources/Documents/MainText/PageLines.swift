import Lexicons

/// Lines that are no text of an article, told by their words: `rules/page-lines.tsv`.
struct PageLines: Sendable {
    private struct Rule: Sendable {
        var kind: String
        var words: [UInt8]
        var longest: Int
    }

    private var starts = Rules()
    private var wholes = Rules()
    private var anywhere = Rules()
    private var longest = 0

    /// Rules in their order, found by the first byte of their words.
    private struct Rules: Sendable {
        var all: [Rule] = []
        var byFirst = [[UInt16]](repeating: [], count: 256)
        /// A bit for each pair of first bytes, so that most places in a line are told to hold nothing at once.
        var pairs = [UInt64](repeating: 0, count: 1024)

        mutating func append(_ rule: Rule) {
            byFirst[Int(rule.words[0])].append(UInt16(all.count))
            for second in rule.words.count > 1 ? [rule.words[1]] : Array(0...255) {
                let pair = Int(rule.words[0]) << 8 | Int(second)
                pairs[pair >> 6] |= 1 << UInt64(pair & 63)
            }
            all.append(rule)
        }
    }

    init() throws(LexiconError) {
        let table = try Table(
            named: "rules/page-lines.tsv", columns: ["kind", "where", "longest", "words"])
        for row in table.rows {
            guard let limit = Int(row["longest"]), limit > 0 else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "'\(row["longest"])' is no length",
                    advice: "Write a number of characters.")
            }
            longest = max(longest, limit)
            for words in row.list("words") where !words.isEmpty {
                let rule = Rule(kind: row["kind"], words: Array(words.utf8), longest: limit)
                switch row["where"] {
                case "start": starts.append(rule)
                case "whole": wholes.append(rule)
                case "any": anywhere.append(rule)
                default:
                    throw LexiconError(
                        file: table.name, line: row.line, reason: "no place '\(row["where"])'",
                        advice: "Use start, whole or any.")
                }
            }
        }
    }

    /// Bytes of a mark that does not count at the edges of a line, when one starts here: `:-–—*»«<>…!?.•` and space.
    private static func mark(_ bytes: ArraySlice<UInt8>) -> Int {
        guard let first = bytes.first else { return 0 }
        switch first {
        case 0x20, 0x21, 0x2A, 0x2D, 0x2E, 0x3A, 0x3C, 0x3E, 0x3F: return 1
        case 0xC2:
            let next = bytes.dropFirst().first
            return next == 0xAB || next == 0xBB ? 2 : 0
        case 0xE2:
            guard bytes.count > 2, bytes[bytes.startIndex + 1] == 0x80 else { return 0 }
            return [0x93, 0x94, 0xA2, 0xA6].contains(bytes[bytes.startIndex + 2]) ? 3 : 0
        default: return 0
        }
    }

    /// In lower case; without a string where all letters are of western Europe, as most are.
    private static func lower(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(line.count)
        var i = line.startIndex
        while i < line.endIndex {
            let byte = line[i]
            if byte < 0x80 {
                out.append((65...90).contains(byte) ? byte | 0x20 : byte)
                i += 1
                continue
            }
            let next = i + 1 < line.endIndex ? line[i + 1] : 0
            out.append(byte)
            switch byte {
            case 0xC2: out.append(next)
            // À to Þ, but for ×.
            case 0xC3: out.append((0x80...0x9E).contains(next) && next != 0x97 ? next + 0x20 : next)
            case 0xE2 where next == 0x80 && i + 2 < line.endIndex:
                out.append(next)
                out.append(line[i + 2])
                i += 1
            default: return Array(String(decoding: line, as: UTF8.self).lowercased().utf8)
            }
            i += 2
        }
        return out
    }

    /// What a line is when it is no text of the article: "related", "newsletter", "credit", …
    ///
    /// - Parameter startOnly: look at its start alone: a caption may name a photographer at its end and still be one.
    func kind(of line: ArraySlice<UInt8>, startOnly: Bool = false) -> String? {
        guard line.count <= longest * 3 else { return nil }
        let (following, all) = line.withUnsafeBufferPointer { line in
            var following: UInt32 = 0
            var all: UInt8 = 0
            for byte in line {
                following &+= byte & 0xC0 == 0x80 ? 1 : 0
                all |= byte
            }
            return (Int(following), all)
        }
        let count = line.count - following
        let isASCII = all < 0x80
        guard count <= longest else { return nil }
        let bytes = isASCII ? line.map { (65...90).contains($0) ? $0 | 0x20 : $0 } : Self.lower(line)
        var inner = bytes[...]
        while case let width = Self.mark(inner), width > 0 { inner = inner.dropFirst(width) }
        // A sentence of some length may start with words that also open a pointer ("More from …").
        let isSentence = count > 60 && bytes.last == UInt8(ascii: ".")
        var first: UInt16?
        for start in inner.startIndex == 0 ? [0] : [0, inner.startIndex] where start < bytes.count {
            for number in starts.byFirst[Int(bytes[start])] {
                if let first, first <= number { break }
                let rule = starts.all[Int(number)]
                guard count <= rule.longest, bytes[start...].starts(with: rule.words) else { continue }
                if isSentence, rule.kind == "related", rule.words.last != UInt8(ascii: ":") { continue }
                first = number
                break
            }
        }
        if let first { return starts.all[Int(first)].kind }
        while !inner.isEmpty {
            var width = 0
            for size in 1...3
            where width == 0 && size <= inner.count && Self.mark(inner.suffix(size)) == size {
                width = size
            }
            guard width > 0 else { break }
            inner = inner.dropLast(width)
        }
        if let first = inner.first {
            for number in wholes.byFirst[Int(first)] {
                let rule = wholes.all[Int(number)]
                if count <= rule.longest, inner.elementsEqual(rule.words) { return rule.kind }
            }
        }
        guard !startOnly else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            anywhere.pairs.withUnsafeBufferPointer { pairs in
                var i = 0
                while i + 1 < bytes.count {
                    let pair = Int(bytes[i]) << 8 | Int(bytes[i + 1])
                    if pairs[pair >> 6] & (1 << UInt64(pair & 63)) != 0, let kind = place(bytes, i, count) {
                        return kind
                    }
                    i += 1
                }
                return nil
            }
        }
    }

    /// The kind of the first of the rules for anywhere whose words stand at a place.
    private func place(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int, _ count: Int) -> String? {
        for number in anywhere.byFirst[Int(bytes[i])] {
            let rule = anywhere.all[Int(number)]
            guard count <= rule.longest, i + rule.words.count <= bytes.count else { continue }
            var j = 1
            while j < rule.words.count, bytes[i + j] == rule.words[j] { j += 1 }
            if j == rule.words.count { return rule.kind }
        }
        return nil
    }
}
