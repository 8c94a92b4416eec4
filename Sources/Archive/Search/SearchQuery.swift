import Moments
import Documents

/// What a user asks the archive for.
///
///     bridge collapse            documents with both words (any form: collapse, collapsed)
///     "struck by a train"        the words in this order
///     flood* -drill              words that begin with flood; without drill
///     outlet:"Harbour Herald"    published there        story:s-4f1c09    of that story
///     entity:"Mara Holt"         names it               source:ministry   quotes it
///     place:Ellan country:GB     near:56.1,-3.2,25km    type:protest      measure:killed
///     since:2025-02-11  before:2025-02-12T18:00Z        published then
///     arrived-since:…   arrived-before:…                came into the archive then
public struct SearchQuery: Sendable, Hashable {
    /// Why a query cannot be used, and where.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Character of the query, from 1.
        public var position: Int
        /// What is wrong and what to write instead.
        public var reason: String

        /// `character 7: …`
        public var description: String { "character \(position): \(reason)" }
    }

    /// A word, a beginning of words, or words in order.
    struct Term: Sendable, Hashable {
        var words: [String]
        var isPrefix: Bool
    }

    /// Something that a document was read to hold.
    struct Facet: Sendable, Hashable {
        var kind: Facets.Kind
        var value: String
    }

    /// A circle on the ground.
    struct Circle: Sendable, Hashable {
        var latitude: Double
        var longitude: Double
        var kilometres: Double
    }

    var terms: [Term] = []
    var without: [Term] = []
    var facets: [Facet] = []
    var outlets: [String] = []
    var stories: [String] = []
    var circle: Circle?
    var since: Moment?
    var before: Moment?
    var arrivedSince: Moment?
    var arrivedBefore: Moment?
    /// Only documents with a higher number in the archive.
    var after: Int64?
    /// Leaves of the index to look through for the beginning of a word, before documents are looked at instead.
    var mostLeaves = Archive.mostLeaves

    /// Reads a query.
    public init(_ text: String) throws(Fault) {
        // A mark that follows a sign of the syntax does not hide it.
        let characters = text.flatMap { character in
            let parts = character.unicodeScalars
            return parts.count > 1 && parts.contains { $0 == "\"" || $0 == ":" }
                ? parts.map(Character.init) : [character]
        }
        var at = 0
        while at < characters.count {
            guard !characters[at].isWhitespace else {
                at += 1
                continue
            }
            try element(characters, &at)
        }
        guard !terms.isEmpty || !without.isEmpty || hasFilters else {
            throw Fault(
                position: 1, reason: "the query is empty. Write words to look for, or a filter such as outlet:NAME.")
        }
        guard without.isEmpty || !terms.isEmpty else {
            throw Fault(position: 1, reason: "only words to leave out. Add a word to look for.")
        }
    }

    var hasFilters: Bool {
        !facets.isEmpty || !outlets.isEmpty || !stories.isEmpty || circle != nil || since != nil || before != nil
            || arrivedSince != nil || arrivedBefore != nil
    }

    private mutating func element(_ text: [Character], _ at: inout Int) throws(Fault) {
        let start = at
        let isWithout = text[at] == "-"
        if isWithout { at += 1 }
        guard at < text.count, !text[at].isWhitespace else {
            throw Fault(position: start + 1, reason: "a minus without a word. Write -word to leave a word out.")
        }
        if text[at] == "\"" {
            let phrase = try quoted(text, &at)
            try add(phrase, isPrefix: false, isWithout, start)
            return
        }
        var word = ""
        while at < text.count, !text[at].isWhitespace, text[at] != "\"", text[at] != ":" {
            word.append(text[at])
            at += 1
        }
        if at < text.count, text[at] == ":", Self.filters.contains(word.lowercased()) {
            guard !isWithout else {
                throw Fault(position: start + 1, reason: "filters cannot be left out with a minus.")
            }
            at += 1
            let valueAt = at
            var value = ""
            if at < text.count, text[at] == "\"" {
                value = try quoted(text, &at)
            } else {
                while at < text.count, !text[at].isWhitespace {
                    value.append(text[at])
                    at += 1
                }
            }
            guard !value.isEmpty else {
                throw Fault(position: valueAt + 1, reason: "\(word): needs a value right after the colon.")
            }
            try filter(word.lowercased(), value, valueAt + 1)
            return
        }
        if at < text.count - 1, text[at] == ":", !text[at + 1].isWhitespace, text[at + 1] != "/", !word.isEmpty,
            word.allSatisfy({ ("a"..."z").contains($0) || $0 == "-" })
        {
            throw Fault(
                position: start + (isWithout ? 2 : 1),
                reason:
                    "there is no filter '\(word)'. There are \(Self.filters.joined(separator: ", ")). Write the words with a space, or in quotation marks, to look for them."
            )
        }
        // A colon inside a word that is no filter belongs to the text.
        while at < text.count, !text[at].isWhitespace, text[at] != "\"" {
            word.append(text[at])
            at += 1
        }
        try add(word, isPrefix: word.hasSuffix("*"), isWithout, start)
    }

    private mutating func add(_ text: String, isPrefix: Bool, _ isWithout: Bool, _ start: Int) throws(Fault) {
        let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard !words.isEmpty else {
            throw Fault(position: start + 1, reason: "'\(text)' holds no letter or digit to look for.")
        }
        let term = Term(words: words, isPrefix: isPrefix)
        if isWithout { without.append(term) } else { terms.append(term) }
    }

    private func quoted(_ text: [Character], _ at: inout Int) throws(Fault) -> String {
        let start = at
        at += 1
        var value = ""
        while at < text.count, text[at] != "\"" {
            value.append(text[at])
            at += 1
        }
        guard at < text.count else {
            throw Fault(position: start + 1, reason: "this quotation mark is not closed.")
        }
        at += 1
        return value
    }

    static let filters = [
        "outlet", "story", "entity", "source", "place", "country", "type", "measure", "near", "since", "before",
        "arrived-since", "arrived-before",
    ]

    private mutating func filter(_ name: String, _ value: String, _ position: Int) throws(Fault) {
        switch name {
        case "outlet": outlets.append(value)
        case "story": stories.append(value)
        case "entity": facets.append(Facet(kind: .entity, value: value))
        case "source": facets.append(Facet(kind: .source, value: value))
        case "place": facets.append(Facet(kind: .place, value: value))
        case "country":
            guard value.utf8.count == 2 else {
                throw Fault(position: position, reason: "'\(value)' is no country. Write two letters, such as GB.")
            }
            facets.append(Facet(kind: .country, value: value.uppercased()))
        case "type": facets.append(Facet(kind: .type, value: value))
        case "measure": facets.append(Facet(kind: .measure, value: value))
        case "near": circle = try circle(value, position)
        case "since": since = try moment(value, position)
        case "before": before = try moment(value, position)
        case "arrived-since": arrivedSince = try moment(value, position)
        default: arrivedBefore = try moment(value, position)
        }
    }

    private func circle(_ value: String, _ position: Int) throws(Fault) -> Circle {
        let parts = value.split(separator: ",").map(String.init)
        if parts.count == 3, let latitude = Double(parts[0]), let longitude = Double(parts[1]),
            let kilometres = Double(parts[2].hasSuffix("km") ? String(parts[2].dropLast(2)) : parts[2]),
            abs(latitude) <= 90, abs(longitude) <= 180, kilometres > 0, kilometres <= 20_100
        {
            return Circle(latitude: latitude, longitude: longitude, kilometres: kilometres)
        }
        throw Fault(position: position, reason: "'\(value)' is no circle. Write near:LATITUDE,LONGITUDE,25km.")
    }

    private func moment(_ value: String, _ position: Int) throws(Fault) -> Moment {
        guard let dated = StatedDate.read(value, rule: "") else {
            throw Fault(
                position: position, reason: "'\(value)' is no time. Write 2025-02-11 or 2025-02-11T18:00:00Z.")
        }
        return dated.moment
    }

    /// The words as the full-text index takes them; nil when there are none.
    ///
    /// - Parameter inTitle: the words have to stand in the title; those to leave out may stand nowhere.
    func match(inTitle: Bool) -> String? {
        guard !terms.isEmpty else { return nil }
        func written(_ term: Term) -> String {
            "\"" + term.words.joined(separator: " ") + "\"" + (term.isPrefix ? "*" : "")
        }
        var wanted = terms.map(written).joined(separator: " AND ")
        if inTitle { wanted = "{title} : (\(wanted))" }
        guard !without.isEmpty else { return wanted }
        return "(\(wanted)) NOT (\(without.map(written).joined(separator: " OR ")))"
    }
}
