public import Stories

/// A piece of a printed sentence: words read from a cited sentence, or words of a fixed template.
public struct Part: Sendable, Hashable {
    /// The words.
    public var text: String
    /// The evidence they were read from; nil for words of a template.
    public var evidence: Int?

    /// Words of a template.
    public static func template(_ words: Template) -> Part { Part(text: words.rawValue, evidence: nil) }
    /// The name of a measure, as in the table of numbers.
    public static func measure(_ name: String) -> Part { Part(text: name, evidence: nil) }
    /// Words read.
    public static func read(_ text: String, _ evidence: Int) -> Part { Part(text: text, evidence: evidence) }
}

/// The only words of our own that stand inside composed sentences. `sitrep verify` accepts no others.
public enum Template: String, Sendable, CaseIterable {
    /// Before a figure.
    case open = "“"
    /// After a figure.
    case close = "”"
    /// Between a measure and its figures.
    case colon = ": "
    /// Before a source.
    case accordingTo = " according to "
    /// Between two sides.
    case semicolon = "; "
    /// At the end.
    case stop = "."
    /// Between an old and a new value.
    case arrow = " → "
}

/// A printed sentence: quoted whole, or composed by a template from parts that were read.
public struct Statement: Sendable {
    /// Id of the event, series or contradiction it tells; nil for a bare sentence.
    public var id: String?
    /// Its words in order.
    public var parts: [Part]
    /// Whether it is one quoted sentence.
    public var isQuoted: Bool
    /// Agreed, disputed, one voice; nil where a mark makes no sense.
    public var mark: Mark?
    /// What stands behind the mark, in words: "3 origins", "“14” against “17”".
    public var note: String
    /// All evidence: of the parts, then more tellings of the same.
    public var evidence: [Int]

    /// Makes a statement.
    public init(id: String? = nil, parts: [Part], isQuoted: Bool, mark: Mark? = nil, note: String = "", evidence: [Int])
    {
        self.id = id
        self.parts = parts
        self.isQuoted = isQuoted
        self.mark = mark
        self.note = note
        self.evidence = evidence
    }

    /// The words in stretches, each with the evidence to cite behind it: behind the last part read from one sentence, after the
    /// quotation mark that closes it. What the parts do not cite comes with the last stretch.
    var stretches: [(parts: [Part], cite: [Int])] {
        var stretches: [(parts: [Part], cite: [Int])] = []
        var open: [Part] = []
        var cited: Set<Int> = []
        var i = 0
        while i < parts.count {
            open.append(parts[i])
            if !isQuoted, let read = parts[i].evidence,
                parts[(i + 1)...].first(where: { $0.evidence != nil })?.evidence != read
            {
                if i + 1 < parts.count, parts[i + 1] == .template(.close) {
                    i += 1
                    open.append(parts[i])
                }
                cited.insert(read)
                stretches.append((open, [read]))
                open = []
            }
            i += 1
        }
        let rest = evidence.filter { !cited.contains($0) }
        // Nothing but the stop is left: all is cited before it.
        if !rest.isEmpty, !stretches.isEmpty, open == [.template(.stop)] {
            stretches[stretches.count - 1].cite += rest
            return stretches + [(open, [])]
        }
        if !open.isEmpty || !rest.isEmpty { stretches.append((open, rest)) }
        return stretches
    }

    /// The words without citations.
    public var text: String { parts.map(\.text).joined() }
}

extension Mark {
    /// The sign printed with it; readable without colour.
    public var sign: String {
        switch self {
        case .agreed: "="
        case .disputed: "≠"
        case .single: "1"
        }
    }

    /// The word printed with it.
    public var word: String {
        switch self {
        case .agreed: "agreed"
        case .disputed: "disputed"
        case .single: "one voice"
        }
    }
}
