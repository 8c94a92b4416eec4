import Documents
import Moments
import Texts

/// Reads what `ReadingEncoder` wrote. Whatever the bytes are, every index of the reading has its entry, every stretch lies in
/// the text, no chain of heads or attributions runs in a circle, and memory is bounded.
struct ReadingDecoder {
    var scanner: CodeScanner
    var reading: Reading
    let text: [UInt8]
    let forecast: WordForecast
    var strings: [String] = []
    /// Bytes of strings that may still be made.
    private var budget: Int

    init(_ bytes: [UInt8], from start: Int, of document: Document) {
        scanner = CodeScanner(bytes, from: start)
        reading = Reading(document)
        text = document.text.utf8
        forecast = WordForecast(document.text)
        budget = ReadingCode.stringBudget(text.count)
    }

    mutating func decode() throws(ReadingCodeError) -> Reading {
        try readStrings()
        try readTokens()
        try readSentences()
        try readNames()
        try readEntities()
        try readReferences()
        try readTimes()
        try readPlaces()
        try readQuantities()
        try readAttributions()
        try readClaims()
        guard scanner.rest == 0 else { throw .malformed }
        reading.linkDependents()
        return reading
    }

    // MARK: Values

    /// Bytes of a string that is about to be made.
    mutating func spend(_ count: Int) throws(ReadingCodeError) {
        budget -= count
        guard budget >= 0 else { throw .malformed }
    }

    private mutating func readStrings() throws(ReadingCodeError) {
        let count = try scanner.count(each: 2)
        strings.reserveCapacity(count)
        for _ in 0..<count {
            let place = try scanner.number()
            let length = try scanner.number()
            if place > 0 {
                guard place - 1 <= text.count, length <= text.count - (place - 1) else { throw .malformed }
                strings.append(try string(at: Extent(place - 1, place - 1 + length)))
            } else {
                try spend(length)
                strings.append(String(decoding: try scanner.take(length), as: UTF8.self))
            }
        }
    }

    private func listed(_ number: Int) throws(ReadingCodeError) -> String {
        let list = number & 1 == 0 ? strings : CommonStrings.all
        guard number >> 1 < list.count else { throw .malformed }
        return list[number >> 1]
    }

    mutating func string() throws(ReadingCodeError) -> String { try listed(try scanner.number()) }

    func string(numbered number: Int) throws(ReadingCodeError) -> String { try listed(number) }

    mutating func optionalString() throws(ReadingCodeError) -> String? {
        let number = try scanner.number()
        return number == 0 ? nil : try listed(number - 1)
    }

    /// A stretch of the text as a string.
    mutating func string(at extent: Extent) throws(ReadingCodeError) -> String {
        try spend(extent.count)
        return String(decoding: text[extent.range], as: UTF8.self)
    }

    mutating func optionalIndex(of count: Int) throws(ReadingCodeError) -> Int? {
        let number = try scanner.index(below: count + 1)
        return number == 0 ? nil : number - 1
    }

    mutating func token(near: Int) throws(ReadingCodeError) -> Int {
        let token = near + (try scanner.signed())
        guard token >= 0, token < reading.tokens.count else { throw .malformed }
        return token
    }

    mutating func extent(near: inout Int) throws(ReadingCodeError) -> Extent {
        let place = try scanner.number()
        if place == 0 {
            let start = try scanner.number()
            return try checked(start, start + (try scanner.number()))
        }
        let first = near + CodeScanner.unfolded(place - 1)
        let last = first + (try scanner.number())
        guard first >= 0, last < reading.tokens.count else { throw .malformed }
        near = last
        return try checked(reading.tokens[first].extent.start, reading.tokens[last].extent.end)
    }

    func checked(_ lower: Int, _ upper: Int) throws(ReadingCodeError) -> Extent {
        guard lower >= 0, lower <= upper, upper <= text.count else { throw .malformed }
        return Extent(lower, upper)
    }

    mutating func extents(near: Int) throws(ReadingCodeError) -> [Extent] {
        var near = near
        let count = try scanner.count(each: 2)
        guard count > 0 else { return [] }
        var list: [Extent] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try extent(near: &near)) }
        return list
    }

    mutating func double() throws(ReadingCodeError) -> Double? {
        let code = try scanner.number()
        guard code > 0, (code - 1) & 3 == 3 else { return ReadingCode.value(code) }
        var bits: UInt64 = 0
        for (i, byte) in try scanner.take(8).enumerated() { bits |= UInt64(byte) << UInt64(8 * i) }
        return Double(bitPattern: bits)
    }

    mutating func indexes(of bound: Int, near: inout Int) throws(ReadingCodeError) -> [Int] {
        let count = try scanner.count()
        guard count > 0 else { return [] }
        var list: [Int] = []
        list.reserveCapacity(count)
        for _ in 0..<count {
            near += try scanner.signed()
            guard near >= 0, near < bound else { throw .malformed }
            list.append(near)
        }
        return list
    }

    /// A case by its number.
    func one<Case>(_ cases: [Case], _ number: Int) throws(ReadingCodeError) -> Case {
        guard number < cases.count else { throw .malformed }
        return cases[number]
    }
}
