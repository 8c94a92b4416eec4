import Documents
import Testing
import Texts

@testable import Stories

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

    private static func passage(_ number: Int64, _ text: String, in file: String) throws -> StoryFeature {
        let document = Document(id: "\(file):\(number)", text: Text(text), origin: file, line: Int(number))
        var reader = try FeatureReader()
        return reader.feature(of: document, number: number, arrived: 0).feature
    }

    /// Passages that somebody laid side by side in one file need little in common.
    @Test func passagesOfOneSheetJoin() throws {
        let one = "Lorvian marines have landed on Cape Ostra and captured two lighthouses above the northern road."
        let two =
            "Analysts doubt that Port Amel can supply soldiers through the winter, with Cape ferries idle, tracks drifting under snow, "
            + "fuel dear, bread rationed, mail stopped, timber frozen, stoves cold and no barracks left standing."
        var same = RunningStories()
        let first = same.append(try Self.passage(1, one, in: "desk/notes.txt"))
        #expect(same.append(try Self.passage(2, two, in: "other/notes.txt")).node == first.node)
        var apart = RunningStories()
        _ = apart.append(try Self.passage(1, one, in: "notes.txt"))
        #expect(apart.append(try Self.passage(2, two, in: "sheet.txt")).node == 2)
    }

    @Test func featuresAreReadBackAsTheyWere() throws {
        let feature = try Self.passage(4, "Two ferries ran aground off Skerry.", in: "notes.txt")
        #expect(feature.sheet != 0)
        #expect(StoryFeature(number: 4, id: feature.id, time: feature.time, bytes: feature.bytes) == feature)
        for cut in 0..<feature.bytes.count {
            let short = StoryFeature(number: 4, id: "a", time: 0, bytes: Array(feature.bytes.prefix(cut)))
            #expect(short == nil || short?.keys.count ?? 99 < feature.keys.count)
        }
    }
}
