import Glibc
import Documents
public import Lexicons
public import Moments
public import Readings
import Texts

/// Which days matter in a collection of dated documents: what a timeline of so many entries should show.
///
/// A day matters when many documents name it, when it is still named a week and more later, and when much was published
/// on it. The score is ln(1 + D) + ln(1 + W) + ln(1 + O) + ½ ln(1 + P): D documents that name the day, W mentions two to
/// seven days after it, O mentions later than that, P documents published on it. The features are those found to tell
/// important dates by Tran, Herder and Markert, "Joint graphical models for date selection in timeline summarization",
/// ACL 2015, and Gholipour Ghalandari and Ifrim, "Examining the state-of-the-art in news timeline summarization", ACL 2020;
/// nothing is learnt.
public struct DayRanking: Sendable {
    /// A day and what speaks for it.
    public struct Day: Sendable {
        /// The day.
        public var day: CivilDay
        /// Documents that name it.
        public var documents: Int
        /// Mentions two to seven days after it.
        public var lately: Int
        /// Mentions more than seven days after it.
        public var later: Int
        /// Documents published on it.
        public var published: Int
        /// Its score; comparable within one collection.
        public var score: Double
        /// Sentences that name it, each with the index of its reading, the most telling first.
        public var sentences: [(reading: Int, sentence: Int)]
    }

    /// Days named by at least one document or published on, most important first; of equal ones the earlier.
    public let days: [Day]

    private struct Count {
        var named: [(reading: Int, sentence: Int)] = []
        var documents = 0
        var lately = 0
        var later = 0
        var published = 0
        var lastDocument = -1

        var score: Double {
            log(1 + Double(documents)) + log(1 + Double(lately)) + log(1 + Double(later)) + log(1 + Double(published))
                / 2
        }
    }

    /// Ranks the days of a collection. Cost: linear in its sentences.
    public init(_ readings: [Reading]) throws(LexiconError) {
        let sketcher = try Sketcher()
        days = Self.counts(readings).map { day, count in
            Day(
                day: day, documents: count.documents, lately: count.lately, later: count.later,
                published: count.published, score: count.score,
                sentences: Self.ordered(count.named, readings, sketcher))
        }.sorted { $0.score != $1.score ? $0.score > $1.score : $0.day < $1.day }
    }

    /// The score of each day alone, without its sentences.
    public static func scores(_ readings: [Reading]) -> [CivilDay: Double] { counts(readings).mapValues(\.score) }

    private static func counts(_ readings: [Reading]) -> [CivilDay: Count] {
        var counts: [CivilDay: Count] = [:]
        for (number, reading) in readings.enumerated() {
            let published = reading.document.published?.moment.day()
            if let published { counts[published, default: Count()].published += 1 }
            for time in reading.times where time.kind == .date || time.kind == .time {
                guard let day = day(time.value) else { continue }
                var count = counts[day, default: Count()]
                if count.lastDocument != number {
                    count.documents += 1
                    count.lastDocument = number
                }
                if let published {
                    let age = published.daysSinceEpoch - day.daysSinceEpoch
                    if age > 7 { count.later += 1 } else if age > 1 { count.lately += 1 }
                }
                if let sentence = sentence(of: time.extent, in: reading),
                    count.named.last ?? (-1, -1) != (number, sentence)
                {
                    count.named.append((number, sentence))
                }
                counts[day] = count
            }
        }
        return counts
    }

    /// The day a TIMEX3 value names, to the day or finer.
    static func day(_ value: String) -> CivilDay? {
        let bytes = Array(value.utf8.prefix(11))
        guard bytes.count >= 10, bytes.count == 10 || bytes[10] == UInt8(ascii: "T"), bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(Optional(0)) { sum, byte in
                guard let sum, byte >= 0x30, byte <= 0x39 else { return nil }
                return sum * 10 + Int(byte - 0x30)
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        return CivilDay(year, month, day)
    }

    private static func sentence(of extent: Extent, in reading: Reading) -> Int? {
        var (low, high) = (0, reading.sentences.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.sentences[middle].extent.upper <= extent.lower { low = middle + 1 } else { high = middle }
        }
        guard low < reading.sentences.count, reading.sentences[low].extent.lower <= extent.lower else { return nil }
        return low
    }

    /// Whole sentences first, those nearest the middle of all that name the day before the rest.
    private static func ordered(
        _ named: [(reading: Int, sentence: Int)], _ readings: [Reading], _ sketcher: Sketcher
    ) -> [(reading: Int, sentence: Int)] {
        guard named.count > 1 else { return named }
        var scanner = WordScanner()
        var centre = TermVector()
        let vectors = named.prefix(200).map { place in
            let reading = readings[place.reading]
            scanner.scan(Array(reading.text[reading.sentences[place.sentence].extent].utf8))
            let vector = sketcher.vector(scanner.words[...], without: Extent(0, 0))
            centre.add(vector, limit: 200)
            return vector
        }
        let scored = vectors.indices.map { i in
            let whole = readings[named[i].reading].sentences[named[i].sentence].kind == .sentence
            return (place: named[i], score: vectors[i].dot(centre) + (whole ? 1000 : 0), order: i)
        }
        return scored.sorted { $0.score != $1.score ? $0.score > $1.score : $0.order < $1.order }.map(\.place)
    }
}
