public import Lexicons
public import Readings

/// Groups readings into stories and works out what each adds up to.
public struct StoryBuilder: Sendable {
    /// Makes a builder from the embedded lexicons.
    public init() throws(LexiconError) {}

    /// Stories, largest first. The same readings in the same order give the same stories.
    public func stories(of readings: [Reading]) -> [Story] { [] }
}
