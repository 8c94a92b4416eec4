/// Holds the nesting of a page's tags to a limit before it is parsed.
///
/// The HTML standard's rules look through all open elements at every block, so a page of n nested elements costs n² steps
/// in any parser that follows them without a limit. Browsers stop at 512 levels. Start tags over the limit are blanked here,
/// and as many end tags; elements that need no end tag do not count.
enum NestingGuard {
    /// Blanks the tags in place.
    ///
    /// - Returns: whether there were any.
    static func hold(_ page: inout [UInt8], to limit: Int) -> Bool {
        var depth = 0
        var blanked = 0
        var any = false
        var i = 0
        while i + 1 < page.count {
            guard page[i] == UInt8(ascii: "<") else {
                i += 1
                continue
            }
            let isEnd = page[i + 1] == UInt8(ascii: "/")
            let start = isEnd ? i + 2 : i + 1
            var end = start
            while end < page.count, end - start < 16, isLetter(page[end]) { end += 1 }
            guard end > start, counts(page[start..<end]) else {
                i = max(end, i + 1)
                continue
            }
            if isEnd {
                if blanked > 0 {
                    blanked -= 1
                    blank(&page, i)
                } else if depth > 0 {
                    depth -= 1
                }
            } else if depth >= limit {
                blanked += 1
                any = true
                blank(&page, i)
            } else {
                depth += 1
            }
            i = end
        }
        return any
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) || (48...57).contains(byte) }

    private static func blank(_ page: inout [UInt8], _ start: Int) {
        var i = start
        while i < page.count, page[i] != UInt8(ascii: ">") {
            page[i] = 0x20
            i += 1
        }
        if i < page.count { page[i] = 0x20 }
    }

    /// Elements without an end tag, or whose end tag may be left out, say nothing about nesting.
    private static let uncounted: [UInt64] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "html",
        "head",
        "body", "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "track",
        "wbr", "path", "use", "rp", "rt",
    ].map { key(Array($0.utf8)[...]) }

    private static func counts(_ name: ArraySlice<UInt8>) -> Bool { name.count > 8 || !uncounted.contains(key(name)) }

    /// A name of at most eight letters as one number, lower case.
    private static func key(_ name: ArraySlice<UInt8>) -> UInt64 {
        name.reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
    }
}
