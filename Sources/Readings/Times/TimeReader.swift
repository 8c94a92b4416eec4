import Documents
import Lexicons
import Moments
import Texts

/// Finds time expressions and places them on the calendar.
///
/// Needs sentences; uses tags, trees and names where they are there. Adds `times`.
final class TimeReader {
    private let rules: TimeRules
    private let matcher: PatternMatcher
    private let pieceReader: PieceReader
    private var pieces: [Piece] = []
    private var found: [PatternMatch] = []
    private let cues: [Int32: TimeResolver.Cue]
    private let tenses: TenseReader

    init() throws(LexiconError) {
        rules = try TimeRules()
        tenses = try TenseReader()
        matcher = PatternMatcher(set: rules.set)
        let vocabulary = rules.set.vocabulary
        pieceReader = PieceReader(vocabulary: vocabulary)
        func index(_ word: String) -> Int32 { Int32(vocabulary.words.firstIndex(of: word) ?? -1) }
        var cues: [Int32: TimeResolver.Cue] = [:]
        for (word, cue) in [
            ("until", TimeResolver.Cue.until), ("till", .until), ("through", .until), ("effective", .until),
            ("due", .until),
            ("by", .by), ("since", .since),
        ]
        where index(word) >= 0 { cues[index(word)] = cue }
        self.cues = cues
    }

    func read(_ reading: inout Reading) {
        var resolver = TimeResolver(
            festivals: rules.festivals, periods: rules.periods, context: TimeContext(reading.document))
        let kept = reading.times
        read(&reading, &resolver)
        guard resolver.context.isLate else { return }
        // What stands before the first word that told of it is read again.
        resolver.context = TimeContext(reading.document)
        resolver.context.isLate = true
        reading.times = kept
        read(&reading, &resolver)
    }

    @inline(never)
    private func read(_ reading: inout Reading, _ resolver: inout TimeResolver) {
        var pending: [EventAnchor] = []
        let text = reading.text
        text.utf8.withUnsafeBufferPointer { bytes in
            var next = 0
            while next < reading.sentences.count {
                let index = next
                var sentence = reading.sentences[index]
                next += 1
                // "at 10 p.m. | Wednesday": a split after the stop of a.m. and p.m. is undone.
                while next < reading.sentences.count, Self.endsInHour(bytes, sentence.extent),
                    reading.sentences[next].block == sentence.block
                {
                    sentence.extent = sentence.extent.union(reading.sentences[next].extent)
                    sentence.tokens = sentence.tokens.lowerBound..<reading.sentences[next].tokens.upperBound
                    next += 1
                }
                pieces.removeAll(keepingCapacity: true)
                found.removeAll(keepingCapacity: true)
                pieceReader.read(bytes, sentence.extent, into: &pieces)
                matcher.matches(
                    pieces, pieces.indices, categories: rules.categories, refuse: { self.runsOn($0) }, into: &found)
                guard !found.isEmpty else { continue }
                resolver.context.sentence = index
                resolver.context.block = sentence.block
                for match in found { add(match, sentence, index, &resolver, &reading, &pending, bytes) }
            }
        }
        if !pending.isEmpty { EventAnchors.resolve(pending, in: &reading, context: resolver.context) }
    }

    private func add(
        _ match: PatternMatch, _ sentence: Sentence, _ index: Int, _ resolver: inout TimeResolver,
        _ reading: inout Reading, _ pending: inout [EventAnchor], _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        let rule = rules.set.rules[match.rule]
        guard rules.set.rules[match.order].category != rules.none else { return }
        let extent = Extent(
            lower: pieces[match.span.lowerBound].lower, upper: pieces[match.span.upperBound - 1].upper)
        guard !isPersonsName(extent, reading), !isTitle(match.span, sentence, bytes) else { return }
        let cue = match.span.lowerBound > 0 ? cues[pieces[match.span.lowerBound - 1].word] ?? .none : .none
        guard
            var meaning = resolver.meaning(
                of: match, tense: { self.tense(at: extent, sentence, reading, match) },
                outlook: { self.tenses.outlook(of: reading.tokens(in: extent), in: reading, sentence: sentence) },
                cue: cue)
        else { return }
        var kind = match[TimeFields.type].map { TimeFields.kinds[Int($0)] } ?? Self.kind(match, meaning)
        if meaning.value.hasPrefix("P"), !meaning.value.hasSuffix("_REF"), kind == .date || kind == .time {
            kind = .duration
        }
        if meaning.value == "PAST_REF" || meaning.value == "FUTURE_REF" { kind = .date }
        var (earliest, latest) = bounds(meaning, resolver.context)
        let modifier = match[TimeFields.modifier].map { TimeFields.modifiers[Int($0)] }
        if let clock = match[TimeFields.clock] {
            timeOfDay(clock + (match[TimeFields.extra] ?? 0), match, &meaning, &earliest, &latest, resolver.context)
        } else if let part = match[TimeFields.part] {
            partOfDay(TimeFields.parts[Int(part)], &meaning, &earliest, &latest, resolver.context)
        } else if let modifier, let unit = meaning.unit {
            narrow(modifier, unit, &meaning, &earliest, &latest, resolver.context)
        }
        let number = reading.times.count
        reading.times.append(
            TimeExpression(
                extent: extent, kind: kind, value: meaning.value, earliest: earliest, latest: latest,
                precision: meaning.precision, modifier: modifier, rule: rule.id, anchor: meaning.anchor))
        if let event = match[TimeFields.event], pending.count < 64 {
            pending.append(
                EventAnchor(time: number, sentence: index, isAfter: event == 0, match: match, from: eventStart(match)))
        }
        remember(
            meaning, kind, number, index,
            isCounted: match[TimeFields.operation] == Double(TimeFields.Operation.shift.rawValue), &resolver.context)
    }

    /// "a year" of "a year-earlier profit" is no length, nor is any length before a hyphen.
    private func runsOn(_ match: PatternMatch) -> Bool {
        let at = match.span.upperBound
        guard at + 1 < pieces.count, pieces[at].kind == .sign, pieces[at].word == rules.hyphen, !pieces[at].spaced,
            !pieces[at + 1].spaced, pieces[at + 1].kind == .word
        else { return false }
        let next = pieces[at + 1].word < 0 ? "" : rules.set.vocabulary.words[Int(pieces[at + 1].word)]
        if next == "earlier" || next == "ago" { return true }
        return rules.lengths.contains(rules.set.rules[match.order].category) && next != "long" && next != "old"
    }

    private static func endsInHour(_ bytes: UnsafeBufferPointer<UInt8>, _ extent: Extent) -> Bool {
        let end = extent.end
        guard extent.count > 5, bytes[end - 1] == 0x2E, bytes[end - 2] == 0x6D, bytes[end - 3] == 0x2E else {
            return false
        }
        return bytes[end - 4] == 0x61 || bytes[end - 4] == 0x70
    }

    private func eventStart(_ match: PatternMatch) -> UInt32 { pieces[min(match.end, pieces.count) - 1].upper }

    private func remember(
        _ meaning: TimeMeaning, _ kind: TimeExpression.Kind, _ number: Int, _ sentence: Int, isCounted: Bool,
        _ context: inout TimeContext
    ) {
        guard kind == .date || kind == .time, let unit = meaning.unit else { return }
        context.reference = (unit, sentence, number)
        if case .day(let day) = unit { context.referenceDay = (day, sentence, number) }
        if case .quarter = unit, !isCounted || unit == context.quarter?.unit { context.quarter = (unit, sentence) }
        if meaning.namesYear {
            switch unit {
            case .day(let day): context.namedYear = (day.year, context.block, sentence)
            case .month(let year, _), .season(let year, _): context.namedYear = (year, context.block, sentence)
            default: break
            }
        }
    }

    private static func kind(_ match: PatternMatch, _ meaning: TimeMeaning) -> TimeExpression.Kind {
        switch match[TimeFields.operation].flatMap({ TimeFields.Operation(rawValue: Int($0)) }) {
        case .duration?: .duration
        case .set?: .set
        case .clock?: .time
        default: .date
        }
    }

    /// A month or weekday inside a person's longer name is no date: "April Smith".
    private func isPersonsName(_ extent: Extent, _ reading: Reading) -> Bool {
        guard !reading.names.isEmpty else { return false }
        var low = 0
        var high = reading.names.count
        while low < high {
            let middle = (low + high) / 2
            if reading.names[middle].extent.upper <= extent.lower { low = middle + 1 } else { high = middle }
        }
        guard low < reading.names.count else { return false }
        let name = reading.names[low]
        return name.kind == .person && name.extent.contains(extent) && name.extent != extent
    }

    /// "Today" with a capital behind another capitalised word inside a sentence is part of a title: "told Worldline Today".
    private func isTitle(_ span: Range<Int>, _ sentence: Sentence, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard span.count == 1, span.lowerBound > 1, pieces[span.lowerBound].capital else { return false }
        let word = pieces[span.lowerBound]
        let before = pieces[span.lowerBound - 1]
        guard word.upper - word.lower == 5, bytes[Int(word.lower)] == UInt8(ascii: "T"),
            bytes[Int(word.lower) + 4] == UInt8(ascii: "y")
        else { return false }
        return before.capital && before.kind == .word
    }

    private func tense(at extent: Extent, _ sentence: Sentence, _ reading: Reading, _ match: PatternMatch) -> Tense {
        let tokens = reading.tokens
        var low = sentence.tokens.lowerBound
        var high = sentence.tokens.upperBound
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].extent.upper <= extent.lower { low = middle + 1 } else { high = middle }
        }
        if low < sentence.tokens.upperBound, tokens[low].xpos != .xx {
            return tenses.tense(of: low, in: reading, sentence: sentence)
        }
        return SurfaceTense.tense(pieces, match.span, rules.set.vocabulary)
    }
}
