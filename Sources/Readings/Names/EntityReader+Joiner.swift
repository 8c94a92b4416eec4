import Lexicons
import Texts

/// Joins names into entities, in the order of the text; full names first, so that a surname in the headline finds its owner.
struct EntityJoiner {
    private struct Form {
        /// Folded words without titles.
        var words: [String]
        var isUpper: Bool
    }

    private let reading: Reading
    private let lexicons: EntityLexicons
    private(set) var entities: [Entity] = []
    private(set) var entityOfName: [Int]
    /// "f" or "m" per entity, as far as titles and given names show.
    private(set) var genders: [String?] = []

    private var exact: [String: Int] = [:]
    private var surnames: [String: [Int]] = [:]
    private var givenNames: [String: [Int]] = [:]
    private var acronyms: [String: Int] = [:]
    private var heads: [String: [Int]] = [:]

    init(_ reading: Reading, _ lexicons: EntityLexicons) {
        self.reading = reading
        self.lexicons = lexicons
        entityOfName = [Int](repeating: -1, count: reading.names.count)
    }

    mutating func join() {
        let forms = reading.names.map(form)
        // Longer names first within a document: "Ana Oru" before "Oru", "World Health Organization" before "WHO".
        for (i, form) in forms.enumerated() where form.words.count > 1 { place(i, form) }
        for (i, form) in forms.enumerated() where form.words.count <= 1 { place(i, form) }
        number()
        for i in reading.names.indices { collectRoles(i) }
    }

    // MARK: forms

    private func form(_ name: Name) -> Form {
        var words: [String] = []
        var isUpper = true
        for token in name.tokens {
            guard token < reading.tokens.count, reading.tokens[token].upos != .punct || name.tokens.count == 1 else {
                continue
            }
            let letters = reading.form(token)
            if letters == "'s" || letters == "’s" || letters == "’" || letters == "'" { continue }
            if letters.utf8.contains(where: { $0 >= 0x61 && $0 <= 0x7A }) { isUpper = false }
            words.append(Self.folded(letters))
        }
        while words.count > 1, let first = words.first,
            first == "the" || (name.kind == .person && lexicons.titles.contains(first))
        {
            words.removeFirst()
        }
        return Form(words: words, isUpper: isUpper)
    }

    /// Lower case, full stops off; spellings of one transliteration made one (yy, iy, ij → y; oe → o; double letters single).
    static func folded(_ word: String) -> String {
        var bytes: [UInt8] = []
        for byte in word.lowercased().utf8 {
            if byte == 0x2E { continue }
            if let last = bytes.last {
                if last == byte, byte >= 0x61, byte <= 0x7A { continue }
                if byte == 0x79, last == 0x69 { bytes[bytes.count - 1] = 0x79; continue }
                if byte == 0x6A, last == 0x69 { bytes[bytes.count - 1] = 0x79; continue }
            }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func isMinor(_ word: String) -> Bool {
        switch word {
        case "of", "the", "for", "and", "on", "in", "to", "&", "de", "del", "la": true
        default: false
        }
    }

    private func acronym(_ words: [String]) -> String? {
        var letters = ""
        for word in words where !isMinor(word) { if let first = word.first { letters.append(first) } }
        return letters.utf8.count >= 2 ? letters : nil
    }

    // MARK: joining

    private mutating func place(_ index: Int, _ form: Form) {
        let name = reading.names[index]
        let key = form.words.joined(separator: " ")
        guard !key.isEmpty else {
            entityOfName[index] = make(index, form, key)
            return
        }
        let found = match(name, form, key)
        let entity: Int
        if let found {
            entity = found
            entities[entity].mentions.append(index)
            let text = reading.text[name.extent]
            if entities[entity].name != text, !entities[entity].variants.contains(text),
                entities[entity].variants.count < 16
            {
                entities[entity].variants.append(text)
            }
            if exact[key] == nil { exact[key] = entity }
        } else {
            entity = make(index, form, key)
        }
        entityOfName[index] = entity
    }

    private func match(_ name: Name, _ form: Form, _ key: String) -> Int? {
        if let same = exact[key], compatible(entities[same].kind, name.kind, form) { return same }
        switch name.kind {
        case .person:
            guard let last = form.words.last else { return nil }
            if form.words.count == 1 {
                if let owners = surnames[last] { return nearest(owners, to: name) }
                if let owners = givenNames[last], owners.count == 1 { return owners[0] }
                return nil
            }
            for owner in surnames[last] ?? [] where givenAgrees(owner, form.words[0]) { return owner }
            return nil
        case .organisation:
            if form.words.count == 1, form.isUpper || key.utf8.count <= 5, let full = acronyms[key] { return full }
            if form.words.count == 1, let owners = heads[key], owners.count == 1 { return owners[0] }
            return nil
        case .place, .other:
            return form.words.count == 1 && form.isUpper ? acronyms[key] : nil
        }
    }

    private func compatible(_ a: Name.Kind, _ b: Name.Kind, _ form: Form) -> Bool {
        if a == b { return true }
        if a == .person || b == .person { return form.words.count > 1 }
        return a != .other && b != .other
    }

    /// Of several persons with a surname the one named last before.
    private func nearest(_ owners: [Int], to name: Name) -> Int? {
        if owners.count == 1 { return owners[0] }
        var best: (entity: Int, start: Int)?
        for owner in owners.prefix(8) {
            for mention in entities[owner].mentions.suffix(64) {
                let start = reading.names[mention].extent.start
                if start <= name.extent.start, start > best?.start ?? -1 { best = (owner, start) }
            }
        }
        return best?.entity
    }

    private func givenAgrees(_ entity: Int, _ given: String) -> Bool {
        let words = entities[entity].name.split(separator: " ").map { Self.folded(String($0)) }.filter {
            !lexicons.titles.contains($0)
        }
        guard words.count > 1, let first = words.first else { return true }
        if first == given { return true }
        // An initial agrees with the name it starts.
        if given.utf8.count == 1 || first.utf8.count == 1 { return first.first == given.first }
        return false
    }

    private mutating func make(_ index: Int, _ form: Form, _ key: String) -> Int {
        let entity = entities.count
        let name = reading.names[index]
        entities.append(Entity(name: reading.text[name.extent], kind: name.kind, mentions: [index]))
        genders.append(nil)
        if !key.isEmpty, exact[key] == nil { exact[key] = entity }
        if name.kind == .person, let last = form.words.last {
            if form.words.count > 1 {
                surnames[last, default: []].append(entity)
                givenNames[form.words[0], default: []].append(entity)
            } else {
                surnames[last, default: []].append(entity)
            }
            if let gender = lexicons.givenNames[form.words[0]] { genders[entity] = gender }
        } else if name.kind == .other, form.words.count == 2, name.rule == StormNames.rule {
            // "Harlan" alone is the hurricane.
            if exact[form.words[1]] == nil { exact[form.words[1]] = entity }
        } else if form.words.count > 1 {
            if let short = acronym(form.words), acronyms[short] == nil { acronyms[short] = entity }
            if name.kind == .organisation { heads[form.words[0], default: []].append(entity) }
            defineAcronym(entity, after: name)
        }
        return entity
    }

    /// "Ministry of Defence (MoD)": the words in brackets are the name's short form.
    private mutating func defineAcronym(_ entity: Int, after name: Name) {
        let next = name.tokens.upperBound
        guard next + 2 < reading.tokens.count, reading.form(next) == "(" || reading.form(next) == "[" else { return }
        let close = reading.form(next + 2)
        guard close == ")" || close == "]" else { return }
        let short = Self.folded(reading.form(next + 1))
        if short.utf8.count <= 8, acronyms[short] == nil { acronyms[short] = entity }
    }

    /// Renumbers entities in order of first mention, sorts mentions, takes the fullest name.
    private mutating func number() {
        for i in entities.indices { entities[i].mentions.sort() }
        let order = entities.indices.sorted {
            (entities[$0].mentions.first ?? 0, $0) < (entities[$1].mentions.first ?? 0, $1)
        }
        var rank = [Int](repeating: 0, count: entities.count)
        for (new, old) in order.enumerated() { rank[old] = new }
        entities = order.map { entities[$0] }
        genders = order.map { genders[$0] }
        for i in entityOfName.indices where entityOfName[i] >= 0 { entityOfName[i] = rank[entityOfName[i]] }
    }

    // MARK: titles and roles

    private mutating func collectRoles(_ index: Int) {
        let name = reading.names[index]
        guard name.kind == .person else { return }
        let entity = entityOfName[index]
        var words: [String] = []
        var token = name.tokens.lowerBound - 1
        while token >= 0, words.count < 4 {
            let word = reading.tokens[token]
            let letters = reading.form(token).lowercased()
            guard word.upos == .noun || word.upos == .propn || word.upos == .adj,
                letters.utf8.first.map({ $0 >= 0x61 && $0 <= 0x7A }) ?? false,
                lexicons.titles.contains(letters)
                    || !words.isEmpty && (word.relation == .compound || word.relation == .amod)
                        && word.head == token + 1
            else { break }
            if let gender = lexicons.titles[letters], gender != "-" { genders[entity] = gender }
            words.insert(letters, at: 0)
            token -= 1
        }
        for inner in name.tokens {
            let letters = reading.form(inner).lowercased()
            guard let gender = lexicons.titles[letters] else { break }
            if gender != "-" { genders[entity] = gender }
            words.append(letters)
        }
        add(words, to: entity)
        // "Ana Oru, the defence minister,": the apposition says it.
        guard let head = name.tokens.first(where: { !name.tokens.contains(reading.tokens[$0].head) }) else { return }
        for child in reading.dependents(of: head).prefix(16) where reading.tokens[Int(child)].relation == .appos {
            let noun = Int(child)
            guard reading.tokens[noun].upos == .noun else { continue }
            var phrase: [String] = []
            for word in max(noun - 3, 0)..<noun
            where reading.tokens[word].head == noun
                && (reading.tokens[word].relation == .compound || reading.tokens[word].relation == .amod)
            {
                phrase.append(reading.form(word).lowercased())
            }
            phrase.append(reading.tokens[noun].lemma)
            add(phrase, to: entity)
        }
    }

    private mutating func add(_ words: [String], to entity: Int) {
        guard !words.isEmpty, entities[entity].roles.count < 8 else { return }
        let role = words.joined(separator: " ")
        switch role {
        case "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir", "dr", "dr.": return
        default: if !entities[entity].roles.contains(role) { entities[entity].roles.append(role) }
        }
    }
}
