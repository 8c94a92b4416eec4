import Lexicons

/// The lemma rules, used in place from the embedded file.
///
/// ```
///  0  UInt32  number of edits E
///  4  UInt32  slots of the table of rules, a power of two
///  8  UInt32  bytes of appended strings S
/// 12  UInt32  0
/// 16  E × 8   edits: case, bytes removed, UInt16 length appended, UInt32 where it stands in the strings
///     slots × 8   rules: UInt32 upper half of the key, UInt16 edit + 1 (0 = empty slot), UInt16 0
///     S bytes
/// ```
/// The key of a rule is `key(_:_:_:)`; a rule stands in the first free slot from the key's lower bits on.
@_spi(Lab) public struct LemmaModel: Sendable {
    /// Layout of the payload; raise it with the layout or the keys.
    public static let version: UInt32 = 1
    private let file: ModelFile
    private let edits: Int
    private let slots: Int
    private let rulesAt: Int
    private let stringsAt: Int

    init(named name: String) throws(LexiconError) {
        file = try ModelFile(named: name, version: Self.version)
        let payload = file.payload
        var fits = payload.count >= 16
        edits = fits ? Int(ModelFile.number(payload, 0, UInt32.self)) : 0
        slots = fits ? Int(ModelFile.number(payload, 4, UInt32.self)) : 0
        let strings = fits ? Int(ModelFile.number(payload, 8, UInt32.self)) : 0
        rulesAt = 16 + 8 * edits
        stringsAt = rulesAt + 8 * slots
        fits = fits && edits > 0 && slots > 0 && slots & (slots - 1) == 0 && stringsAt + strings == payload.count
        var empty = 0
        if fits {
            for i in 0..<slots {
                let edit = Int(ModelFile.number(payload, rulesAt + 8 * i + 4, UInt16.self))
                if edit == 0 { empty += 1 }
                if edit > edits { fits = false }
            }
            for i in 0..<edits {
                let edit = Self.edit(payload, i)
                if edit.appended.upperBound > strings { fits = false }
            }
        }
        guard fits, empty > 0 else {
            throw LexiconError(
                file: name, reason: "the tables of rules do not fit the payload",
                advice: "Train it again with lab train lemmas.")
        }
    }

    /// What the header says.
    public var description: String { file.description }

    var strings: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.payload[stringsAt...]) }

    /// The edit that makes the word's lemma.
    func edit(of word: UnsafeBufferPointer<UInt8>, _ tag: XPOS) -> LemmaEdit {
        let payload = file.payload
        let shape = LemmaShape(of: word, tag)
        let whole = Self.wholeKey(word, tag, shape)
        if let found = find(whole, payload) { return Self.edit(payload, found) }
        if shape == .capitals, let found = find(Self.wholeKey(word, tag, .plain), payload) {
            return Self.edit(payload, found)
        }
        // Keys of all endings, from the empty one to the longest, in one pass from the word's end.
        var keys: InlineArray<7, UInt64> = .init(repeating: 0)
        keys[0] = Self.seed(tag, shape)
        let longest = min(word.count, Lemmatiser.longestEnding)
        for length in 0..<longest { keys[length + 1] = Self.extended(keys[length], word[word.count - 1 - length]) }
        var length = longest
        while length >= 0 {
            if let found = find(keys[length], payload) {
                let edit = Self.edit(payload, found)
                // A rule needs a stem ("fled" is no "fl" + "ed") and cuts no code point in two.
                let cut = word.count - Int(edit.removed)
                if edit.removed == 0 || (cut >= 0 && cut + edit.appended.count > 2 && word[cut] & 0xC0 != 0x80) {
                    return edit
                }
            }
            length -= 1
        }
        return LemmaEdit(letters: shape == .proper ? .kept : .lower, removed: 0, appended: 0..<0)
    }

    @inline(__always)
    private func find(_ key: UInt64, _ payload: UnsafeRawBufferPointer) -> Int? {
        let check = UInt32(truncatingIfNeeded: key >> 32)
        var slot = Int(truncatingIfNeeded: key & 0xFFFF_FFFF) & (slots - 1)
        while true {
            let edit = ModelFile.number(payload, rulesAt + 8 * slot + 4, UInt16.self)
            if edit == 0 { return nil }
            if ModelFile.number(payload, rulesAt + 8 * slot, UInt32.self) == check { return Int(edit) - 1 }
            slot = (slot + 1) & (slots - 1)
        }
    }

    private static func edit(_ payload: UnsafeRawBufferPointer, _ i: Int) -> LemmaEdit {
        let at = 16 + 8 * i
        let length = Int(ModelFile.number(payload, at + 2, UInt16.self))
        let start = Int(ModelFile.number(payload, at + 4, UInt32.self))
        return LemmaEdit(
            letters: LemmaEdit.Letters(rawValue: payload[at]) ?? .lower, removed: payload[at + 1],
            appended: start..<(start + length))
    }

    // MARK: Keys

    @inline(__always)
    private static func seed(_ tag: XPOS, _ shape: LemmaShape) -> UInt64 {
        Features.mix(UInt64(tag.rawValue) << 8 | UInt64(shape.rawValue), 0x6C65_6D6D_61)
    }

    @inline(__always)
    private static func extended(_ key: UInt64, _ byte: UInt8) -> UInt64 {
        let folded = byte &- 0x41 < 26 ? byte | 0x20 : byte
        let h = (key ^ UInt64(folded)) &* 0x9E37_79B9_7F4A_7C15
        return h ^ (h >> 29)
    }

    /// The key of an ending under a tag.
    public static func key(_ ending: UnsafeBufferPointer<UInt8>, _ tag: XPOS, _ shape: LemmaShape) -> UInt64 {
        var key = seed(tag, shape)
        for byte in ending.reversed() { key = extended(key, byte) }
        return key
    }

    /// The key of a whole word under a tag.
    public static func wholeKey(_ word: UnsafeBufferPointer<UInt8>, _ tag: XPOS, _ shape: LemmaShape) -> UInt64 {
        extended(key(word, tag, shape), 0x0A)
    }

    // MARK: Writing

    /// A payload from rules in the order given; keys must differ.
    public static func payload(_ rules: [(key: UInt64, letters: LemmaEdit.Letters, removed: UInt8, appended: [UInt8])])
        -> [UInt8]
    {
        var strings: [UInt8] = []
        var places: [[UInt8]: Int] = [:]
        var edits: [LemmaEdit] = []
        var numbers: [LemmaEdit: Int] = [:]
        var slots = 64
        while slots < rules.count * 2 { slots *= 2 }
        var table = [(check: UInt32, edit: UInt16)](repeating: (0, 0), count: slots)
        for rule in rules {
            let at = places[rule.appended] ?? strings.count
            if places[rule.appended] == nil {
                places[rule.appended] = at
                strings += rule.appended
            }
            let edit = LemmaEdit(
                letters: rule.letters, removed: rule.removed, appended: at..<(at + rule.appended.count))
            let number = numbers[edit] ?? edits.count
            if numbers[edit] == nil {
                numbers[edit] = number
                edits.append(edit)
            }
            var slot = Int(truncatingIfNeeded: rule.key & 0xFFFF_FFFF) & (slots - 1)
            while table[slot].edit != 0 { slot = (slot + 1) & (slots - 1) }
            table[slot] = (UInt32(truncatingIfNeeded: rule.key >> 32), UInt16(number + 1))
        }
        var out: [UInt8] = []
        for number in [edits.count, slots, strings.count, 0] { ModelFile.append(UInt32(number), to: &out) }
        for edit in edits {
            out += [edit.letters.rawValue, edit.removed]
            ModelFile.append(UInt16(edit.appended.count), to: &out)
            ModelFile.append(UInt32(edit.appended.lowerBound), to: &out)
        }
        for entry in table {
            ModelFile.append(entry.check, to: &out)
            ModelFile.append(entry.edit, to: &out)
            ModelFile.append(UInt16(0), to: &out)
        }
        return out + strings
    }
}
