import Texts
public import Captures
public import Lexicons
public import Moments
public import Stories
import Documents
import Readings

/// Writes stories up: chooses, orders, composes and cites. The same stories give the same report.
public struct ReportBuilder: Sendable {
    /// What the report should be about.
    public struct Options: Sendable {
        /// The moment the report speaks for, when the user chose one.
        public var asOf: Moment?
        /// The moment since when changes are told.
        public var since: Moment?
        /// Whether long sections are printed whole.
        public var all: Bool
        /// Name and version of the models that read the documents.
        public var models: [String]
        /// Version of the program.
        public var version: String

        /// Makes options.
        public init(
            asOf: Moment? = nil, since: Moment? = nil, all: Bool = false, models: [String] = [], version: String = "0"
        ) {
            self.asOf = asOf
            self.since = since
            self.all = all
            self.models = models
            self.version = version
        }
    }

    let silence: SilencePhrases
    let editor: EditorRules

    /// Stories that people's formats print in full; the others are listed by name.
    static let mostStories = 4

    /// Makes a builder from the embedded lexicons.
    public init() throws(LexiconError) {
        silence = try SilencePhrases()
        editor = try EditorRules()
    }

    /// Writes a report on stories that hold only documents known at `asOf`.
    public func report(
        on stories: [Story], options: Options = Options(), later: Int = 0, undatedLeftOut: Int = 0,
        skipped: [Skipped] = []
    ) -> Report {
        let latest = stories.compactMap { story in
            story.readings.compactMap { $0.document.published?.moment }.max()
        }.max()
        let asOf = options.asOf ?? latest
        let long = stories.enumerated().prefix { i, story in
            options.all || i == 0 || i < Self.mostStories && story.readings.count > 1
        }
        return Report(
            printed: long.count, asOf: asOf, asOfChosen: options.asOf != nil, since: options.since,
            stories: stories.map { write($0, asOf: asOf, options: options) }, later: later,
            undatedLeftOut: undatedLeftOut, skipped: skipped, models: options.models, version: options.version)
    }

    /// Writes one story up.
    func write(_ story: Story, asOf: Moment?, options: Options) -> StoryReport {
        let view = StoryView(story, editor: editor)
        var report = StoryReport(story)
        var evidence = EvidenceList()
        report.counts = counts(story)
        let numbers = NumberWriter(view: view, all: options.all)
        report.numbers = numbers.tables(&evidence)
        report.inShort = inShort(view, report.numbers, &evidence)
        if let since = options.since {
            report.changes = ChangeFinder(view: view, since: since).changes(&evidence, tables: report.numbers)
        }
        let timeline = TimelineWriter(view: view, all: options.all)
        (report.timeline, report.timelineLeftOut) = timeline.entries(&evidence)
        report.voices = VoiceWriter(view: view, all: options.all).entries(&evidence)
        (report.disputes, report.disputesLeftOut) = DisputeWriter(view: view, all: options.all).disputes(&evidence)
        report.corrections = DisputeWriter(view: view).corrections(&evidence)
        report.places = PlaceWriter(view: view).entries(&evidence)
        let shown = Set((report.inShort + report.timeline.map(\.statement)).map(\.text))
        report.background = background(view, &evidence, all: options.all, shown: shown)
        report.gaps = GapFinder(view: view, silence: silence, asOf: asOf).gaps(report, &evidence)
        (report.unplaced, report.unplacedLeftOut) = UnplacedWriter(view: view, all: options.all).entries(&evidence)
        report.evidence = evidence.numbered(view)
        return report
    }

    /// The figures at the head of a report.
    private func counts(_ story: Story) -> StoryReport.Counts {
        var counts = StoryReport.Counts()
        counts.documents = story.readings.count
        counts.outlets = Set(story.readings.compactMap { $0.document.outlet?.value.name }).count
        // A bare heading tells nothing, so it is no origin.
        let telling = story.origins.indices.filter { d in
            d < story.readings.count && story.readings[d].sentences.contains { $0.kind == .sentence }
        }
        // Documents that do not say who published them may all be one newsroom's: one origin, one voice.
        let nameless = story.readings.map(\.document).filter { $0.outlet == nil }
        let unknown = Set(nameless.map(Origin.ownRoot(of:)))
        counts.origins = Set(telling.map { story.origins[$0].root }.map { unknown.contains($0) ? "" : $0 }).count
        let news = story.events.filter { !$0.background }
        counts.voices =
            Set(
                news.flatMap(\.tellings).map { telling in
                    let document = story.readings[telling.citation.document].document
                    return telling.source == nil && document.outlet == nil ? "" : telling.voice
                }
            ).count
        counts.events = news.count
        counts.agreed = news.count { $0.mark == .agreed }
        counts.disputed = news.count { $0.mark == .disputed }
        counts.single = news.count { $0.mark == .single }
        return counts
    }

    /// What it is about, how the first figures stand, then what else matters.
    private func inShort(
        _ view: StoryView, _ tables: [NumberTable], _ evidence: inout EvidenceList
    ) -> [Statement] {
        var measures: Set<String> = []
        let figures = tables.filter { table in
            table.current != nil && table.standsAlone
                && measures.insert(view.story.series[table.series].measure).inserted
        }.prefix(2).compactMap(\.current)
        // A sentence whose figure is printed in composed form is not printed again.
        let printed = Set(figures.flatMap(\.evidence).map { evidence.citations[$0] })
        let chooser = LeadChooser(view: view, printed: printed)
        let room = LeadChooser.most - figures.count
        let writer = EventWriter(view: view)
        var chosen = chooser.choose(room: room).map { candidate in
            writer.statement(candidate.citation, event: candidate.event, &evidence)
        }
        chosen.insert(contentsOf: figures, at: min(1, chosen.count))
        return chosen
    }

    /// Older matters, the most told first.
    private func background(
        _ view: StoryView, _ evidence: inout EvidenceList, all: Bool, shown: Set<String>
    ) -> [Statement] {
        var seen = shown
        let writer = EventWriter(view: view)
        let events = view.story.events.enumerated().filter { view.isBackground($0.element) }
            .sorted { ($1.element.origins.count, $0.offset) < ($0.element.origins.count, $1.offset) }
        var statements: [Statement] = []
        for (e, event) in events {
            guard let citation = writer.best(event) else { continue }
            guard seen.insert(view.quote(citation)).inserted else { continue }
            guard all || statements.count < 12 else { break }
            statements.append(writer.statement(citation, event: e, &evidence))
        }
        return statements
    }
}
