import Lexicons
import Texts

/// Finds the dateline ("KYIV (Reuters) —") and the agency credited, there or in a line at the end.
struct DatelineReader: Sendable {
    private let agencies: Lexicon

    init() throws(LexiconError) {
        agencies = try Lexicon(named: "rules/agencies.tsv", key: "written", value: "name")
    }

    /// Fills a document's dateline and credit, where they are not stated.
    func read(_ document: inout Document) {
        var looked = 0
        for block in document.blocks where block.kind == .paragraph && looked < 2 {
            looked += 1
            guard let found = dateline(document.text.utf8, block.extent) else { continue }
            document.dateline = found.extent
            if document.credit == nil, let agency = found.agency { document.credit = Stated(agency, rule: "dateline") }
            break
        }
        guard document.credit == nil else { return }
        for block in document.blocks.suffix(4).reversed() where block.extent.count < 80 {
            let line = document.text.utf8[block.extent.range]
            if let agency = credit(in: line) {
                document.credit = Stated(agency, rule: "credit line")
                return
            }
        }
    }

    /// Words that stand in datelines without a capital.
    private static let small: Set<String> = [
        "and", "of", "the", "de", "el", "al", "near", "in", "on", "der", "la", "du", "am",
    ]

    /// Whether a mark of that size stands between spaces.
    private func isSpaced(_ line: ArraySlice<UInt8>, _ i: Int, _ size: Int) -> Bool {
        i > line.startIndex && line[i - 1] == 0x20 && i + size < line.endIndex && line[i + size] == 0x20
    }

    /// Whether there is a dash or a closing bracket, as every dateline has. Without branches, so that many bytes go at a time.
    private static func mayHold(_ line: ArraySlice<UInt8>) -> Bool {
        line.withUnsafeBufferPointer { line in
            var found: UInt8 = 0
            for byte in line { found |= byte == 0xE2 || byte == 0x2D || byte == 0x29 ? 1 : 0 }
            return found != 0
        }
    }

    private func dateline(_ bytes: [UInt8], _ extent: Extent) -> (extent: Extent, agency: String?)? {
        let line = bytes[extent.range].prefix(110)
        guard Self.mayHold(line) else { return nil }
        var end: Int?
        var after = 0
        var i = line.startIndex
        while i < line.endIndex, end == nil {
            // "—", or after a space "– ", "- ", "-- ".
            if line[i] == 0xE2, i + 2 < line.endIndex, line[i + 1] == 0x80 {
                if line[i + 2] == 0x94 {
                    (end, after) = (i, i + 3)
                } else if line[i + 2] == 0x93, isSpaced(line, i, 3) {
                    (end, after) = (i, i + 3)
                }
            } else if line[i] == UInt8(ascii: "-") {
                if isSpaced(line, i, 1) {
                    (end, after) = (i, i + 1)
                } else if i + 1 < line.endIndex, line[i + 1] == UInt8(ascii: "-"), isSpaced(line, i, 2) {
                    (end, after) = (i, i + 2)
                }
            }
            i += 1
        }
        var head = line[line.startIndex..<(end ?? line.startIndex)]
        if end == nil, let close = line.firstIndex(of: UInt8(ascii: ")")) {
            // "Washington (CNN) Officials said": without a dash the agency must be known.
            head = line[...close]
            after = close + 1
        }
        let text = String(decoding: head, as: UTF8.self).withoutEdges
        guard text.utf8.count >= 3, text.utf8.count < 90 else { return nil }
        var agency: String?
        var place = text
        if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
            let inside = String(text[text.index(after: open)..<close])
            agency =
                agencies[inside]
                ?? inside.split(separator: "/").lazy.compactMap { agencies[String($0).withoutEdges] }.first
            place = String(text[..<open]).withoutEdges
        }
        if end == nil, agency == nil { return nil }
        let words = place.split { $0 == " " || $0 == "," }
        guard let first = words.first, words.count <= 9 else { return nil }
        let letters = first.unicodeScalars.filter { $0.properties.isAlphabetic }
        let shouts = letters.count >= 3 && letters.allSatisfy { !$0.properties.isLowercase }
        guard shouts || agency != nil else { return nil }
        for word in words {
            guard let scalar = word.unicodeScalars.first else { continue }
            if scalar.properties.isLowercase, !Self.small.contains(String(word)) { return nil }
        }
        while after < extent.end, bytes[after] == 0x20 { after += 1 }
        return (Extent(extent.start, after), agency)
    }

    /// Words that lead to an agency's name.
    private static let leads: Set<String> = [
        "source", "sources", "quelle", "quellen", "copyright", "via", "with", "from", "by", "and", "mit", "von",
    ]

    /// Whether a line is marked as credits are; at least where this is cheaply seen from its bytes that it is not.
    private static func mayBeMarked(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        if first == UInt8(ascii: "(") || first >= 0x80 { return true }
        var before: UInt8 = 0
        for byte in line {
            if byte == UInt8(ascii: "/") || (byte == 0xA9 && before == 0xC2) { return true }
            before = byte
        }
        func parts(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x2C || byte == 0x2D || byte == 0x3A || byte == 0x28 || byte == 0x29 || byte == 0x5B
                || byte == 0x5D || byte == 0x7C
        }
        let rest = line.drop(while: parts)
        let word = rest.prefix { !parts($0) && $0 < 0x80 }
        if word.isEmpty { return !rest.isEmpty }
        return word.count < 12 && leads.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// "(Reuters)", "© AFP", "dpa/Reuters", "Source: AP": a short line with nothing but agencies.
    private func credit(in bytes: ArraySlice<UInt8>) -> String? {
        let isMarked = Self.mayBeMarked(bytes)
        guard isMarked || bytes.count <= agencies.longest else { return nil }
        let line = String(decoding: bytes, as: UTF8.self)
        if let name = agencies[line] { return name }
        guard isMarked else { return nil }
        var parts = line.split { "/,()[]©|–—-: ".contains($0) }.map { String($0) }
        let leads = Self.leads
        let led = parts.first.map { leads.contains($0.lowercased()) } ?? false
        parts = parts.filter { !leads.contains($0.lowercased()) && !$0.allSatisfy { $0.isNumber } }
        guard !parts.isEmpty, parts.count <= 4 else { return nil }
        let marked = led || line.hasPrefix("(") || InputBytes.holds("©", in: line) || InputBytes.holds("/", in: line)
        guard marked, let name = parts.lazy.compactMap({ agencies[$0] }).first,
            parts.allSatisfy({ agencies.contains($0) || $0.count <= 3 })
        else { return nil }
        return name
    }
}
