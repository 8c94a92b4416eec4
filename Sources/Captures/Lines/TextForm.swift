extension InputOptions.TextForm {
    /// Decides whether a plain text is a list of passages or one article, from its first bytes.
    ///
    /// An article has continuity that passages lack. In order:
    /// 1. hard-wrapped lines (a line ends inside a sentence and the next goes on): article;
    /// 2. a headline followed by an empty line, a byline line ("By …"), or a dateline on the first line of running text
    ///    and on no other: article;
    /// 3. otherwise each line stands for itself: passages.
    static func recognised(in head: [UInt8]) -> (form: InputOptions.TextForm, rule: String) {
        let lines = head.split(separator: 0x0A, omittingEmptySubsequences: false).map { TextLine($0) }
        let full = head.count < 32 * 1024 ? lines : lines.dropLast()
        let filled = full.filter { !$0.isEmpty }
        guard filled.count > 1 else { return (.passages, "text.single-line") }
        var joins = 0
        var follows = 0
        for (line, next) in zip(full, full.dropFirst()) where !line.isEmpty && !next.isEmpty {
            follows += 1
            if !line.endsSentence, next.startsLower { joins += 1 }
        }
        if follows > 0, joins * 4 >= follows { return (.article, "text.wrapped") }
        if filled.prefix(4).contains(where: { $0.isByline }) { return (.article, "text.byline") }
        let datelines = filled.filter { $0.hasDateline }.count
        if datelines == 1, filled.prefix(2).contains(where: { $0.hasDateline }) { return (.article, "text.dateline") }
        let first = full.firstIndex { !$0.isEmpty } ?? 0
        if let head = filled.first, !head.endsSentence, head.words <= 20, first + 1 < full.count,
            full[first + 1].isEmpty
        {
            let headings = filled.filter { !$0.endsSentence && $0.words <= 20 }.count
            let sentences = filled.count - headings
            if sentences >= 2, headings * 3 <= filled.count { return (.article, "text.headline") }
        }
        return (.passages, "text.lines")
    }
}
