@_spi(Lab) import Readings

/// Counts which edits make the lemmas of words, and boils the counts down to rules.
struct LemmaVotes {
    typealias Rule = (key: UInt64, letters: LemmaEdit.Letters, removed: UInt8, appended: [UInt8])

    /// An edit with its letters written out.
    struct Edit: Hashable, Comparable {
        var letters: LemmaEdit.Letters
        var removed: Int
        var appended: String

        static func < (a: Edit, b: Edit) -> Bool {
            (a.letters.rawValue, a.removed, a.appended) < (b.letters.rawValue, b.removed, b.appended)
        }
    }

    /// A folded word or ending with what its rule depends on.
    struct Key: Hashable, Comparable {
        var letters: [UInt8]
        var tag: XPOS
        var shape: LemmaShape

        static func < (a: Key, b: Key) -> Bool {
            if a.letters.count != b.letters.count { return a.letters.count < b.letters.count }
            if a.letters != b.letters { return a.letters.lexicographicallyPrecedes(b.letters) }
            return (a.tag.rawValue, a.shape.rawValue) < (b.tag.rawValue, b.shape.rawValue)
        }
    }

    private var words: [Key: [Edit: Int]] = [:]
    private let tags: [String: XPOS] = Dictionary(uniqueKeysWithValues: XPOS.allCases.map { ($0.name, $0) })
    /// Share of an ending's words that must agree.
    private let agreement = 0.6

    mutating func add(_ form: String, _ tag: String, _ lemma: String) {
        guard let key = key(form, tag) else { return }
        words[key, default: [:]][Self.edit(form, lemma, key.shape), default: 0] += 1
    }

    /// Adds a word that the data lack.
    mutating func addIfNew(_ form: String, _ tag: String, _ lemma: String) {
        guard let key = key(form, tag), words[key] == nil else { return }
        add(form, tag, lemma)
    }

    private func key(_ form: String, _ tag: String) -> Key? {
        guard let tag = tags[tag] else { return nil }
        let bytes = Array(form.utf8)
        return Key(
            letters: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, tag: tag,
            shape: bytes.withUnsafeBufferPointer { LemmaShape(of: $0, tag) })
    }

    /// The edit that changes least.
    static func edit(_ form: String, _ lemma: String, _ shape: LemmaShape) -> Edit {
        let word = Array(form.utf8)
        let target = Array(lemma.utf8)
        let lower = word.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        var title = lower
        if let first = title.first, first &- 0x61 < 26 { title[0] = first & 0xDF }
        // One letter says nothing about case: "I" stays, "A" does not.
        if word.count == 1, lower != target { return Edit(letters: .replaced, removed: 0, appended: lemma) }
        var best: (cost: Int, edit: Edit)?
        for (letters, base) in [(LemmaEdit.Letters.lower, lower), (.kept, word), (.title, title)] {
            var same = 0
            while same < base.count, same < target.count, base[same] == target[same] { same += 1 }
            let removed = base.count - same
            let appended = String(decoding: target[same...], as: UTF8.self)
            let cost = removed + target.count - same
            guard removed <= 6, removed < word.count, Array(appended.utf8) == Array(target[same...]) else { continue }
            if best == nil || cost < (best?.cost ?? 0) {
                best = (cost, Edit(letters: letters, removed: removed, appended: appended))
            }
        }
        return best?.edit ?? Edit(letters: .replaced, removed: 0, appended: lemma)
    }

    /// Rules for endings and entries for words, in a fixed order.
    func rules() -> (endings: [Rule], words: [Rule]) {
        var counts: [Key: [Edit: Int]] = [:]
        for (key, edits) in words {
            let edit = Self.majority(edits).edit
            guard edit.letters != .replaced else { continue }
            for length in 0...min(key.letters.count, Lemmatiser.longestEnding) {
                let ending = Key(letters: Array(key.letters.suffix(length)), tag: key.tag, shape: key.shape)
                counts[ending, default: [:]][edit, default: 0] += 1
            }
        }
        var kept: [Key: Edit] = [:]
        func predicted(_ key: Key, longest: Int) -> Edit {
            for length in stride(from: min(key.letters.count, longest), through: 0, by: -1) {
                let ending = Key(letters: Array(key.letters.suffix(length)), tag: key.tag, shape: key.shape)
                guard let edit = kept[ending] else { continue }
                if edit.removed == 0 || key.letters.count - edit.removed + edit.appended.utf8.count > 2 { return edit }
            }
            return Edit(letters: key.shape == .proper ? .kept : .lower, removed: 0, appended: "")
        }
        var endings: [Rule] = []
        for key in counts.keys.sorted() {
            guard let edits = counts[key] else { continue }
            let (edit, votes, all) = Self.majority(edits)
            let length = key.letters.count
            if length > 0, all < 2 || Double(votes) < agreement * Double(all) { continue }
            if length > 0, predicted(key, longest: length - 1) == edit { continue }
            kept[key] = edit
            endings.append(Self.rule(key, edit, whole: false))
        }
        var entries: [Rule] = []
        for key in words.keys.sorted() {
            guard let edits = words[key] else { continue }
            let edit = Self.majority(edits).edit
            if predicted(key, longest: Lemmatiser.longestEnding) != edit || needsEntry(key, edit) {
                entries.append(Self.rule(key, edit, whole: true))
            }
        }
        return (endings, entries)
    }

    /// Words in capitals fall back on the entry of the plain word, so they need their own where that one differs.
    private func needsEntry(_ key: Key, _ edit: Edit) -> Bool {
        guard key.shape == .capitals, let plain = words[Key(letters: key.letters, tag: key.tag, shape: .plain)] else {
            return false
        }
        return Self.majority(plain).edit != edit
    }

    private static func majority(_ edits: [Edit: Int]) -> (edit: Edit, votes: Int, all: Int) {
        var best = Edit(letters: .kept, removed: 0, appended: "")
        var votes = 0
        var all = 0
        for edit in edits.keys.sorted() {
            let count = edits[edit] ?? 0
            all += count
            if count > votes { (best, votes) = (edit, count) }
        }
        return (best, votes, all)
    }

    private static func rule(_ key: Key, _ edit: Edit, whole: Bool) -> Rule {
        let hash = key.letters.withUnsafeBufferPointer {
            whole ? LemmaModel.wholeKey($0, key.tag, key.shape) : LemmaModel.key($0, key.tag, key.shape)
        }
        return (hash, edit.letters, UInt8(edit.removed), Array(edit.appended.utf8))
    }
}
