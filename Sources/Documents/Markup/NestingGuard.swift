import Glibc

/// Holds the nesting of a page's tags to a limit before it is parsed.
///
/// The HTML standard's rules look through all open elements at every block, so a page of n nested elements costs n² steps
/// in any parser that follows them without a limit. Browsers stop at 512 levels. Start tags over the limit are blanked here,
/// and as many end tags; elements that need no end tag do not count.
enum NestingGuard {
    /// Blanks the tags in place; a page that keeps to the limit is only looked through, and not copied.
    ///
    /// - Returns: whether there were any.
    static func hold(_ page: inout [UInt8], to limit: Int) -> Bool {
        guard page.withUnsafeBufferPointer({ exceeds($0, limit) }) else { return false }
        page.withUnsafeMutableBufferPointer { page in
            var depth = 0
            var blanked = 0
            walk(UnsafeBufferPointer(page)) { start, isEnd in
                if isEnd {
                    if blanked > 0 {
                        blanked -= 1
                        blank(page, start)
                    } else if depth > 0 {
                        depth -= 1
                    }
                } else if depth >= limit {
                    blanked += 1
                    blank(page, start)
                } else {
                    depth += 1
                }
                return true
            }
        }
        return true
    }

    private static func exceeds(_ page: UnsafeBufferPointer<UInt8>, _ limit: Int) -> Bool {
        var depth = 0
        walk(page) { _, isEnd in
            depth += isEnd ? (depth > 0 ? -1 : 0) : 1
            return depth <= limit
        }
        return depth > limit
    }

    /// Calls `tag` with the place of each tag that counts, until it answers false.
    @inline(__always)
    private static func walk(_ page: UnsafeBufferPointer<UInt8>, _ tag: (_ start: Int, _ isEnd: Bool) -> Bool) {
        guard let base = page.baseAddress else { return }
        var i = 0
        while i + 1 < page.count, let found = memchr(base + i, 0x3C, page.count - 1 - i) {
            let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            let isEnd = page[at + 1] == UInt8(ascii: "/")
            let start = isEnd ? at + 2 : at + 1
            var end = start
            // A name of at most eight letters as one number, lower case.
            var key: UInt64 = 0
            while end < page.count, end - start < 16, isLetter(page[end]) {
                key = key << 8 | UInt64(page[end] | 0x20)
                end += 1
            }
            i = max(end, at + 1)
            guard end > start, end - start > 8 || !isUncounted(key) else { continue }
            guard tag(at, isEnd) else { return }
        }
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) || (48...57).contains(byte) }

    private static func blank(_ page: UnsafeMutableBufferPointer<UInt8>, _ start: Int) {
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
    ].map { name in name.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

    /// One bit for each of the uncounted names, by a hash of its key: most names are told by it alone.
    private static let filter: UInt64 = uncounted.reduce(0) { $0 | 1 << bit($1) }

    @inline(__always)
    private static func bit(_ key: UInt64) -> UInt64 { (key &* 0x9E37_79B9_7F4A_7C15) >> 58 }

    @inline(__always)
    private static func isUncounted(_ key: UInt64) -> Bool {
        filter & (1 << bit(key)) != 0 && uncounted.contains(key)
    }
}
