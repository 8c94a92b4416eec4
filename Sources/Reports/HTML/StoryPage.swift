import Lexicons

/// The views of one story of a report, for a page that frames them itself.
public struct StoryPage: Sendable {
    private let view: HTMLStory

    /// Makes the views; nil when the report has no such story.
    public init?(_ report: Report, story index: Int = 0, setting: StorySetting) {
        guard report.stories.indices.contains(index) else { return nil }
        view = HTMLStory(
            report: report, story: report.stories[index], number: index + 1, outlines: try? Outlines(), setting: setting
        )
    }

    /// Links to the sections, with how many items each holds.
    public var contents: Markup { view.contents(named: false) }

    /// The story.
    public var article: Markup { view.article() }

    /// What the page says on how the report came about.
    public static var foot: String { Wording.foot }
}
