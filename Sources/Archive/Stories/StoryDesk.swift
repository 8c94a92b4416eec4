import Stories

/// The running stories of an archive, in memory: the documents of the last window and what was decided about them.
struct StoryDesk {
    var running = RunningStories()
    /// Earliest time that can be gone back to.
    var valid = Int64.min
    /// State of the file by SQLite's count of others' changes.
    var version: Int64 = 0
    /// Ids of stories by the document that opened them.
    var names: [Int64: String] = [:]
    var reader: FeatureReader

    init(reader: FeatureReader) { self.reader = reader }
}
