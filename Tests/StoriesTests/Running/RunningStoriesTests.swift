import Stories
import Testing

@Suite("Stories one document at a time") struct RunningStoriesTests {
    /// An archive that is asked for its past begins with the merges alone.
    @Test func mergesAreTakenOverBeforeAnyDocument() {
        var running = RunningStories()
        running.restore(RunningStories.Merge(kept: 3, ended: 7))
        running.restore(RunningStories.Merge(kept: 2, ended: 3))
        #expect(running.root(of: 7) == 2)
        #expect(running.root(of: 3) == 2)
        #expect(running.root(of: 2) == 2)
        #expect(running.root(of: 9) == 9)
        #expect(running.count == 0)
    }
}
