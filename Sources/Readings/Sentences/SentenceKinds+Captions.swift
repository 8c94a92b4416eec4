import Documents
import Lexicons
import Moments
import Texts

/// Captions that stand among sentences.
extension SentenceKinds {
    /// Finds them once times are read: a picture is told of in the present, though the day behind it is over ("Rescuers carry a girl from a
    /// school in Oren, on May 25, 2034"), or shows somebody unnamed who stands, sits or walks.
    func readCaptions(_ reading: inout Reading) {
        var next = 0
        for i in reading.sentences.indices {
            let extent = reading.sentences[i].extent
            while next < reading.times.count, reading.times[next].extent.upper <= extent.lower { next += 1 }
            var last: TimeExpression?
            while next < reading.times.count, reading.times[next].extent.lower < extent.upper {
                last = reading.times[next]
                next += 1
            }
            if reading.sentences[i].kind == .sentence, isCaption(reading.sentences[i], last, reading) {
                reading.sentences[i].kind = .caption
            }
        }
    }

    private func isCaption(_ sentence: Sentence, _ last: TimeExpression?, _ reading: Reading) -> Bool {
        let tokens = reading.tokens
        guard let root = sentence.tokens.first(where: { tokens[$0].head < 0 }),
            tokens[root].xpos == .vbz || tokens[root].xpos == .vbp, case let when = shown[tokens[root].lemma],
            when != "never"
        else { return false }
        var subject = -1
        // A picture shows where, and nothing that is said or meant.
        var isTold = false
        for child in reading.dependents(of: root) {
            switch tokens[Int(child)].relation {
            case .nsubj: subject = Int(child)
            case .ccomp, .parataxis, .advmod, .aux, .mark, .conj: isTold = true
            default: continue
            }
        }
        guard subject >= 0, subject < root, tokens[subject].upos == .noun || tokens[subject].upos == .propn else {
            return false
        }
        if let last {
            // A day with its year stands in hardly another present; "takes effect on June 4, 2034" is in the list.
            guard when != nil || last.rule == "day.month.day.year" else { return false }
            return last.precision == .day && last.extent.lower > tokens[root].extent.lower
                && last.extent.upper + 40 > sentence.extent.upper
                && (last.rule.hasPrefix("day.weekday") || last.rule.hasPrefix("day.month")
                    || last.rule.hasPrefix("day.day"))
                && last.earliest.map { $0 <= reading.document.published?.moment ?? $0 } ?? false
        }
        guard when == "any", sentence.tokens.count <= 40, tokens[subject].upos == .noun, !isTold,
            sentence.tokens.contains(where: { $0 > root && tokens[$0].relation == .case && tokens[$0].lemma != "of" })
        else {
            return false
        }
        // "A woman", "two soldiers", "residents"; not "the woman".
        var isOpen = tokens[subject].xpos == .nns
        for child in reading.dependents(of: subject) {
            switch tokens[Int(child)].relation {
            case .det: isOpen = tokens[Int(child)].lemma == "a"
            case .nmodPoss, .aclRelcl: return false
            default: continue
            }
        }
        return isOpen
    }
}
