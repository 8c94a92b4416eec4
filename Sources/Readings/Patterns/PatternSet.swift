import Lexicons

/// Pattern rules compiled for matching.
///
/// A pattern is a row of elements: `word`, `[one|of|these]`, `<class>` of a lexicon, `<year>` and other figure forms,
/// `<num>` for a number phrase, `<category>` for what rules of that category take. `?` makes an element optional, `^` before
/// it asks for a capital, `~` for no white space before it, `:name` names its value. Round brackets part the
/// expression from its context.
struct PatternSet {
    private(set) var rules: [PatternRule] = []
    private(set) var categories: [String] = []
    private var byCategory: [[Int]] = []
    let fields: PatternFields
    private(set) var vocabulary: Vocabulary
    private(set) var numbers: NumberReader
    /// The elements of all rules, rule after rule.
    private(set) var steps: [PatternStep] = []
    /// Where each rule's steps start, and where the last one's end.
    private var stepStarts: [Int32] = [0]
    private var pool: [Int32] = []
    private var ruleCategories: [UInt8] = []
    /// Elements of the longest rule.
    private(set) var longestRule = 0
    /// Rules that can start with a word, by word.
    private var starts: [[Int32]] = []
    /// Rules that can start with a figure.
    private var figureStarts: [Int32] = []
    /// By category: which words, and last whether a figure, can start it.
    private var firstCategories: [[UInt8]] = []

    /// Compiles tables of rules (columns id, category, pattern, set).
    init(tables: [Table], vocabulary: Vocabulary, fields: PatternFields) throws(LexiconError) {
        self.vocabulary = vocabulary
        NumberReader.prepare(&self.vocabulary)
        self.fields = fields
        numbers = NumberReader(self.vocabulary)
        for table in tables {
            for row in table.rows {
                let name = row["category"]
                if !categories.contains(name) {
                    categories.append(name)
                    byCategory.append([])
                }
            }
        }
        for table in tables { for row in table.rows { try compile(row, in: table.name) } }
        try checkForLoops()
        numbers = NumberReader(self.vocabulary)
        indexStarts()
    }

    /// Index of a category.
    func category(_ name: String) -> Int? { categories.firstIndex(of: name) }

    // MARK: Compiling

    private mutating func compile(_ row: Table.Row, in file: String) throws(LexiconError) {
        var elements: [PatternElement] = []
        let parts = row["pattern"].split(separator: " ").map(String.init)
        var inSpan = !parts.contains("(")
        for part in parts {
            if part == "(" || part == ")" {
                inSpan = part == "("
                continue
            }
            var element = try self.element(part, row.line, file)
            element.inSpan = inSpan
            elements.append(element)
        }
        guard elements.contains(where: { !$0.isOptional }) else {
            throw LexiconError(
                file: file, line: row.line, reason: "rule '\(row["id"])' can match nothing",
                advice: "Make one element of its pattern obligatory.")
        }
        var sets: [(field: Int, source: PatternRule.Source)] = []
        for part in row["set"].split(separator: " ") {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let field = fields.index(sides[0]) else {
                throw LexiconError(
                    file: file, line: row.line, reason: "no field '\(sides.first ?? "")'",
                    advice: "Fields are \(fields.names.joined(separator: ", ")).")
            }
            sets.append((field, try source(sides[1], sides[0], elements, row.line, file)))
        }
        let category = categories.firstIndex(of: row["category"]) ?? 0
        steps += elements.map { PatternStep($0, pool: &pool) }
        stepStarts.append(Int32(steps.count))
        longestRule = max(longestRule, elements.count)
        ruleCategories.append(UInt8(category))
        byCategory[category].append(rules.count)
        rules.append(
            PatternRule(id: row["id"], category: category, elements: elements, sets: sets, line: row.line))
    }

    private mutating func element(_ text: String, _ line: Int, _ file: String) throws(LexiconError) -> PatternElement {
        var text = Substring(text)
        var element = PatternElement(kind: .number)
        if text.hasSuffix("?"), text.count > 1 {
            element.isOptional = true
            text.removeLast()
        }
        while text.count > 1, let mark = text.first, mark == "^" || mark == "~" {
            if mark == "^" { element.needsCapital = true } else { element.isGlued = true }
            text.removeFirst()
        }
        if text.hasPrefix("<"), text.hasSuffix(">") {
            let sides = text.dropFirst().dropLast().split(separator: ":").map(String.init)
            let name = sides.first ?? ""
            element.name = sides.count > 1 ? sides[1] : name
            if name == "num" {
                element.kind = .number
            } else if let figure = PatternElement.Figure(rawValue: name) {
                element.kind = .figure(figure)
            } else if let index = categories.firstIndex(of: name) {
                element.kind = .category(index)
            } else if let index = vocabulary.classes.firstIndex(of: name) {
                element.kind = .wordClass(index)
            } else {
                throw LexiconError(
                    file: file, line: line, reason: "no class, category or figure '\(name)'",
                    advice: "Name a class of the lexicon, a category of the rules, num, or a form of figures.")
            }
            return element
        }
        if text.hasPrefix("["), text.hasSuffix("]") {
            let words = text.dropFirst().dropLast().split(separator: "|").map(String.init)
            element.kind = .words(words.map { vocabulary.intern($0) })
        } else {
            element.kind = .words([vocabulary.intern(String(text))])
        }
        return element
    }

    private func source(
        _ text: String, _ field: String, _ elements: [PatternElement], _ line: Int, _ file: String
    ) throws(LexiconError) -> PatternRule.Source {
        var text = Substring(text)
        var factor = 1.0
        if text.hasPrefix("-$") {
            factor = -1
            text.removeFirst()
        }
        if text.hasPrefix("$") {
            text.removeFirst()
            var high = false
            if text.hasSuffix(".high") {
                high = true
                text.removeLast(5)
            }
            if let star = text.firstIndex(of: "*") {
                factor *= Double(text[text.index(after: star)...]) ?? 1
                text = text[..<star]
            }
            if let index = elements.firstIndex(where: { $0.name == text }) {
                return .element(index: index, factor: factor, high: high)
            }
        } else if let value = fields.symbols[field]?[String(text)] ?? Double(text) {
            return .constant(value)
        }
        throw LexiconError(
            file: file, line: line, reason: "'\(text)' is no value for '\(field)'",
            advice: "Use a number, a named element after $, or one of the words for that field.")
    }

    private func checkForLoops() throws(LexiconError) {
        func reaches(_ category: Int, _ depth: Int) -> Bool {
            if depth > categories.count { return true }
            for rule in byCategory[category] {
                for element in rules[rule].elements {
                    if case .category(let next) = element.kind, reaches(next, depth + 1) { return true }
                }
            }
            return false
        }
        for category in categories.indices where reaches(category, 0) {
            throw LexiconError(
                file: "rules", reason: "category '\(categories[category])' refers to itself",
                advice: "Break the loop with a category of its own.")
        }
    }

    // MARK: Where rules can start

    private mutating func indexStarts() {
        starts = Array(repeating: [], count: vocabulary.words.count)
        firstCategories = categories.indices.map { category in
            var flags = [UInt8](repeating: 0, count: vocabulary.words.count + 1)
            mark(category, &flags)
            return flags
        }
        for index in rules.indices {
            var flags = [UInt8](repeating: 0, count: vocabulary.words.count + 1)
            mark(rule: index, &flags)
            for word in vocabulary.words.indices where flags[word] != 0 { starts[word].append(Int32(index)) }
            if flags[vocabulary.words.count] != 0 { figureStarts.append(Int32(index)) }
        }
    }

    private func mark(_ category: Int, _ flags: inout [UInt8]) {
        for rule in byCategory[category] { mark(rule: rule, &flags) }
    }

    /// Sets the flags of all words that can start a rule; the last flag stands for figures.
    private func mark(rule: Int, _ flags: inout [UInt8]) {
        for element in rules[rule].elements {
            switch element.kind {
            case .words(let words): for word in words { flags[Int(word)] = 1 }
            case .wordClass(let index): for word in vocabulary.members(of: index) { flags[Int(word)] = 1 }
            case .figure: flags[vocabulary.words.count] = 1
            case .number:
                flags[vocabulary.words.count] = 1
                for (index, name) in vocabulary.classes.enumerated() where name.hasPrefix("number.") {
                    for word in vocabulary.members(of: index) { flags[Int(word)] = 1 }
                }
                for word in ["a", "an"] { if let i = vocabulary.words.firstIndex(of: word) { flags[i] = 1 } }
            case .category(let next): mark(next, &flags)
            }
            if !element.isOptional { return }
        }
    }

    /// Rules that can start at a piece.
    @inline(__always)
    func candidates(_ piece: Piece) -> [Int32] {
        if piece.kind == .figure { return figureStarts }
        return piece.word < 0 ? [] : starts[Int(piece.word)]
    }

    func canStart(_ category: Int, _ piece: Piece) -> Bool {
        if piece.kind == .figure { return firstCategories[category][vocabulary.words.count] != 0 }
        return piece.word >= 0 && firstCategories[category][Int(piece.word)] != 0
    }

    func rules(of category: Int) -> [Int] { byCategory[category] }

    /// A rule's elements, as a range of `steps`.
    @inline(__always)
    func steps(ofRule rule: Int) -> Range<Int> { Int(stepStarts[rule])..<Int(stepStarts[rule + 1]) }

    @inline(__always)
    func category(ofRule rule: Int32) -> UInt8 { ruleCategories[Int(rule)] }

    /// Whether a word is one of a choice's.
    @inline(__always)
    func pool(_ step: PatternStep, contains word: Int32) -> Bool {
        for i in Int(step.lower)..<Int(step.upper) where pool[i] == word { return true }
        return false
    }
}
