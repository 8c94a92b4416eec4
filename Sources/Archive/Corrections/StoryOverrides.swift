import Moments
import Stories

/// What people said about which documents belong together, on top of the machine's stories.
///
/// A story's id changes when an earlier document comes to it. What was said of a story then holds for the story of the document that
/// had opened it (docs/decisions/0190).
struct StoryOverrides {
    private var merged: [String: String] = [:]
    private var split: [Int64: String] = [:]
    /// Documents that opened stories which people said to be others.
    private(set) var moved: [Int64] = []

    /// - Parameter names: what the machine's stories are called that people called otherwise.
    init(
        _ corrections: [(amendment: Amendment, documents: [Int64])], names: [String: String], openers: [String: Int64]
    ) {
        for (amendment, documents) in corrections {
            switch amendment.change {
            case .merge(let one, let two):
                let (story, other) = (names[one] ?? one, names[two] ?? two)
                // Whoever says that A is B and B is A said nothing new the second time.
                if resolved(other) != story { merged[story] = other }
                if let opener = openers[one] { moved.append(opener) }
            case .split(let story, let ids):
                guard let first = ids.first else { continue }
                for document in documents {
                    split[document] = StoryBuilder.storyID(splitFrom: story, first: first)
                }
            default: continue
            }
        }
    }

    /// The story a document belongs to, which the machine put into `machine`.
    func story(_ document: Int64, _ machine: String) -> String { resolved(split[document] ?? machine) }

    private func resolved(_ story: String) -> String {
        var story = story
        for _ in 0..<100 {
            guard let next = merged[story] else { break }
            story = next
        }
        return story
    }
}

extension Archive {
    /// What people had said about stories by a moment; nil asks about now.
    ///
    /// - Parameter name: what the machine's story that holds a document is called; nil when the document was not known.
    func overrides(
        at moment: Moment?, name: (Int64) throws(ArchiveError) -> String?
    ) throws(ArchiveError) -> StoryOverrides {
        let corrections = try corrections(at: moment)
        let openers = try openers(
            of: corrections.flatMap { one -> [String] in
                guard case .merge(let story, let other) = one.amendment.change else { return [] }
                return [story, other]
            })
        var names: [String: String] = [:]
        for (story, opener) in openers { names[story] = try name(opener) }
        return StoryOverrides(corrections, names: names, openers: openers)
    }

    /// The documents that opened stories, by the stories' ids, which were made from them; those that people made have none. Cost: a look
    /// at all documents when one is asked for that was not asked for before.
    func openers(of stories: [String]) throws(ArchiveError) -> [String: Int64] {
        let unknown = Set(stories.filter { openers[$0] == nil })
        if !unknown.isEmpty {
            for story in unknown { openers[story] = .some(nil) }
            try database.rows("SELECT document, CAST(substr(body, 4, 12) AS TEXT) FROM feature") { row in
                if let story = row.text(1), unknown.contains(story) { openers[story] = row.int(0) }
                return true
            }
        }
        var found: [String: Int64] = [:]
        for story in stories { if let opener = openers[story] ?? nil { found[story] = opener } }
        return found
    }
}
