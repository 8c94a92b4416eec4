import Stories

/// What people said about which documents belong together, on top of the machine's stories.
struct StoryOverrides {
    private var merged: [String: String] = [:]
    private var split: [Int64: String] = [:]

    var isEmpty: Bool { merged.isEmpty && split.isEmpty }

    init(_ corrections: [(amendment: Amendment, documents: [Int64])]) {
        for (amendment, documents) in corrections {
            switch amendment.change {
            case .merge(let story, let other):
                // Whoever says that A is B and B is A said nothing new the second time.
                if resolved(other) != story { merged[story] = other }
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
