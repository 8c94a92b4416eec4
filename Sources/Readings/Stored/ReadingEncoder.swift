import Moments
import Texts

/// Writes one reading in the form of `ReadingCode`. `ReadingDecoder` reads the same, field by field.
struct ReadingEncoder {
    let reading: Reading
    let text: [UInt8]
    let forecast: WordForecast
    var out: CodeWriter
    var strings = StringCode()
    /// False once something was met that could not be read back.
    var fits = true
    /// Bytes of strings that reading back will make.
    var made = 0
    private let starts: [UInt32]
    private let ends: [UInt32]

    init(_ reading: Reading) {
        self.reading = reading
        text = reading.text.utf8
        forecast = WordForecast(reading.text)
        out = CodeWriter(capacity: 2048)
        starts = reading.tokens.map(\.extent.lower)
        ends = reading.tokens.map(\.extent.upper)
    }

    /// Everything behind the check; nil when it could not be read back.
    mutating func encode() -> [UInt8]? {
        writeTokens()
        writeSentences()
        writeNames()
        writeEntities()
        writeReferences()
        writeTimes()
        writePlaces()
        writeQuantities()
        writeAttributions()
        writeClaims()
        var whole = CodeWriter(capacity: out.bytes.count + 512)
        made += strings.write(to: &whole, text)
        guard fits, made <= ReadingCode.stringBudget(text.count) else { return nil }
        whole.append(out.bytes)
        return whole.bytes
    }

    // MARK: Values

    mutating func string(_ string: String) { out.number(strings.number(of: string)) }

    mutating func optional(_ string: String?) { out.number(string.map { strings.number(of: $0) + 1 } ?? 0) }

    /// An index into a list of `count`.
    mutating func index(_ index: Int, of count: Int) {
        if index < 0 || index >= count { fits = false }
        out.number(max(0, index))
    }

    mutating func optional(_ index: Int?, of count: Int) {
        if let index, index < 0 || index >= count { fits = false }
        out.number(index.map { max(0, $0) + 1 } ?? 0)
    }

    /// A word by its distance from another.
    mutating func token(_ token: Int, near: Int) {
        if token < 0 || token >= starts.count { fits = false }
        out.signed(token - near)
    }

    /// A stretch of the text: its first word by the distance from `near`, and how many more it spans; or, when it does not
    /// begin and end with words, 0 and its bytes. `near` becomes its last word.
    mutating func extent(_ extent: Extent, near: inout Int) {
        if extent.lower > extent.upper || extent.end > text.count { fits = false }
        let first = Self.place(of: extent.lower, in: starts)
        let last = Self.place(of: extent.upper, in: ends)
        if let first, let last, first <= last {
            out.number(1 + CodeWriter.folded(first - near))
            out.number(last - first)
            near = last
        } else {
            out.number(0)
            out.number(extent.start)
            out.number(max(0, extent.count))
        }
    }

    private static func place(of offset: UInt32, in list: [UInt32]) -> Int? {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low < list.count && list[low] == offset ? low : nil
    }

    mutating func double(_ value: Double?) {
        let (code, bits) = ReadingCode.code(value)
        out.number(code)
        guard let bits else { return }
        for shift in stride(from: 0, to: 64, by: 8) { out.byte(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    }

    /// A list of indexes, each by its distance from the one before; `near` becomes the last.
    mutating func indexes(_ list: [Int], of count: Int, near: inout Int) {
        out.number(list.count)
        for index in list {
            if index < 0 || index >= count { fits = false }
            out.signed(index - near)
            near = index
        }
    }

    /// The number of a case; a case that is not listed cannot be kept.
    mutating func code<Case: Equatable>(_ value: Case, _ cases: [Case]) -> Int {
        if let number = cases.firstIndex(of: value) { return number }
        fits = false
        return 0
    }

    /// Whether a string is a stretch of the text, byte for byte.
    func isText(_ string: String, _ extent: Extent) -> Bool {
        guard extent.lower <= extent.upper, extent.end <= text.count, string.utf8.count == extent.count else {
            return false
        }
        return text[extent.range].elementsEqual(string.utf8)
    }
}
