/// Tense from cue words alone, for text without tags: "will", "is due to" before the expression, or a verb in -ed.
enum SurfaceTense {
    /// The words that `tense` asks for; they must be in the vocabulary.
    static let words = [
        "will", "shall", "ll", "scheduled", "due", "expected", "plans", "expects", "was", "were", "had", "did", "said",
        "told",
        "fell", "began", "met", "rose", "is", "are", ".", ";", "effective", "through",
    ]

    static func tense(_ pieces: [Piece], _ span: Range<Int>, _ vocabulary: Vocabulary) -> Tense {
        var i = span.lowerBound - 1
        var steps = 0
        while i >= 0, steps < 14 {
            let piece = pieces[i]
            if piece.word >= 0 {
                switch vocabulary.words[Int(piece.word)] {
                case "will", "shall", "ll", "scheduled", "due", "expected", "plans", "expects": return .future
                case "was", "were", "had", "did", "said", "told", "fell", "began", "met", "rose": return .past
                case "is", "are": return .present
                case ".", ";": return .unknown
                default: break
                }
            }
            i -= 1
            steps += 1
        }
        i = span.upperBound
        while i < min(pieces.count, span.upperBound + 10) {
            if pieces[i].word >= 0 {
                switch vocabulary.words[Int(pieces[i].word)] {
                case "will", "shall", "ll": return .future
                case "was", "were", "had", "did", "said", "told": return .past
                default: break
                }
            }
            i += 1
        }
        return .unknown
    }
}
