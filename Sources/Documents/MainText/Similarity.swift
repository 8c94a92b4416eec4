/// How much of one text stands in another.
enum Similarity {
    /// A text's words in small letters, in order, by hash and length in bytes.
    struct Words: Sendable {
        private var hashes: [UInt64] = []
        private var lengths: [Int] = []

        init(_ text: String) {
            var word = LanguageDetector.WordHash()
            func end() {
                guard word.count > 0 else { return }
                hashes.append(word.value)
                lengths.append(word.count)
                word = LanguageDetector.WordHash()
            }
            for byte in text.lowercased().utf8 {
                if byte < 0x80, !(97...122).contains(byte), !(48...57).contains(byte), !(65...90).contains(byte) {
                    end()
                } else {
                    word.add(byte)
                }
            }
            end()
        }

        /// Share, by length, of the words that also stand in `other`.
        func share(in other: Words) -> Float {
            guard !hashes.isEmpty, !other.hashes.isEmpty else { return 0 }
            var all = hashes.count - 1
            var missing = 0
            for (hash, length) in zip(hashes, lengths) {
                all += length
                if !other.hashes.contains(hash) { missing += length + 1 }
            }
            return 1 - Float(missing) / Float(max(all, 1))
        }
    }
}
