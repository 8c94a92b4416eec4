import Synchronization

/// Sections of a story's page that are the same at every moment, kept for the next page.
///
/// What is kept belongs to one numbering of the cited sentences: a moment that cites others begins anew.
final class SectionMemo: Sendable {
    private let shelves = Mutex<[String: SectionShelf]>([:])

    /// The sections kept under a key, for a report with this evidence.
    func shelf(_ key: String, _ evidence: [Evidence]) -> SectionShelf {
        shelves.withLock { shelves in
            if let shelf = shelves[key], shelf.evidence == evidence { return shelf }
            let shelf = SectionShelf(evidence)
            shelves[key] = shelf
            return shelf
        }
    }
}

/// Kept sections by name.
final class SectionShelf: Sendable {
    fileprivate let evidence: [Evidence]
    private let sections = Mutex<[String: Markup]>([:])

    fileprivate init(_ evidence: [Evidence]) { self.evidence = evidence }

    /// The section of that name, written when it is not there yet.
    func section(_ name: String, _ write: () -> Markup) -> Markup {
        if let known = sections.withLock({ $0[name] }) { return known }
        let made = write()
        sections.withLock { $0[name] = made }
        return made
    }
}
