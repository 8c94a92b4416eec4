import Moments
import Texts

/// A length counted from an event: "nearly six months after Kyiv first sent troops".
struct EventAnchor {
    /// Index among the reading's times.
    var time: Int
    /// Its sentence.
    var sentence: Int
    /// "after" the event; otherwise before it.
    var isAfter: Bool
    var match: PatternMatch
    /// Byte at which the event's words start.
    var from: UInt32
}

/// Finds the day of events that lengths are counted from.
///
/// An event is found when another sentence of the document shares at least two of its words, and at least half of them,
/// and carries a date of a month or finer. Words are compared by their first five letters.
enum EventAnchors {
    static func resolve(_ anchors: [EventAnchor], in reading: inout Reading, context: TimeContext) {
        var dated: [Int: Int] = [:]
        var order: [Int] = []
        var sentence = 0
        for (i, time) in reading.times.enumerated() {
            while sentence < reading.sentences.count, reading.sentences[sentence].extent.upper <= time.extent.lower {
                sentence += 1
            }
            guard time.kind == .date || time.kind == .time, time.precision <= .month, time.earliest != nil,
                dated[sentence] == nil, order.count < 400
            else { continue }
            dated[sentence] = i
            order.append(sentence)
        }
        var stems: [Int: Set<UInt64>] = [:]
        for index in order { stems[index] = Set(self.stems(reading, reading.sentences[index].extent, limit: 80)) }
        for anchor in anchors {
            let end = reading.sentences[anchor.sentence].extent.upper
            let event = clause(reading, Extent(lower: min(anchor.from, end), upper: end))
            let wanted = Set(self.stems(reading, event, limit: 12))
            var best: (sentence: Int, shared: Int)?
            for index in order where index != anchor.sentence {
                let shared = wanted.filter { stems[index]?.contains($0) ?? false }.count
                if shared >= 2, shared * 2 >= wanted.count, shared > best?.shared ?? 0 { best = (index, shared) }
            }
            guard let best, let source = dated[best.sentence] else {
                unknown(anchor, reading.text[event], &reading, context)
                continue
            }
            known(anchor, source, &reading)
        }
    }

    private static func known(_ anchor: EventAnchor, _ source: Int, _ reading: inout Reading) {
        let from = reading.times[source]
        guard let start = from.earliest, let end = from.latest, let count = anchor.match[TimeFields.count],
            count.isFinite,
            count < 100_000, let code = anchor.match[TimeFields.unit],
            let size = CalendarUnit.Size(rawValue: Int(code))
        else { return }
        let days: Double =
            switch size {
            case .day: 1.0
            case .weekend, .week: 7.0
            case .month: 30.44
            case .quarter, .season: 91.31
            case .half: 182.6
            case .year: 365.24
            case .decade: 3652.4
            case .century, .millennium: 36_524.0
            case .hour: 1 / 24.0
            case .minute: 1 / 1440.0
            case .second: 1 / 86_400.0
            }
        // Half a unit either way; a whole one where the length is hedged.
        let margin = days * (anchor.match[TimeFields.modifier] == nil ? 0.5 : 1)
        let length = count * days * (anchor.isAfter ? 1 : -1)
        reading.times[anchor.time].earliest = start.adding(seconds: Int64((length - margin) * 86_400))
        reading.times[anchor.time].latest = end.adding(seconds: Int64((length + margin) * 86_400))
        reading.times[anchor.time].precision = .range
        reading.times[anchor.time].anchor = "time \(source)"
    }

    private static func unknown(
        _ anchor: EventAnchor, _ event: String, _ reading: inout Reading, _ context: TimeContext
    ) {
        reading.times[anchor.time].anchor = "event not dated in this document: \(event)"
        reading.times[anchor.time].precision = .range
        if let published = context.published, anchor.isAfter {
            reading.times[anchor.time].latest = Moment(published.adding(days: 1), offset: context.offset)
        }
    }

    /// The words from a point to the end of the clause: the next comma, stop, bracket or dash, at most 80 bytes.
    private static func clause(_ reading: Reading, _ extent: Extent) -> Extent {
        let bytes = reading.text.utf8
        var lower = extent.start
        while lower < extent.end, bytes[lower] <= 0x20 { lower += 1 }
        var upper = lower
        while upper < extent.end {
            let byte = bytes[upper]
            if byte == 0x2C || byte == 0x3B || byte == 0x28 || byte == 0x22 || byte == 0x0A { break }
            if byte == 0x2E, upper + 1 >= extent.end || bytes[upper + 1] <= 0x20 { break }
            if upper - lower >= 80, byte == 0x20 { break }
            upper += 1
        }
        return Extent(lower, max(lower, upper))
    }

    /// The first five letters of each word that carries meaning, packed into a number.
    private static func stems(_ reading: Reading, _ extent: Extent, limit: Int) -> [UInt64] {
        let bytes = reading.text.utf8
        var stems: [UInt64] = []
        var i = extent.start
        while i < extent.end, stems.count < limit {
            guard PieceReader.isLetter(bytes[i]) || bytes[i] >= 0x80 else {
                i += 1
                continue
            }
            var packed: UInt64 = 0
            var length = 0
            while i < extent.end, PieceReader.isLetter(bytes[i]) || bytes[i] >= 0x80 {
                if length < 5 { packed = packed << 8 | UInt64(Vocabulary.fold(bytes[i])) }
                length += 1
                i += 1
            }
            if length >= 4, !stopWords.contains(packed) { stems.append(packed) }
        }
        return stems
    }

    private static let stopWords: Set<UInt64> = {
        var packed: Set<UInt64> = []
        for word in [
            "that", "this", "with", "from", "they", "their", "were", "have", "been", "after", "befor", "first", "which",
            "when", "where", "there", "into", "over", "said", "more", "than", "about", "also", "would", "will", "some",
            "other", "year", "years", "month", "week", "weeks", "days",
        ] {
            packed.insert(word.utf8.reduce(0) { $0 << 8 | UInt64($1) })
        }
        return packed
    }()
}
