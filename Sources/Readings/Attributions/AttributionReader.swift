import Lexicons
import Texts

/// Finds who said what.
///
/// Source, cue and content follow PolNeAR (Newell, Margolin and Ruths 2018): the content with its conjunction and quotation
/// marks, the source as the whole phrase, the cue as the verb group. Cues are found in the trees, by lexicon; quotations by their marks.
/// Cost: linear in the words.
final class AttributionReader {
    private let lexicons: AttributionLexicons

    init() throws(LexiconError) {
        lexicons = try AttributionLexicons()
    }

    func read(_ reading: inout Reading) {
        guard !reading.tokens.isEmpty else { return }
        var finder = AttributionFinder(reading, lexicons)
        let drafts = finder.find()
        let inside = finder.nesting(drafts)
        let counts = Counts(finder)
        var referents: [Int: Int] = [:]
        for reference in reading.references { referents[reference.token] = reference.entity }
        reading.attributions = drafts.enumerated().map { i, draft in
            let source = SourceReading(draft, finder, referents)
            return Attribution(
                source: draft.source.map { [finder.tree.extent($0)] } ?? [],
                cue: [finder.tree.extent(draft.cue)],
                content: draft.content.map(finder.tree.extent),
                kind: counts.kind(draft.content),
                speaker: source.speaker,
                sourceHead: draft.sourceHead,
                cueHead: draft.cueHead,
                anonymous: source.isAnonymous,
                channel: finder.channel(of: draft),
                inside: inside[i],
                denies: draft.denies,
                rule: draft.rule)
        }
        readFirstPersons(&reading, drafts, finder)
    }

    /// "I", "my" inside a quotation mean whoever speaks it.
    private func readFirstPersons(_ reading: inout Reading, _ drafts: [AttributionDraft], _ finder: AttributionFinder) {
        var added: [Reference] = []
        for (i, draft) in drafts.enumerated() {
            guard let speaker = reading.attributions[i].speaker, reading.entities[speaker].kind == .person,
                draft.hasQuote || reading.attributions[i].kind != .indirect
            else { continue }
            for range in draft.content {
                for token in range where finder.quoteOf[token] >= 0 && reading.tokens[token].upos == .pron {
                    guard
                        finder.tree.isForm(token, "i") || finder.tree.isForm(token, "my")
                            || finder.tree.isForm(token, "me") || finder.tree.isForm(token, "myself")
                    else { continue }
                    added.append(
                        Reference(
                            extent: reading.tokens[token].extent, token: token, entity: speaker, kind: .pronoun,
                            rule: "pronoun.quoted"))
                }
            }
        }
        guard !added.isEmpty else { return }
        var seen = Set(reading.references.map(\.token))
        reading.references += added.filter { seen.insert($0.token).inserted }
        reading.references.sort { ($0.extent.lower, $0.token) < ($1.extent.lower, $1.token) }
    }

    /// Running counts of words, and of words inside quotation marks.
    private struct Counts {
        private var words: [Int32] = [0]
        private var quoted: [Int32] = [0]

        init(_ finder: AttributionFinder) {
            words.reserveCapacity(finder.tokens.count + 1)
            quoted.reserveCapacity(finder.tokens.count + 1)
            for (i, token) in finder.tokens.enumerated() {
                let isWord: Int32 = token.upos == .punct ? 0 : 1
                words.append(words[i] + isWord)
                quoted.append(quoted[i] + (finder.quoteOf[i] >= 0 ? isWord : 0))
            }
        }

        func kind(_ content: [Range<Int>]) -> Attribution.Kind {
            var (all, inside): (Int32, Int32) = (0, 0)
            for range in content {
                all += words[range.upperBound] - words[range.lowerBound]
                inside += quoted[range.upperBound] - quoted[range.lowerBound]
            }
            if inside == 0 { return .indirect }
            return inside == all ? .direct : .mixed
        }
    }
}
