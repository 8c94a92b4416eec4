import Documents
import Moments
import Readings
import Stories
import Texts

/// Prints contradictions with both sides quoted, and corrections.
struct DisputeWriter {
    let view: StoryView
    /// Whether all are printed.
    var all = false

    /// Printed at most otherwise.
    static let most = 30

    /// Open ones first, in the order of the story; a pair printed once is not printed again with its sides swapped or from a copy.
    ///
    /// - Returns: what is printed, and ids and contradictions of the rest.
    func disputes(_ evidence: inout EvidenceList) -> ([Dispute], leftOut: [(id: String, contradiction: Int)]) {
        var seen: Set<Set<String>> = []
        var disputes: [Dispute] = []
        var leftOut: [(id: String, contradiction: Int)] = []
        let pairs = view.story.contradictions.enumerated()
            .sorted {
                ($0.element.status == .open ? 0 : 1, $0.offset) < ($1.element.status == .open ? 0 : 1, $1.offset)
            }
        for (c, pair) in pairs {
            guard seen.insert([view.quote(pair.a), view.quote(pair.b)]).inserted else { continue }
            let id =
                "c-"
                + Fingerprint(
                    of: "\(view.story.id)\n\(pair.slot)\n\(view.quote(pair.a))\n\(view.quote(pair.b))".utf8
                ).short(8)
            guard all || disputes.count < Self.most else {
                leftOut.append((id, c))
                continue
            }
            disputes.append(
                Dispute(
                    id: id, contradiction: c, slot: pair.slot,
                    kind: "\(Self.kind(pair.kind)), \(Self.status(pair.status))", isOpen: pair.status == .open,
                    a: .init(
                        source: view.source(pair.sourceA, in: pair.a), evidence: evidence.add(pair.a)),
                    b: .init(
                        source: view.source(pair.sourceB, in: pair.b), evidence: evidence.add(pair.b)),
                    why: pair.why))
        }
        return (disputes, leftOut)
    }

    /// Correcting sentences in order of publication.
    func corrections(_ evidence: inout EvidenceList) -> [Statement] {
        var seen: Set<String> = []
        var statements: [Statement] = []
        for correction in view.story.corrections {
            guard seen.insert(view.quote(correction.citation)).inserted else { continue }
            let cited = evidence.add(correction.citation)
            let note = correction.corrects.map { "corrects document \($0 + 1)" } ?? correction.why
            statements.append(
                Statement(
                    parts: [.read(view.quote(correction.citation), cited)], isQuoted: true, note: note,
                    evidence: [cited]))
        }
        return statements
    }

    static func kind(_ kind: Contradiction.Kind) -> String {
        switch kind {
        case .number: "figures"
        case .denial: "denial"
        case .time: "time"
        case .place: "place"
        case .outcome: "outcome"
        }
    }

    static func status(_ status: Contradiction.Status) -> String {
        switch status {
        case .open: "open"
        case .superseded: "a later figure replaced one side"
        case .withdrawn: "one side was withdrawn"
        case .scope: "different scope or time"
        }
    }
}
