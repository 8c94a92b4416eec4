import Archive
import ArgumentParser
import Documents
import Moments
import Readings
import Stories

/// A story's documents, out of the archive, as the commands want them.
enum StoredStory {
    /// `--as-of`; a bare day means its end.
    static func moment(_ text: String?) throws -> Moment? {
        guard let text else { return nil }
        guard let dated = StatedDate.read(text, rule: "") else {
            throw ValidationError("--as-of '\(text)' is no time. Write 2025-02-11 or 2025-02-11T18:00:00Z.")
        }
        return dated.precision == .day ? dated.moment.adding(seconds: 86_399) : dated.moment
    }

    /// What it is called, the documents known at a moment, the corrections that held then, and what was read off the documents earlier.
    ///
    /// - Parameter readings: false when what was read without the user's own places is of no use.
    static func whole(
        _ story: String, in archive: ArchiveArguments, asOf: Moment?, readings: Bool = true
    ) throws -> (title: String?, documents: [Document], amendments: [Amendment], kept: [Reading]) {
        let store = try archive.open(looking: true)
        let (id, documents) = try documents(story, in: store, asOf: asOf)
        return try ArchiveArguments.telling { () throws(ArchiveError) in
            let amendments = try store.amendments(at: asOf, of: id, documents)
            let kept = readings ? try store.readings(of: Amendment.applied(amendments, to: documents)) : []
            return (try store.title(of: id, knownAt: asOf), documents, amendments, kept.compactMap { $0 })
        }
    }

    /// A story's id and the documents known at a moment. When there is no such story or nothing was known, says so and ends with status 1.
    static func documents(
        _ story: String, in store: Archive, asOf: Moment?
    ) throws -> (id: String, known: [Document]) {
        let found = try ArchiveArguments.telling {
            () throws(ArchiveError) -> (id: String, known: [Document], later: Int)? in
            guard let id = try store.story(named: story, knownAt: asOf) else { return nil }
            let (known, later) = try store.documents(story: id, knownAt: asOf)
            return (id, known, later)
        }
        guard let found else {
            InputTally.say(
                "sitrep: no one story of \(store.path) has an id that begins with '\(story)'. List them with `sitrep stories`."
            )
            throw ExitCode(1)
        }
        if found.known.isEmpty {
            InputTally.say(
                "sitrep: nothing of \(found.id) was known by then: "
                    + (found.later > 1 ? "its \(found.later) documents were" : "its document was")
                    + " published or arrived later. "
                    + "Choose a later --as-of; add files of the past with `sitrep add --backfill`.")
            throw ExitCode(1)
        }
        return (found.id, found.known)
    }
}
