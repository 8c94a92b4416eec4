import Documents
import Texts

@testable import Readings

/// A reading with trees written by hand.
///
/// Each line of `rows` is a word: `form lemma UPOS XPOS head relation`, head counted from 1 in its sentence (0 = root); an
/// empty line parts sentences. The forms are looked up in the text in order, so white space is the text's own.
func handReading(_ text: String, _ rows: String, names: [(String, Name.Kind)] = []) -> Reading {
    var reading = Reading(Document(id: "hand", text: Text(text)))
    let bytes = reading.text.utf8
    var position = 0
    var sentenceStart = 0
    func close() {
        guard reading.tokens.count > sentenceStart else { return }
        let words = sentenceStart..<reading.tokens.count
        let extent = reading.tokens[words.lowerBound].extent.union(reading.tokens[words.upperBound - 1].extent)
        reading.sentences.append(Sentence(extent: extent, tokens: words))
        sentenceStart = reading.tokens.count
    }
    for line in rows.split(separator: "\n", omittingEmptySubsequences: false) {
        let cells = line.split(separator: " ").map(String.init)
        guard cells.count >= 6 else {
            close()
            continue
        }
        guard let start = find(Array(cells[0].utf8), in: bytes, from: position) else { continue }
        var token = Token(extent: Extent(start, start + cells[0].utf8.count))
        position = start + cells[0].utf8.count
        token.lemma = cells[1]
        token.upos = UPOS.allCases.first { $0.name == cells[2] } ?? .x
        token.xpos = XPOS.allCases.first { $0.name == cells[3] } ?? .xx
        let head = Int(cells[4]) ?? 0
        token.head = head == 0 ? -1 : sentenceStart + head - 1
        token.relation = Relation.allCases.first { $0.name == cells[5] } ?? .dep
        reading.tokens.append(token)
    }
    close()
    reading.linkDependents()
    var from = 0
    for (form, kind) in names {
        guard let start = find(Array(form.utf8), in: bytes, from: from) else { continue }
        let extent = Extent(start, start + form.utf8.count)
        from = extent.end
        let words = reading.tokens.indices.filter { extent.contains(reading.tokens[$0].extent) }
        guard let first = words.first, let last = words.last else { continue }
        reading.names.append(Name(extent: extent, tokens: first..<last + 1, kind: kind, rule: "hand"))
    }
    return reading
}

private func find(_ word: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
    guard !word.isEmpty, bytes.count >= word.count else { return nil }
    var i = from
    while i + word.count <= bytes.count {
        if bytes[i] == word[0], bytes[i..<i + word.count].elementsEqual(word) { return i }
        i += 1
    }
    return nil
}
