import Texts
import Documents
import Lexicons

/// Knows outlets by name: the list, and the outlets of the documents at hand.
struct OutletNames: Sendable {
    private struct Form {
        var words: [UInt64]
        var outlet: Int
        /// Whether every letter must be a capital: "AP".
        var shout: Bool
        /// Whether it is only trusted in a credit line or dateline.
        var creditOnly: Bool
    }

    /// Names as printed, by index.
    private(set) var names: [String] = []
    private var forms: [UInt64: [Form]] = [:]
    private var byKey: [String: Int] = [:]

    private static let the = WordScanner.hash("the")

    init() throws(LexiconError) {
        let table = try Table(named: "rules/outlets.tsv", columns: ["name", "kind"])
        // The others are known by their domain alone; a document of theirs brings its name along.
        for row in table.rows where !row["forms"].isEmpty {
            let index = names.count
            names.append(row["name"])
            byKey[Self.key(row["name"])] = index
            for form in row.list("forms") { add(form, index, creditOnly: false) }
            for form in row.list("credit") where !form.isEmpty { add(form, index, creditOnly: true) }
        }
    }

    private mutating func add(_ form: String, _ outlet: Int, creditOnly: Bool) {
        let words = Self.words(of: form)
        guard let first = words.first else { return }
        let key = Self.key(form)
        if byKey[key] == nil { byKey[key] = outlet }
        if forms[first, default: []].contains(where: { $0.words == words && $0.outlet == outlet }) { return }
        let shout = form.utf8.count < 5 && !form.utf8.contains { $0 >= 0x61 && $0 <= 0x7A }
        forms[first, default: []].append(Form(words: words, outlet: outlet, shout: shout, creditOnly: creditOnly))
        forms[first]?.sort { $0.words.count > $1.words.count }
    }

    /// The index of an outlet, made when it is new. Two outlets with one key are one.
    mutating func index(of outlet: Outlet) -> Int {
        if let known = known(outlet) { return known }
        let index = names.count
        names.append(outlet.name)
        byKey[Self.key(outlet.name)] = index
        if let domain = outlet.domain, byKey[Self.key(domain)] == nil { byKey[Self.key(domain)] = index }
        // A name of one common word ("Time") is too weak to be seen in running text unless it is a host's.
        if Self.words(of: outlet.name).count > 1, !outlet.name.utf8.contains(0x2E) {
            add(outlet.name, index, creditOnly: false)
        }
        return index
    }

    /// The index of an outlet that is known already.
    func known(_ outlet: Outlet) -> Int? {
        byKey[Self.key(outlet.name)] ?? outlet.domain.flatMap { byKey[Self.key($0)] }
    }

    /// The index of an outlet by any of its names.
    func known(named name: String) -> Int? { byKey[Self.key(name)] }

    /// The longest name that starts at a word; nil for none.
    ///
    /// - Parameter credit: whether the word stands in a credit line or dateline.
    func match(_ words: [FoldedWord], at start: Int, credit: Bool) -> (outlet: Int, end: Int)? {
        guard words[start].flags.contains(.capital) || credit, let candidates = forms[words[start].hash] else {
            return nil
        }
        for form in candidates where credit || !form.creditOnly {
            let end = start + form.words.count
            guard end <= words.count else { continue }
            if form.shout, !words[start].flags.contains(.shout) { continue }
            var equal = true
            for i in 1..<max(form.words.count, 1) where words[start + i].hash != form.words[i] { equal = false }
            if equal { return (form.outlet, end) }
        }
        return nil
    }

    /// The folded name: "The Harbour Herald" = "harbour herald"; a host loses "www." and its ending: "bbc.co.uk" = "bbc".
    static func key(_ name: String) -> String {
        var bytes = Array(name.utf8)
        if !bytes.contains(0x20), let dot = bytes.firstIndex(of: 0x2E), dot > 0 {
            var parts = name.split(separator: ".").map(String.init)
            let endings: Set<String> = ["com", "co", "org", "net", "gov", "ac", "edu"]
            if parts.count > 1 { parts.removeLast() }
            if parts.count > 1, let last = parts.last, endings.contains(last) { parts.removeLast() }
            bytes = Array((parts.last ?? name).utf8)
        }
        var scanner = WordScanner()
        scanner.scan(bytes, .hashes)
        var words = scanner.words
        if words.count > 1, words[0].hash == the { words.removeFirst() }
        return words.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self).lowercased() }
            .joined(separator: " ")
    }

    private static func words(of form: String) -> [UInt64] {
        var words = WordScanner.hashes(form)
        if words.count > 1, words[0] == the { words.removeFirst() }
        return words
    }
}
