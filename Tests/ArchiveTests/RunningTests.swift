import Documents
import Moments
import Readings
import Reports
import Testing
import Texts

@testable import Archive
@testable import Stories

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

    /// A headline with a figure names a story only when none without lies near the middle: figures are overtaken.
    @Test func titlesRatherHaveNoFigure() throws {
        let builder = try Self.builder.get()
        let reader = builder.features
        for (headline, counts) in [
            ("At least 12 dead in ferry fire", true), ("Dozens hurt as bridge falls", true),
            ("Three arrested over ferry fire", true), ("Ferry fire: what is known", false),
            ("Elections of 2025 put off", false), ("Toll rises to 1,200", true), ("Zwölf tot 7x", true),
        ] {
            #expect(reader.counts(headline) == counts, "\(headline)")
        }
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let text = "A ferry burnt in the harbour of Tarn, and lifeboats took passengers ashore from the ferry at night."
        let titles = [
            "At least three dead in ferry fire at Tarn", "Ferry burns in the harbour of Tarn",
            "Nine dead in ferry fire at Tarn harbour",
        ]
        _ = try archive.add(
            titles.enumerated().map { i, title in
                var document = Document(id: "f\(i)", text: Text(text + (i == 1 ? " More is to come." : "")))
                document.title = Stated(title, rule: "test")
                document.outlet = Stated(Outlet(name: "Outlet \(i)"), rule: "test")
                document.published = Dated(moment: Self.start.adding(seconds: Int64(i) * 3600), precision: .minute)
                return Reading(document)
            }, arrived: Self.start.adding(seconds: 90_000))
        _ = try archive.updateStories(at: Self.start.adding(seconds: 90_000), builder: builder)
        #expect(try archive.stories().map(\.title) == [titles[1]])
        // Of a moment at which only the first was known, it is the only one there is.
        let story = try #require(try archive.stories().first?.id)
        #expect(try archive.title(of: story, knownAt: Self.start) == nil)
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

    /// Put in late, in any order and any batches, everything is decided as in order, and every decision that became another is told.
    @Test(arguments: [2, 20, 700]) func lateOnesAreExact(_ hours: Int) throws {
        let builder = try Self.builder.get()
        var reader = builder.features
        // So many hours apart on average: all within the window of the stories, or many windows.
        let features = Self.readings(160).enumerated()
            .map { number, reading in
                var document = reading.document
                document.published = Dated(
                    moment: Self.start.adding(seconds: Int64(number * hours * 1800 + number * 7919 % (hours * 5000))),
                    precision: .minute)
                return reader.feature(of: document, number: Int64(number + 1), arrived: 0).feature
            }
            .sorted(by: StoryFeature.precedes)
        var inOrder = RunningStories()
        let expected = features.map { inOrder.append($0) }
        #expect(Set(expected.map(\.node)).count > 3)
        var random = SplitMix(state: UInt64(hours))
        for _ in 0..<12 {
            var running = RunningStories()
            var told: [Int64: RunningStories.Step] = [:]
            var rest = features.shuffled(using: &random)
            var again = 0
            while !rest.isEmpty {
                let size = Int.random(
                    in: 1...min([1, 3, 60].randomElement(using: &random) ?? 1, rest.count), using: &random)
                let new = rest.prefix(size).sorted(by: StoryFeature.precedes)
                rest.removeFirst(size)
                for (step, before) in running.insert(new) {
                    let number = step.feature.number
                    #expect(before?.node == told[number]?.node)
                    #expect(before?.merges == told[number]?.merges)
                    #expect((before == nil) == new.contains { $0.number == number })
                    told[number] = step
                    again += before == nil ? 0 : 1
                }
                #expect(running.taken.isEmpty)
                #expect(running.sumsAreThoseOfMembers)
            }
            #expect(again > 0)
            #expect(running.spent == inOrder.spent)
            #expect(features.map { told[$0.number]?.node } == expected.map(\.node))
            #expect(features.map { told[$0.number]?.merges } == expected.map(\.merges))
            #expect(expected.allSatisfy { running.root(of: $0.node) == inOrder.root(of: $0.node) })
        }
    }

    /// A large story hardly turns by one more document: what was decided beside it stands, as deciding everything anew says.
    @Test func aLateOneInALargeStory() throws {
        let builder = try Self.builder.get()
        var reader = builder.features
        var random = SplitMix(state: 9)
        let words = (0..<160).map { "w\(String($0 * 7919 + 50_000, radix: 26))x" }
        let features = (0..<700).map { number in
            // One situation of many words, and a few documents beside it.
            let own = (0..<30).map { _ in
                words[min(Int.random(in: 0..<160, using: &random), Int.random(in: 0..<160, using: &random))]
            }
            let beside = number % 9 == 0 ? (0..<30).map { "v\(String(number / 40 * 977 + $0 * 31, radix: 24))y" } : []
            var document = Document(
                id: "d\(number)", text: Text((beside + (number % 18 == 0 ? [] : own)).joined(separator: " ")))
            document.outlet = Stated(Outlet(name: "Outlet"), rule: "test")
            document.published = Dated(
                moment: Self.start.adding(seconds: Int64(number) * 600), precision: .minute)
            return reader.feature(of: document, number: Int64(number + 1), arrived: 0).feature
        }
        var late = Set<Int>()
        for _ in 0..<40 { late.insert(Int.random(in: 560..<690, using: &random)) }
        var inOrder = RunningStories()
        let expected = features.map { inOrder.append($0) }
        var running = RunningStories()
        var told: [Int64: RunningStories.Step] = [:]
        for number in features.indices where !late.contains(number) {
            let step = running.append(features[number])
            told[step.feature.number] = step
        }
        for number in late.shuffled(using: &random) {
            for (step, _) in running.insert([features[number]]) { told[step.feature.number] = step }
            #expect(running.sumsAreThoseOfMembers)
        }
        #expect(features.map { told[$0.number]?.node } == expected.map(\.node))
        #expect(features.map { told[$0.number]?.merges } == expected.map(\.merges))
        var sizes: [Int64: Int] = [:]
        for step in expected { sizes[inOrder.root(of: step.node), default: 0] += 1 }
        #expect(sizes.values.max() ?? 0 > 300 && sizes.count > 5, "\(sizes.values.sorted())")
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

extension RunningStories {
    /// Whether each story's sums are what its members add up to.
    fileprivate var sumsAreThoseOfMembers: Bool {
        nodes.allSatisfy { node in
            guard node.isSummed, parents[Int(indexOf[node.number] ?? 0)] == indexOf[node.number] else { return true }
            var fresh = RunningNode(number: node.number)
            for member in node.members { fresh.add(entries[Int(member)].feature) }
            return node.owed.isEmpty && node.due.isEmpty && fresh.square == node.square
                && fresh.sums == node.sums.filter { $0.value != 0 }
        }
    }
}
