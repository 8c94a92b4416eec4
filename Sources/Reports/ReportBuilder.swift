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
        report(
            on: stories.map { draft($0, all: options.all) }, options: options, later: later,
            undatedLeftOut: undatedLeftOut, skipped: skipped)
    }

    /// The same on stories that are drafted already, with the same `all`.
    public func report(
        on drafts: [StoryDraft], options: Options = Options(), later: Int = 0, undatedLeftOut: Int = 0,
        skipped: [Skipped] = []
    ) -> Report {
        let asOf = options.asOf ?? drafts.compactMap { $0.report.view.span?.last }.max()
        let long = drafts.enumerated().prefix { i, draft in
            options.all || i == 0 || i < Self.mostStories && draft.story.readings.count > 1
        }
        return Report(
            printed: long.count, asOf: asOf, asOfChosen: options.asOf != nil, since: options.since,
            stories: drafts.map { finish($0, asOf: asOf, since: options.since) }, later: later,
            undatedLeftOut: undatedLeftOut, skipped: skipped, models: options.models, version: options.version)
    }

    /// Writes a story up but for what depends on the moments of a report.
    ///
    /// - Parameter all: whether long sections are printed whole.
    public func draft(_ story: Story, all: Bool = false) -> StoryDraft {
        let view = StoryView(story, editor: editor)
        var report = StoryReport(view)
        var evidence = EvidenceList()
        report.counts = counts(story)
        report.numbers = NumberWriter(view: view, all: all).tables(&evidence)
        report.inShort = inShort(view, report.numbers, &evidence)
        (report.timeline, report.timelineLeftOut) = TimelineWriter(view: view, all: all).entries(&evidence)
        (report.voices, report.voicesLeftOut) = VoiceWriter(view: view, all: all).entries(&evidence)
        (report.disputes, report.disputesLeftOut) = DisputeWriter(view: view, all: all).disputes(&evidence)
        report.corrections = DisputeWriter(view: view).corrections(&evidence)
        report.places = PlaceWriter(view: view).entries(&evidence)
        let shown = Set((report.inShort + report.timeline.map(\.statement)).map(\.text))
        report.background = background(view, &evidence, all: all, shown: shown)
        let gaps = GapFinder(view: view, silence: silence).lasting(report, &evidence)
        (report.unplaced, report.unplacedLeftOut) = UnplacedWriter(view: view, all: all).entries(&evidence)
        return StoryDraft(report: report, evidence: evidence, numbered: evidence.numbered(view), gaps: gaps)
    }

    /// Adds to a draft what depends on the moments: what changed, what is old by now, and the numbers of cited sentences.
    private func finish(_ draft: StoryDraft, asOf: Moment?, since: Moment?) -> StoryReport {
        var report = draft.report
        var evidence = draft.evidence
        if let since {
            report.changes = ChangeFinder(view: report.view, since: since).changes(&evidence, tables: report.numbers)
        }
        let gaps = GapFinder(view: report.view, silence: silence)
        report.gaps = draft.gaps.first + gaps.aged(report, asOf: asOf, &evidence) + draft.gaps.last
        let isMore = evidence.citations.count > draft.numbered.count
        report.evidence = isMore ? evidence.numbered(report.view) : draft.numbered
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
        var figures: [Statement] = []
        let numbers = NumberWriter(view: view, all: false)
        for table in tables where table.standsAlone && figures.count < 2 {
            let measure = view.story.series[table.series].measure
            guard !measures.contains(measure), let figure = numbers.standing(table, evidence) else { continue }
            measures.insert(measure)
            // One sentence may tell of both.
            if !figures.contains(where: { $0.isQuoted && $0.evidence.first == figure.evidence.first }) {
                figures.append(figure)
            }
        }
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
