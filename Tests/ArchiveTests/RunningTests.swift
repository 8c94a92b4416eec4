import Documents
import Moments
import Readings
import Reports
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Stories kept current") struct RunningTests {
    private static let builder = Result { try StoryBuilder() }
    private static let start = Moment(seconds: 1_739_000_000)

    /// Texts on six made-up situations, some of which resemble each other, over 90 days.
    private static func readings(_ count: Int) -> [Reading] {
        let things = [
            "The quay at Tarn collapsed and harbour crews searched the cold water for missing workers",
            "The bridge at Oldby was closed after inspectors found cracks in its northern pier",
            "Measles cases rose in Pellin schools and the health board opened vaccination clinics",
            "A ferry ran aground off Skerry and passengers were taken ashore by lifeboats",
            "The ferry line to Skerry stopped sailing and passengers waited at the quay in Tarn",
            "Striking miners at Marrow blocked the railway and talks with the ministry broke down",
        ]
        let tails = [
            "officials said", "witnesses told reporters", "the mayor confirmed on the radio", "unions said",
            "an inquiry is to follow", "schools stayed shut", "more rain is forecast", "relatives gathered",
        ]
        return (0..<count).map { i in
            let text = "\(things[(i * 7) % 6]), \(tails[(i * 5) % 8]). It was day \(i / 2), and \(tails[(i * 3) % 8])."
            var document = Document(id: "d\(i)", text: Text(text))
            if i % 4 != 0 { document.title = Stated("News number \(i) of the day: \(tails[i % 8])", rule: "test") }
            document.outlet = Stated(Outlet(name: "Outlet \(i % 5)"), rule: "test")
            document.published = Dated(
                moment: start.adding(seconds: Int64(i) * 86_400 * 3 / 2 + Int64(i * 7919 % 5000)), precision: .minute)
            return Reading(document)
        }
    }

    /// A stream replayed in random orders and batches gives the same stories and the same reports, now and for any
    /// past moment, byte for byte.
    @Test func replaysAgree() throws {
        let builder = try Self.builder.get()
        let readings = Self.readings(60)
        var random = SplitMix(state: 5)
        let moments = (0..<9).map { Self.start.adding(seconds: Int64($0) * 86_400 * 10 + 1) }
        var answers: [[String]] = []
        for replay in 0..<5 {
            let folder = try ArchiveFolder()
            var archive = try Archive(path: folder.file, create: true)
            var rest = replay == 0 ? readings : readings.shuffled(using: &random)
            while !rest.isEmpty {
                let size = replay == 0 ? rest.count : Int.random(in: 1...min(9, rest.count), using: &random)
                _ = try archive.add(
                    Array(rest.prefix(size)), arrived: Self.start.adding(seconds: 90 * 86_400), backfill: true)
                rest.removeFirst(size)
                _ = try archive.updateStories(at: Self.start, builder: builder)
                // Another process goes on with what is in the file.
                if Int.random(in: 0..<4, using: &random) == 0 { archive = try Archive(path: folder.file) }
            }
            var answer = [try Self.described(archive, at: nil, builder)]
            for moment in moments { answer.append(try Self.described(archive, at: moment, builder)) }
            #expect(try archive.check() == [])
            answers.append(answer)
        }
        for answer in answers.dropFirst() { #expect(answer == answers[0]) }
        #expect(answers[0][0] != answers[0][3])
    }

    /// Every story of a moment with its report as JSON.
    private static func described(_ archive: Archive, at moment: Moment?, _ builder: StoryBuilder) throws -> String {
        var text = ""
        for line in try archive.stories().sorted(by: { $0.id < $1.id }) {
            let (known, later) = try archive.documents(story: line.id, knownAt: moment)
            text += "\(line.id) \(known.count) \(later)\n"
            guard let story = builder.story(of: known.map { Reading($0) }) else { continue }
            text += ReportJSON(try ReportBuilder().report(on: [story], options: .init(asOf: moment))).text
        }
        for group in try archive.groups(knownAt: moment) { text += "\(group.id) \(group.members)\n" }
        return text
    }

    /// Documents laid on the desk for a report and documents of an archive make the same stories.
    @Test func deskAndArchiveAgree() throws {
        let builder = try Self.builder.get()
        let readings = Self.readings(60)
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add(readings, arrived: Self.start.adding(seconds: 90 * 86_400), backfill: true)
        _ = try archive.updateStories(at: Self.start, builder: builder)
        let kept = Set(try archive.groups().map { Set($0.members) })
        let laid = builder.groups(of: readings.map(\.document))
        #expect(Set(laid.map { Set($0.members) }) == kept)
        #expect(kept.count > 1 && kept.count < 60, "\(kept.count)")
    }

    /// What another version decided is decided anew when asked for.
    @Test func storiesAreMadeAnew() throws {
        let builder = try Self.builder.get()
        let readings = Self.readings(40)
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add(readings, arrived: Self.start.adding(seconds: 90 * 86_400), backfill: true)
        _ = try archive.updateStories(at: Self.start, builder: builder)
        let groups = try archive.groups().map(\.members)
        #expect(try archive.regroupStories(at: Self.start, builder: builder).isEmpty)
        // A version that never joins anything.
        try archive.database.run("DELETE FROM joining")
        try archive.database.run("UPDATE feature SET node = document")
        try archive.database.run("UPDATE member SET story = (SELECT min(id) FROM story)")
        #expect(try archive.groups().map(\.members) != groups)
        #expect(try archive.regroupStories(at: Self.start, builder: builder).isEmpty == false)
        #expect(try archive.groups().map(\.members) == groups)
        #expect(try archive.check() == [])
    }

    /// What arrives late is not known before it arrived, and the stories of then are made without it.
    @Test func aLatecomerChangesNoPastMoment() throws {
        let builder = try Self.builder.get()
        let readings = Self.readings(40)
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let late = Set([3, 10, 11, 22])
        let end = Self.start.adding(seconds: 70 * 86_400)
        _ = try archive.add(
            readings.indices.filter { !late.contains($0) }.map { readings[$0] }, arrived: end, backfill: true)
        _ = try archive.updateStories(at: end, builder: builder)
        let moments = [20, 35, 60].map { Self.start.adding(seconds: Int64($0) * 86_400) }
        let before = try moments.map { try archive.groups(knownAt: $0).map(\.members) }
        _ = try archive.add(late.sorted().map { readings[$0] }, arrived: end.adding(seconds: 60))
        _ = try archive.updateStories(at: end.adding(seconds: 60), builder: builder)
        #expect(try moments.map { try archive.groups(knownAt: $0).map(\.members) } == before)
        let all = try archive.groups(knownAt: end.adding(seconds: 60)).map(\.members)
        #expect(all == (try archive.groups().map(\.members)))
        #expect(all.joined().count == 40)
    }

    /// Going back undoes exactly what was done: rewound and appended again, everything is decided as before.
    @Test func goingBackIsExact() throws {
        let builder = try Self.builder.get()
        var reader = builder.features
        let features = Self.readings(80).enumerated()
            .map { reader.feature(of: $1.document, number: Int64($0 + 1), arrived: 0).feature }
            .sorted(by: StoryFeature.precedes)
        var running = RunningStories()
        let first = features.map { running.append($0) }
        for back in [79, 40, 1, 20, 60] {
            let taken = running.rewind(to: features[back - 1])
            #expect(taken.count == features.count - back)
            for feature in features[back...] { _ = running.append(feature) }
            let again = running.rewind(to: features[0])
            #expect(again.map(\.node) == first.dropFirst().map(\.node))
            #expect(again.map(\.merges) == first.dropFirst().map(\.merges))
            for feature in features.dropFirst() { _ = running.append(feature) }
        }
        #expect(Set(first.map(\.node)).count > 3)
    }

    @Test func featuresComeBackAsTheyWere() throws {
        var reader = try Self.builder.get().features
        let feature = reader.feature(of: Self.readings(3)[2].document, number: 7, arrived: 5).feature
        #expect(StoryFeature(number: 7, id: feature.id, time: feature.time, bytes: feature.bytes) == feature)
        for cut in [0, 1, 2, 5, feature.bytes.count - 1] {
            #expect(StoryFeature(number: 7, id: "", time: 0, bytes: Array(feature.bytes.prefix(cut))) == nil)
        }
    }

    /// SplitMix64, so that a failure can be repeated.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
