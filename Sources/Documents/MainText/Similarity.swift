/// How much of one text stands in another.
enum Similarity {
    /// Share, by length, of the words of `text` that also stand in `other`.
    static func share(of text: String, in other: String) -> Float {
        let words = split(text)
        guard !words.isEmpty else { return 0 }
        let others = Set(split(other))
        guard !others.isEmpty else { return 0 }
        var all = words.count - 1
        var missing = 0
        for word in words {
            all += word.count
            if !others.contains(word) { missing += word.count + 1 }
        }
        return 1 - Float(missing) / Float(max(all, 1))
    }

    private static func split(_ text: String) -> [ArraySlice<UInt8>] {
        Array(text.utf8).split { byte in
            byte < 0x80 && !(97...122).contains(byte) && !(48...57).contains(byte) && !(65...90).contains(byte)
        }
    }
}
