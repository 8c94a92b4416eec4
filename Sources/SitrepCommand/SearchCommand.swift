import Archive
import ArgumentParser
import JSON
import Moments
import Reports
import Texts

/// `sitrep search`: full text with filters.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds documents in the archive by words and filters.",
        discussion: """
            sitrep search bridge collapse                 both words, in any form
            sitrep search '"struck by a train"' -drill    words in this order; without a word
            sitrep search 'flood*' outlet:"Harbour Herald" since:2025-02-11
            sitrep search near:56.1,-3.2,25km type:protest

            Filters: outlet, story, entity, source (whom it quotes), place, country (two letters), type (of event), measure (killed, injured, …),
            near:LATITUDE,LONGITUDE,KM, since and before (published), arrived-since and arrived-before. Those with the words in
            the title come first, then the newest.

            Exit status: 0 found, 1 nothing found, 2 an error.
            """)

    @Argument(parsing: .allUnrecognized, help: "The query.")
    var words: [String] = []

    @OptionGroup var archive: ArchiveArguments

    @Option(help: "At most so many documents.")
    var limit = 10

    @Flag(help: "Print a JSON object a line; offsets are code points.")
    var json = false

    func validate() throws {
        try Self.check(words)
        if limit < 1 { throw ValidationError("--limit \(limit): write 1 or more.") }
    }

    func run() throws {
        let query: SearchQuery
        let text = Self.query(words)
        do {
            query = try SearchQuery(text)
        } catch {
            InputTally.say("sitrep: \(text)\n        \(String(repeating: " ", count: error.position - 1))^ \(error)")
            throw ExitCode(2)
        }
        let store = try archive.open(looking: true)
        let hits = try ArchiveArguments.telling { () throws(ArchiveError) in
            try store.search(query, limit: limit)
        }
        guard !hits.isEmpty else {
            InputTally.say("sitrep: nothing found in \(archive.path)")
            throw ExitCode(1)
        }
        try Output.write(json ? lines(hits) : hits.map(shown).joined(separator: "\n"), to: nil)
    }

    /// What looks like an option and is none was not meant as a word to leave out.
    static func check(_ words: [String]) throws {
        guard let word = words.first(where: { $0.hasPrefix("--") }) else { return }
        throw ValidationError("Unknown option '\(word)'.")
    }

    /// The query that words of a command line make. A shell took the quotation marks off those that hold white space.
    static func query(_ words: [String]) -> String {
        words.map { word in
            word.contains(" ") && !word.contains("\"") && words.count > 1 ? quoted(word) : word
        }.joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        guard let colon = word.firstIndex(of: ":"), colon < word.firstIndex(of: " ") ?? word.endIndex else {
            return "\"\(word)\""
        }
        return word[...colon] + "\"" + word[word.index(after: colon)...] + "\""
    }

    private func shown(_ hit: Archive.Hit) -> String {
        let marked = Output.isTerminal && Output.wantsColour
        var snippet = ""
        var at = 0
        // Marks of bold print are put in last: whatever else could steer a terminal goes out first.
        let (on, off): (Character, Character) = ("\u{E000}", "\u{E001}")
        let bytes = Array(hit.snippet.utf8)
        for mark in hit.marks {
            snippet += String(decoding: bytes[at..<mark.start], as: UTF8.self)
            if marked { snippet.append(on) }
            snippet += String(decoding: bytes[mark.range], as: UTF8.self)
            if marked { snippet.append(off) }
            at = mark.end
        }
        snippet += String(decoding: bytes[at...], as: UTF8.self)
        snippet = OneLine.text(snippet)
        if marked {
            snippet = snippet.replacing("\(on)", with: "\u{1B}[1m").replacing("\(off)", with: "\u{1B}[0m")
        }
        return """
            \(OneLine.text(hit.title ?? "(no title)"))
                \(OneLine.text(hit.outlet ?? "outlet unknown")) · \(ArchiveArguments.minute(hit.published)) · \(OneLine.text(hit.id))\(hit.story.map { " · \($0)" } ?? "")
                \(snippet)

            """
    }

    private func lines(_ hits: [Archive.Hit]) -> String {
        var out = JSONWriter()
        for hit in hits {
            out.object { hit.writeMembers(to: &$0) }
            out.newline()
        }
        return out.string
    }
}
