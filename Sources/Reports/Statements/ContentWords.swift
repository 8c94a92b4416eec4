import Readings
import Texts

/// The words of a sentence that say what it is about.
enum ContentWords {
    /// Lemmas (letters, where there is no lemma) of nouns, names, verbs, adjectives and numbers; lower case, each once, in order.
    static func words(of sentence: Sentence, in reading: Reading) -> [String] {
        var seen: Set<String> = []
        var words: [String] = []
        for i in sentence.tokens {
            let token = reading.tokens[i]
            switch token.upos {
            case .noun, .propn, .verb, .adj, .num, .x: break
            default: continue
            }
            let word = (token.lemma.isEmpty ? reading.form(i) : token.lemma).lowercased()
            guard word.utf8.count >= (token.upos == .num ? 1 : 3), !common.contains(word), seen.insert(word).inserted
            else { continue }
            words.append(word)
        }
        return words
    }

    /// Words too frequent in news to say what a sentence is about.
    private static let common: Set<String> = [
        "the", "and", "that", "this", "with", "for", "from", "was", "were", "are", "has", "have", "had", "been", "will",
        "would", "could", "say", "said", "tell", "told", "report", "accord", "according", "not", "but", "who", "which",
        "their", "his", "her", "its", "they", "about", "after", "before", "into", "there", "more", "than", "also",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "year", "day", "new", "other",
        "people", "add", "make", "take", "get", "come", "know", "see",
    ]

    /// Share of the smaller set found in the other, 0 to 1. Both ascend.
    static func overlap(_ a: [Int], _ b: [Int]) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var (i, j, shared) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { shared += 1 }
            let step = a[i] <= b[j]
            if b[j] <= a[i] { j += 1 }
            if step { i += 1 }
        }
        return Double(shared) / Double(min(a.count, b.count))
    }
}
