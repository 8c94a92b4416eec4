import Documents
import Moments
import Texts

extension ClaimFinder {
    /// Why a claim is background rather than news; nil when it is not.
    ///
    /// Older: dated more than 45 days before publication. Before: the past perfect outside reported speech. Since: the
    /// present perfect with "since". General: a present-tense copula with a noun, undated and unattributed.
    func background(of claim: Claim) -> String? {
        let token = claim.predicateToken
        if let published = reading.document.published {
            let margin: Int64 = 45 * 86_400
            var dates = 0
            var old = 0
            for index in claim.times {
                let time = reading.times[index]
                guard time.kind == .date || time.kind == .time, let latest = time.latest else { continue }
                dates += 1
                if latest.seconds + margin < published.moment.seconds { old += 1 }
            }
            if dates > 0, old == dates { return "background.older" }
        }
        let hasPerfect = tree.children(token).prefix(16).contains { child in
            tokens[Int(child)].relation == .aux && tokens[Int(child)].lemma == "have"
        }
        if hasPerfect {
            let isPast = tree.children(token).prefix(16).contains { child in
                tokens[Int(child)].relation == .aux && tokens[Int(child)].xpos == .vbd
            }
            if isPast, claim.attributions.isEmpty, !isConditional(token), auxiliary(token) == nil {
                return "background.before"
            }
            if claim.times.contains(where: { isSince($0) }) { return "background.since" }
        }
        if claim.rule == "copula", tokens[token].upos == .noun, claim.times.isEmpty, claim.attributions.isEmpty,
            claim.type == nil,
            let cop = tree.child(token, .cop), tokens[cop].xpos == .vbz || tokens[cop].xpos == .vbp
        {
            return "background.general"
        }
        return nil
    }

    private func isSince(_ time: Int) -> Bool {
        let start = reading.times[time].extent.start
        let bytes = reading.text.utf8
        let word: [UInt8] = Array("since ".utf8)
        func matches(at position: Int) -> Bool {
            guard position >= 0, position + word.count <= bytes.count else { return false }
            for (k, byte) in word.enumerated() where bytes[position + k] | 0x20 != byte | 0x20 { return false }
            return true
        }
        return matches(at: start - word.count) || matches(at: start)
    }
}
