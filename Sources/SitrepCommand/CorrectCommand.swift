import Archive
import ArgumentParser
import Documents
import Glibc
import Stories
import Texts

/// `sitrep correct`: what a machine reading got wrong, put right by a person.
struct CorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Puts a machine reading right: dated, signed, with a reason, visible in the report, reversible.",
        discussion: """
            sitrep correct event d1@120 --why "another bridge"           not the event it was joined to
            sitrep correct date d1@120 2025-02-11 --why "local time"     wrong date; without @ the document's own
            sitrep correct place d1@120 Ellan 56.1,-3.2 --why "the village"
            sitrep correct person "M. Holt" "Mara Holt" --why "same by-line photo"
            sitrep correct split s-4f1c09 d7 d8 --why "the flood of 2019"
            sitrep correct merge s-77aa01 s-4f1c09 --why "the same flood"
            sitrep correct reprint "Skerry Radio" "Northern Press Agency" --why "credit line dropped"
            sitrep correct undo k3 --why "the ministry confirmed it"

            d1@120 is a document's id and a place in its text, in code points, as citations give it. `sitrep corrections` lists
            all that was ever corrected. The author is --by, else the environment's SITREP_AUTHOR, else the user's name.
            """,
        subcommands: [
            Event.self, Date.self, Place.self, Person.self, Split.self, Merge.self, Reprint.self, Undo.self,
        ])

    /// Who and why.
    struct Signed: ParsableArguments {
        @OptionGroup var archive: ArchiveArguments

        @Option(name: .customLong("why"), help: "The reason, shown in the report.")
        var reason: String

        @Option(name: .customLong("by"), help: "Who corrects. Default: SITREP_AUTHOR, else the user's name.")
        var author: String?

        @Flag(help: "Print a JSON object.")
        var json = false

        var by: String {
            for name in [
                author, getenv("SITREP_AUTHOR").map { String(cString: $0) }, getenv("USER").map { String(cString: $0) },
            ] {
                if let name, !name.isEmpty { return name }
            }
            return "unnamed"
        }

        /// Keeps a correction and says its id.
        func keep(_ change: (Archive) throws -> Amendment.Change) throws {
            let store = try archive.open()
            let change = try change(store)
            let kept = try ArchiveArguments.telling { () throws(ArchiveError) in
                try store.correct(change, author: by, reason: reason, at: ArchiveArguments.now)
            }
            try Output.write(
                json ? CorrectionsCommand.line(kept, store) : "\(kept.id): \(CorrectionsCommand.words(kept, store))\n",
                to: nil)
        }
    }

    /// A document, and a place in its text as bytes; ends the program when there is none.
    static func place(_ text: String, in store: Archive) throws -> (document: String, at: Int?) {
        let (id, offset): (String, Int?) = {
            guard let sign = text.lastIndex(of: "@"), let offset = Int(text[text.index(after: sign)...]) else {
                return (text, nil)
            }
            return (String(text[..<sign]), offset)
        }()
        guard let offset else { return (id, nil) }
        let found = try ArchiveArguments.telling { () throws(ArchiveError) in try store.document(id) }
        guard let document = found else {
            InputTally.say("sitrep: there is no document '\(id)'. `sitrep search` shows the ids of documents.")
            throw ExitCode(1)
        }
        var bytes = 0
        var left = offset
        for byte in document.text.utf8 {
            if byte & 0xC0 != 0x80 {
                if left == 0 { break }
                left -= 1
            }
            bytes += 1
        }
        return (id, bytes)
    }

    static func sentence(_ text: String, in store: Archive) throws -> (document: String, at: Int) {
        let (document, at) = try place(text, in: store)
        guard let at else { throw ValidationError("'\(text)' names no place in a text. Write ID@OFFSET.") }
        return (document, at)
    }

    /// `sitrep correct event`
    struct Event: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What a sentence tells is another event.")
        @Argument(help: "Document and place: ID@OFFSET.") var place: String
        @OptionGroup var signed: Signed

        func run() throws {
            try signed.keep { store in
                let (document, at) = try CorrectCommand.sentence(place, in: store)
                return .apart(document: document, at: at)
            }
        }
    }

    /// `sitrep correct date`
    struct Date: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "A sentence, or a document, is of another date.")
        @Argument(help: "ID@OFFSET for a sentence, ID for the document.") var place: String
        @Argument(help: "The right date: 2025-02-11 or 2025-02-11T18:00:00Z.") var value: String
        @OptionGroup var signed: Signed

        func run() throws {
            try signed.keep { store in
                let (document, at) = try CorrectCommand.place(place, in: store)
                return .date(document: document, at: at, value: value)
            }
        }
    }

    /// `sitrep correct place`
    struct Place: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a sentence tells is elsewhere; without a name it names no place.")
        @Argument(help: "Document and place: ID@OFFSET.") var place: String
        @Argument(help: "The name.") var name: String?
        @Argument(help: "LATITUDE,LONGITUDE in degrees north and east.") var position: String?
        @OptionGroup var signed: Signed

        func run() throws {
            let degrees = position?.split(separator: ",").compactMap { Double($0) } ?? []
            if name != nil, degrees.count != 2 {
                throw ValidationError("A place needs LATITUDE,LONGITUDE after its name: Ellan 56.1,-3.2")
            }
            try signed.keep { store in
                let (document, at) = try CorrectCommand.sentence(place, in: store)
                return .place(
                    document: document, at: at, name: name, latitude: degrees.first ?? 0,
                    longitude: degrees.last ?? 0)
            }
        }
    }

    /// `sitrep correct person`
    struct Person: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Two names mean one person or body.")
        @Argument(help: "A name.") var name: String
        @Argument(help: "The name to print.") var other: String
        @OptionGroup var signed: Signed

        func run() throws { try signed.keep { _ in .samePerson(name, other) } }
    }

    /// `sitrep correct split`
    struct Split: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Documents tell of another situation than their story.")
        @Argument(help: "The story.") var story: String
        @Argument(help: "The documents.") var documents: [String]
        @OptionGroup var signed: Signed

        func run() throws {
            try signed.keep { store in
                .split(story: try CorrectCommand.story(story, in: store), documents: documents)
            }
        }
    }

    /// `sitrep correct merge`
    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Two stories are one situation.")
        @Argument(help: "A story.") var story: String
        @Argument(help: "The story that goes on.") var into: String
        @OptionGroup var signed: Signed

        func run() throws {
            try signed.keep { store in
                .merge(
                    story: try CorrectCommand.story(story, in: store), into: try CorrectCommand.story(into, in: store))
            }
        }
    }

    /// `sitrep correct reprint`
    struct Reprint: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "An outlet reprints another one.")
        @Argument(help: "The outlet.") var outlet: String
        @Argument(help: "Whom it reprints.") var of: String
        @OptionGroup var signed: Signed

        func run() throws { try signed.keep { _ in .reprints(outlet: outlet, of: of) } }
    }

    /// `sitrep correct undo`
    struct Undo: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a correction back; it stays on record.")
        @Argument(help: "The correction's id.") var id: String
        @OptionGroup var signed: Signed

        func run() throws {
            let store = try signed.archive.open()
            let done = try ArchiveArguments.telling { () throws(ArchiveError) in
                try store.undoCorrection(id, author: signed.by, reason: signed.reason, at: ArchiveArguments.now)
            }
            guard done else {
                InputTally.say("sitrep: no correction '\(id)' holds. List them with `sitrep corrections`.")
                throw ExitCode(1)
            }
            try Output.write(signed.json ? "{\"id\":\"\(id)\",\"undone\":true}\n" : "\(id): taken back\n", to: nil)
        }
    }

    static func story(_ name: String, in store: Archive) throws -> String {
        try ArchiveArguments.telling { () throws(ArchiveError) in try store.story(named: name) } ?? name
    }
}
