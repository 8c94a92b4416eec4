import Documents
import Moments
import Readings
import Stories
import Texts

/// Collects cited sentences while sections are written; numbers them at the end.
struct EvidenceList {
    private(set) var citations: [Citation] = []
    private var index: [Citation: Int] = [:]

    /// The index of a citation, added when it is new.
    mutating func add(_ citation: Citation) -> Int {
        if let known = index[citation] { return known }
        index[citation] = citations.count
        citations.append(citation)
        return citations.count - 1
    }

    /// Evidence in the order it was added, with numbers in the order of each document.
    func numbered(_ view: StoryView) -> [Evidence] {
        var byDocument: [Int: [Extent]] = [:]
        for citation in citations { byDocument[citation.document, default: []].append(citation.extent) }
        for document in byDocument.keys { byDocument[document]?.sort() }
        return citations.map { citation in
            let all = byDocument[citation.document] ?? []
            let position = all.firstIndex(of: citation.extent) ?? 0
            return Evidence(
                citation: view.printed(citation), number: position + 1, ofSeveral: all.count > 1,
                quote: view.quote(citation))
        }
    }
}
