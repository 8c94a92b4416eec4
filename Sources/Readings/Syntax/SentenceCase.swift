/// How a sentence uses capitals, as training sees it (`sentence_mode` in `Lab/train/network/features.py`).
enum SentenceCase: Int {
    case ordinary, allCapitals, titleCase, noCapital

    /// Judges the capitals of a sentence's words (raw values of `WordFeatures.Cases`).
    init(_ words: UnsafeBufferPointer<UInt8>) {
        var letters = 0
        var long = 0
        var capital = 0
        var all = WordFeatures.Cases()
        for raw in words {
            let word = WordFeatures.Cases(rawValue: raw)
            guard word.contains(.letterFirst) else { continue }
            letters += 1
            all.formUnion(word)
            guard word.contains(.long) else { continue }
            long += 1
            if word.contains(.upperFirst) { capital += 1 }
        }
        if letters == 0 {
            self = .ordinary
        } else if !all.contains(.anyUpper) {
            self = .noCapital
        } else if !all.contains(.anyLower), letters >= 2 {
            self = .allCapitals
        } else if long >= 3, capital * 10 >= long * 9 {
            self = .titleCase
        } else {
            self = .ordinary
        }
    }
}
