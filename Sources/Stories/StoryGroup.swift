public import Documents
public import Readings

/// The documents of one situation, before anything is read off them.
public struct StoryGroup: Sendable, Hashable {
    /// Stable id, made from the first document; the id that a report on these documents carries.
    public var id: String
    /// What it is about: the headline nearest the middle of the group.
    public var title: String
    /// Ids of its documents: by published time, undated last.
    public var members: [String]

    /// Makes a group.
    public init(id: String, title: String, members: [String]) {
        self.id = id
        self.title = title
        self.members = members
    }
}

extension StoryBuilder {
    /// Groups documents into situations by their words and dates alone, largest first. The order of the input does not
    /// matter but for undated documents. Document ids must differ.
    public func groups(of documents: [Document]) -> [StoryGroup] {
        let ordered = Self.ordered(documents.map { Reading($0) })
        return grouper.groups(ordered.map(\.document)).map { group in
            let readings = group.members.map { ordered[$0] }
            let id = Self.storyID(first: readings[0].document)
            let title = StoryTitle(
                story: Story(id: id, title: "", readings: readings), vectors: group.vectors, reader: features
            ).title
            return StoryGroup(id: id, title: title, members: readings.map(\.document.id))
        }
    }

    /// The story that some readings add up to, taken as one situation without asking; nil without readings.
    public func story(of readings: [Reading]) -> Story? {
        guard !readings.isEmpty else { return nil }
        let ordered = Self.ordered(readings)
        return story(ordered, grouper.vectors(ordered.map(\.document)))
    }
}
