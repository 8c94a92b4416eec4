public import Documents
public import Lexicons
import Moments
public import Readings
import Texts

/// Groups readings into stories and works out what each adds up to.
///
/// Cost: about linear in the number of sentences; candidates for every comparison come from inverted indexes with bounded lists.
public struct StoryBuilder: Sendable {
    let grouper: StoryGrouper
    private let originBuilder: OriginBuilder
    private let sketcher: Sketcher
    private let eventBuilder: EventBuilder
    private let correctionFinder: CorrectionFinder
    private let outcomes: Outcomes
    private let denials: DenialRules
    private let commitment: Commitment
    private let names: SourceNames
    private let families: PredicateFamilies
    private let single: SingleOccurrences
    private let bodies: SourceBodies
    /// Makes what the running stories of an archive are told apart by.
    public let features: FeatureReader
    /// What people put right; laid over the readings of every story.
    public var amendments: [Amendment] = []

    /// Makes a builder from the embedded lexicons.
    ///
    /// - Parameter limits: what decides which documents make one story.
    public init(limits: ClusterLimits = .report) throws(LexiconError) {
        originBuilder = try OriginBuilder()
        sketcher = try Sketcher()
        eventBuilder = try EventBuilder()
        correctionFinder = try CorrectionFinder()
        outcomes = try Outcomes()
        denials = try DenialRules()
        commitment = try Commitment()
        names = try SourceNames()
        families = try PredicateFamilies()
        single = try SingleOccurrences()
        bodies = try SourceBodies()
        features = try FeatureReader(limits: limits)
        grouper = StoryGrouper(limits: limits, reader: features)
    }

    /// Stories, largest first. The same readings give the same stories, in whatever order those of one time come.
    public func stories(of readings: [Reading]) -> [Story] {
        let ordered = Self.ordered(readings)
        return grouper.groups(ordered.map(\.document)).map { group in
            story(group.members.map { ordered[$0] }, group.vectors)
        }
    }

    /// The id of a story, made from its first document.
    public static func storyID(first document: Document) -> String {
        "s-" + Fingerprint(of: Array((document.id + "\n").utf8) + document.text.utf8.prefix(4096)).short(10)
    }

    /// The id of a story split off another, made from that one's id and its own first document's.
    public static func storyID(splitFrom story: String, first document: String) -> String {
        "s-" + Fingerprint(of: Array("\(story)\n\(document)".utf8)).short(10)
    }

    /// By published time, of equal times by id; undated last, in the order given.
    static func ordered(_ readings: [Reading]) -> [Reading] {
        readings.enumerated().sorted { a, b in
            switch (a.element.document.published?.moment, b.element.document.published?.moment) {
            case (let x?, let y?):
                if x != y { return x < y }
                return a.element.document.id != b.element.document.id
                    ? a.element.document.id < b.element.document.id : a.offset < b.offset
            case (.some, nil): return true
            case (nil, .some): return false
            case (nil, nil): return a.offset < b.offset
            }
        }.map(\.element)
    }

    func story(_ readings: [Reading], _ vectors: [TermVector]) -> Story {
        var readings = readings
        NameVotes.settle(&readings)
        let applied = amendments.filter { amendment in
            var concerns = false
            for i in readings.indices where amendment.apply(to: &readings[i]) { concerns = true }
            return concerns
        }
        var story = Story(id: Self.storyID(first: readings[0].document), title: "", readings: readings)
        story.amendments = applied
        let (found, outlets) = originBuilder.origins(of: readings) { vectors[$0].dot(vectors[$1]) }
        let origins = Amendment.reprinted(applied, found, readings)
        story.origins = origins
        let joiner = PersonJoiner(readings)
        let people = Amendment.named(applied, joiner.people)
        story.people = people
        let voices = VoiceReader(
            readings: readings, people: people, personOf: joiner.personOf, outlets: outlets,
            names: names)
        let sketches = sketcher.sketches(readings, personOf: joiner.personOf)
        let corroborator = Corroborator(
            readings: readings, origins: origins, outlets: outlets, voices: voices, people: people,
            personOf: joiner.personOf, commitment: commitment)
        let drafts = Amendment.setApart(applied, eventBuilder.events(sketches), sketches, readings)
        let events = drafts.map { corroborator.event($0, sketches) }
        story.events = Self.sorted(events)
        story.corrections = correctionFinder.corrections(readings, origins, outlets: outlets)
        story.series =
            LedgerBuilder(
                readings: readings, origins: origins, voices: voices, corrections: story.corrections, bodies: bodies
            ).series()
        var byClaim = [[Int: ClaimSketch]](repeating: [:], count: readings.count)
        for sketch in sketches { byClaim[sketch.document][sketch.claim] = sketch }
        let finder = ContradictionFinder(readings: readings, origins: origins, voices: voices, outcomes: outcomes)
        var eventOf = [[Int: Int]](repeating: [:], count: readings.count)
        for (e, event) in story.events.enumerated() {
            for telling in event.tellings { eventOf[telling.citation.document][telling.claim] = e }
        }
        let spoken = DenialFinder(
            readings: readings, voices: voices, commitment: commitment, rules: denials, families: families,
            sketcher: sketcher, personOf: joiner.personOf
        ).contradictions(sketches, eventOf: eventOf)
        let slots = SlotFinder(
            readings: readings, origins: origins, voices: voices, corrections: story.corrections,
            commitment: commitment, single: single, personOf: joiner.personOf
        ).contradictions(sketches)
        story.contradictions = finder.contradictions(story.events, story.series, byClaim, spoken: spoken + slots)
        mark(&story)
        story.title = StoryTitle(story: story, vectors: vectors, reader: features).title
        return story
    }

    /// An event is disputed when one of its claims stands in an open contradiction, or its count does.
    ///
    /// Whoever denies it is heard on it. A contradiction that names no claim disputes all that its sentence tells.
    private func mark(_ story: inout Story) {
        var disputed: [Citation: Set<Int>] = [:]
        var whole: Set<Citation> = []
        var figures: Set<Citation> = []
        var denied: [Citation: [(claim: Int?, by: String)]] = [:]
        for contradiction in story.contradictions where contradiction.status == .open {
            if contradiction.kind == .number {
                figures.insert(contradiction.a)
                figures.insert(contradiction.b)
                continue
            }
            for (citation, claim) in [(contradiction.a, contradiction.claimA), (contradiction.b, contradiction.claimB)]
            {
                if let claim {
                    disputed[citation, default: []].insert(claim)
                } else if contradiction.kind != .denial {
                    whole.insert(citation)
                }
            }
            if contradiction.kind == .denial, let by = contradiction.sourceB {
                denied[contradiction.a, default: []].append((contradiction.claimA, by))
            }
        }
        for e in story.events.indices {
            let event = story.events[e]
            let isDisputed = event.tellings.contains { telling in
                let reading = story.readings[telling.citation.document]
                if figures.contains(telling.citation),
                    reading.claims[telling.claim].quantities.contains(where: { reading.quantities[$0].counts != nil })
                {
                    return true
                }
                return whole.contains(telling.citation) || disputed[telling.citation]?.contains(telling.claim) ?? false
            }
            if isDisputed { story.events[e].mark = .disputed }
            for telling in event.tellings {
                for (claim, by) in denied[telling.citation] ?? [] where claim == nil || claim == telling.claim {
                    if !story.events[e].denies.contains(by) { story.events[e].denies.append(by) }
                }
            }
        }
    }

    /// In order of time, undated last; of equal times by the first telling.
    static func sorted(_ events: [Event]) -> [Event] {
        events.enumerated().sorted { a, b in
            switch (a.element.start, b.element.start) {
            case (let x?, let y?): x != y ? x < y : a.offset < b.offset
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): a.offset < b.offset
            }
        }.map(\.element)
    }
}
