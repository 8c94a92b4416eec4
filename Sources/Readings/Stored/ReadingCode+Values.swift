import Documents
import Moments

extension ReadingCode {
    // Order of cases is part of the form.
    static let sentenceKinds: [Sentence.Kind] = [.sentence, .heading, .fragment, .caption, .byline, .comment]
    static let nameKinds: [Name.Kind] = [.person, .organisation, .place, .other]
    static let timeKinds: [TimeExpression.Kind] = [.date, .time, .duration, .set]
    static let timePrecisions: [Precision] = [
        .day, .unknown, .year, .month, .partOfDay, .hour, .minute, .second, .week, .weekend, .range, .season, .quarter,
        .half, .decade, .century, .partOfMonth,
    ]
    static let placePrecisions: [Place.Precision] = [.town, .country, .region, .point, .district, .area]
    static let quantityKinds: [Quantity.Kind] = [.total, .increment, .change]
    static let quantityStates: [Quantity.Status] = [.current, .earlier, .other]
    static let attributionKinds: [Attribution.Kind] = [.indirect, .direct, .mixed]
    static let modalities: [Claim.Modality] = [.asserted, .reported, .planned, .possible, .demanded]

    /// Seconds that a kept moment may lie from 1970: 34,000 years.
    static let farthest: Int64 = 1 << 40

    /// Bytes of strings that a reading of a text may hold in all, so that kept bytes cannot ask for more memory.
    static func stringBudget(_ text: Int) -> Int { 8 * text + 65_536 }

    /// Steps of the embedded gazetteer's coordinates, in degrees.
    static let step = 180.0 / 8_388_608.0

    /// A number as a code and, when it is neither whole, nor a place's coordinate, nor of two decimals, its bits.
    static func code(_ value: Double?) -> (code: Int, bits: UInt64?) {
        guard let value else { return (0, nil) }
        func whole(_ number: Double) -> Int? {
            let rounded = number.rounded()
            return abs(rounded) < 1e12 ? Int(rounded) : nil
        }
        func same(_ other: Double) -> Bool { other.bitPattern == value.bitPattern }
        if let number = whole(value), same(Double(number)) { return (1 + CodeWriter.folded(number) << 2, nil) }
        if let number = whole(value / step), same(Double(number) * step) {
            return (2 + CodeWriter.folded(number) << 2, nil)
        }
        if let number = whole(value * 100), same(Double(number) / 100) {
            return (3 + CodeWriter.folded(number) << 2, nil)
        }
        return (4, value.bitPattern)
    }

    /// The number of a code that has no bits behind it.
    static func value(_ code: Int) -> Double? {
        guard code > 0 else { return nil }
        let number = Double(CodeScanner.unfolded((code - 1) >> 2))
        switch (code - 1) & 3 {
        case 0: return number
        case 1: return number * step
        default: return number / 100
        }
    }

    /// Seconds as a code: days, hours, minutes or seconds.
    static func code(_ seconds: Int64) -> Int {
        let count = Int(seconds)
        for (i, unit) in units.enumerated() where count % unit == 0 {
            return CodeWriter.folded(count / unit) << 2 | i
        }
        return 0
    }

    /// The seconds of a code; nil when they are out of bounds.
    static func seconds(_ code: Int) -> Int64? {
        let count = CodeScanner.unfolded(code >> 2)
        guard abs(count) <= farthest else { return nil }
        return Int64(count * units[code & 3])
    }

    private static let units = [86_400, 3600, 60, 1]

    /// What times are counted from: the day the document was published.
    static func base(_ document: Document) -> Int64 {
        let seconds = document.published?.moment.seconds ?? 0
        return abs(seconds) > farthest ? 0 : seconds - (seconds % 86_400 + 86_400) % 86_400
    }

    /// The value that a day's expression has: `2025-03-02`.
    static func day(_ time: TimeExpression) -> String? {
        time.precision == .day ? time.earliest?.day().iso : nil
    }

    static func geonames(_ number: Int) -> String { "geonames:\(number)" }

    /// A mention of a place, equal to those that mean the same place and tell it alike.
    struct SamePlace: Hashable {
        var place: Place

        static func == (a: Self, b: Self) -> Bool {
            let (a, b) = (a.place, b.place)
            return a.latitude?.bitPattern == b.latitude?.bitPattern
                && a.longitude?.bitPattern == b.longitude?.bitPattern
                && StringCode.same(a.label, b.label) && StringCode.same(a.country, b.country)
                && StringCode.same(a.region, b.region) && StringCode.same(a.gazetteer, b.gazetteer)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(place.latitude?.bitPattern)
            hasher.combine(place.longitude?.bitPattern)
            hasher.combine(place.label)
            hasher.combine(place.country)
            hasher.combine(place.region)
            hasher.combine(place.gazetteer)
        }
    }

    /// Whether following each entry's parent (below 0: none) always comes to an end.
    static func isForest(_ parents: [Int]) -> Bool {
        var state = [UInt8](repeating: 0, count: parents.count)
        for start in parents.indices where state[start] == 0 {
            var at = start
            while at >= 0, state[at] == 0 {
                state[at] = 1
                at = parents[at]
                if at >= parents.count { return false }
            }
            if at >= 0, state[at] == 1 { return false }
            at = start
            while at >= 0, state[at] == 1 {
                state[at] = 2
                at = parents[at]
            }
        }
        return true
    }
}
