public import Stories

/// A story written up but for what depends on the moments a report speaks for and looks back to, so that reports of many moments share it.
public struct StoryDraft: Sendable {
    /// The sections that are the same at every moment; their evidence is not numbered yet.
    let report: StoryReport
    /// What they cite.
    let evidence: EvidenceList
    /// The same numbered, for moments that cite nothing else.
    let numbered: [Evidence]
    /// Gaps of every moment, before and after those that one moment opens.
    let gaps: (first: [Gap], last: [Gap])

    /// The story.
    public var story: Story { report.story }
}
