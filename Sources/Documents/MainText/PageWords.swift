import Lexicons

/// What class names and ids say about an element: `rules/page-words.tsv`, as one automaton (Aho and Corasick 1975).
struct PageWords: Sendable {
    /// What a word speaks for. A word may speak for several things.
    struct Meaning: OptionSet, Sendable {
        let rawValue: UInt32

        static let unlikely = Meaning(rawValue: 1 << 0)
        static let possible = Meaning(rawValue: 1 << 1)
        static let positive = Meaning(rawValue: 1 << 2)
        static let negative = Meaning(rawValue: 1 << 3)
        static let byline = Meaning(rawValue: 1 << 4)
        static let share = Meaning(rawValue: 1 << 5)
        static let comment = Meaning(rawValue: 1 << 6)
        static let related = Meaning(rawValue: 1 << 7)
        static let newsletter = Meaning(rawValue: 1 << 8)
        static let paywall = Meaning(rawValue: 1 << 9)
        static let caption = Meaning(rawValue: 1 << 10)
        static let cookie = Meaning(rawValue: 1 << 11)
        static let navigation = Meaning(rawValue: 1 << 12)
        static let advert = Meaning(rawValue: 1 << 13)
        static let biography = Meaning(rawValue: 1 << 14)
        static let body = Meaning(rawValue: 1 << 15)
        static let live = Meaning(rawValue: 1 << 16)
        static let credit = Meaning(rawValue: 1 << 17)
        static let tags = Meaning(rawValue: 1 << 18)
        static let lead = Meaning(rawValue: 1 << 19)
        static let noLead = Meaning(rawValue: 1 << 20)

        static let names: [String: Meaning] = [
            "unlikely": .unlikely, "possible": .possible, "positive": .positive, "negative": .negative,
            "byline": .byline, "share": .share, "comment": .comment, "related": .related, "newsletter": .newsletter,
            "paywall": .paywall, "caption": .caption, "cookie": .cookie, "navigation": .navigation, "advert": .advert,
            "biography": .biography, "body": .body, "live": .live, "credit": .credit, "tags": .tags, "lead": .lead,
            "nolead": .noLead,
        ]
    }

    /// Next state for each state and byte class.
    private var next: [UInt16]
    private var meanings: [UInt32]
    private let classes: [UInt8]
    private let width: Int

    init() throws(LexiconError) {
        let table = try Table(named: "rules/page-words.tsv", columns: ["word", "means"])
        var words: [(bytes: [UInt8], meaning: Meaning)] = []
        for row in table.rows {
            var meaning: Meaning = []
            for name in row.list("means") {
                guard let one = Meaning.names[name] else {
                    throw LexiconError(
                        file: table.name, line: row.line, reason: "no meaning '\(name)'",
                        advice: "Use one of \(Meaning.names.keys.sorted().joined(separator: ", ")).")
                }
                meaning.formUnion(one)
            }
            // "_" stands for the edge of a name.
            words.append((row["word"].utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, meaning))
        }
        var classes = [UInt8](repeating: 0, count: 256)
        var used: UInt8 = 0
        for byte in Set(words.flatMap(\.bytes)).sorted() {
            used += 1
            classes[Int(byte)] = used
            if (97...122).contains(byte) { classes[Int(byte) - 32] = used }
        }
        for space in [0x09, 0x0A, 0x0D] where classes[0x20] != 0 { classes[space] = classes[0x20] }
        let width = Int(used) + 1
        var children = [UInt16](repeating: 0, count: width)
        var meanings: [UInt32] = [0]
        for word in words {
            var state = 0
            for byte in word.bytes {
                let edge = state * width + Int(classes[Int(byte)])
                if children[edge] == 0 {
                    children[edge] = UInt16(meanings.count)
                    meanings.append(0)
                    children.append(contentsOf: repeatElement(0, count: width))
                }
                state = Int(children[edge])
            }
            meanings[state] |= word.meaning.rawValue
        }
        // Failure links, breadth first, folded into the table.
        var fail = [Int](repeating: 0, count: meanings.count)
        var queue: [Int] = []
        for c in 0..<width where children[c] != 0 { queue.append(Int(children[c])) }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            meanings[state] |= meanings[fail[state]]
            for c in 0..<width {
                let child = Int(children[state * width + c])
                let fallback = children[fail[state] * width + c]
                if child != 0 {
                    fail[child] = Int(fallback)
                    queue.append(child)
                } else {
                    children[state * width + c] = fallback
                }
            }
        }
        next = children
        self.meanings = meanings
        self.classes = classes
        self.width = width
    }

    /// What the words in a class and an id say together.
    func meaning(_ classNames: ArraySlice<UInt8>?, _ id: ArraySlice<UInt8>?) -> Meaning {
        var found = scan(classNames)
        found |= scan(id)
        return Meaning(rawValue: found)
    }

    /// What the words in one name say.
    func meaning(of name: ArraySlice<UInt8>?) -> Meaning { Meaning(rawValue: scan(name)) }

    private func scan(_ name: ArraySlice<UInt8>?) -> UInt32 {
        guard let name, !name.isEmpty else { return 0 }
        let space = Int(classes[0x20])
        return next.withUnsafeBufferPointer { next in
            meanings.withUnsafeBufferPointer { meanings in
                classes.withUnsafeBufferPointer { classes in
                    name.withUnsafeBufferPointer { name in
                        var state = Int(next[space])
                        var found: UInt32 = 0
                        for byte in name {
                            state = Int(next[state * width + Int(classes[Int(byte)])])
                            found |= meanings[state]
                        }
                        return found | meanings[Int(next[state * width + space])]
                    }
                }
            }
        }
    }
}
