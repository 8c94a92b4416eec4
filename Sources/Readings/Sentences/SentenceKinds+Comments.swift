import Lexicons
import Texts

/// Readers' comments that a page's text was taken with.
extension SentenceKinds {
    /// Finds where comments begin, once times are read: a comment is signed with its moment and a mark ("March 3, 2034 at 3:15 pm | Reply",
    /// rules/comment-marks.tsv), or with its clock twice ("March 3, 2034 03:15 pm at 3:15 pm |"). All from there to the end is of kind comment: readers
    /// say it and not the outlet. An article comes first, of one sentence at least.
    func readComments(_ reading: inout Reading) {
        guard let first = reading.sentences.firstIndex(where: { $0.kind == .sentence }) else { return }
        let end = reading.sentences[first].extent.upper
        guard
            let clock = reading.times.indices.first(where: {
                reading.times[$0].extent.lower >= end && isSignature($0, reading)
            }),
            let start = reading.sentences.firstIndex(where: { $0.extent.upper > reading.times[clock].extent.lower })
        else { return }
        for i in start..<reading.sentences.count { reading.sentences[i].kind = .comment }
    }

    /// Takes away what was read off comments: their times and figures are no report's, they stand on no map, and nobody's word is theirs.
    func leaveComments(_ reading: inout Reading) {
        guard let start = reading.sentences.first(where: { $0.kind == .comment })?.extent.start else { return }
        reading.times.removeAll { $0.extent.start >= start }
        reading.quantities.removeAll { $0.extent.start >= start }
        reading.places.removeAll { $0.extent.start >= start }
        // From the end, as those before may be named by their numbers.
        while let content = reading.attributions.last?.content.first, content.start >= start {
            reading.attributions.removeLast()
        }
        let count = reading.attributions.count
        for i in 0..<count where (reading.attributions[i].inside ?? 0) >= count { reading.attributions[i].inside = nil }
    }

    /// Whether a clock ends what a comment is signed with.
    private func isSignature(_ clock: Int, _ reading: Reading) -> Bool {
        let time = reading.times[clock]
        guard clock > 0, follows(reading.times[clock - 1], time, by: "at", reading) else { return false }
        var day = reading.times[clock - 1]
        let isTwice = day.rule.hasPrefix("time.clock")
        if isTwice {
            guard clock > 1, day.value == time.value, follows(reading.times[clock - 2], day, by: "", reading) else {
                return false
            }
            day = reading.times[clock - 2]
        }
        guard day.rule.hasPrefix("day."), day.anchor == "calendar" else { return false }
        let rest = reading.text.utf8[Int(time.extent.upper)...].prefix(40).drop { $0 == 0x20 }
        guard rest.first == 0x7C else { return false }
        let behind = String(decoding: rest.dropFirst().drop { $0 == 0x20 }, as: UTF8.self).lowercased()
        return isTwice
            || marks.contains { mark in
                guard behind.hasPrefix(mark) else { return false }
                let next = behind.dropFirst(mark.count).first { $0 != " " }
                return next == nil || next == "|" || next == "\n"
            }
    }

    /// Whether nothing but a word, or a blank, stands between two times.
    private func follows(_ a: TimeExpression, _ b: TimeExpression, by word: String, _ reading: Reading) -> Bool {
        let (from, to) = (Int(a.extent.upper), Int(b.extent.lower))
        guard from <= to, to - from <= 8 else { return false }
        let between = String(decoding: reading.text.utf8[from..<to], as: UTF8.self)
        return between.split(separator: " ").joined() == word
    }
}
