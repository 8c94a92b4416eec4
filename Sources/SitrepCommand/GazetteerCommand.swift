import ArgumentParser
import Glibc
import JSON
import Lexicons

/// `sitrep gazetteer`: build a gazetteer of one's own, look a name up.
struct GazetteerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gazetteer", abstract: "Builds a gazetteer from GeoNames files, or shows what a name may mean.",
        discussion: """
            sitrep gazetteer show Springfield
            sitrep gazetteer build --output kursk.gazetteer RU.txt admin1CodesASCII.txt
            """,
        subcommands: [Build.self, Show.self])

    /// `sitrep gazetteer build FILE…`
    struct Build: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Imports GeoNames files (unpacked) and tables of places into one gazetteer file.",
            discussion: """
                Country files and allCountries.txt, admin1CodesASCII.txt, admin2Codes.txt, alternateNamesV2.txt, and tables of places
                (a head line with kind, name, lat, lon, country, region, population, id, also, adjectives, short, approximate).
                Files with other names for places come after the files with the places. Broken rows are named and counted.
                """)

        @Argument(help: "Files to import, in order.")
        var files: [String]

        @Option(name: .shortAndLong, help: "The file to write.")
        var output = "places.gazetteer"

        @Option(help: "A line on sources and licence, kept in the file; several are allowed.")
        var about: [String] = ["source: GeoNames (geonames.org)", "licence: CC BY 4.0"]

        @Flag(help: "Stop at the first broken row.")
        var strict = false

        func run() throws {
            var importer = GazetteerImport()
            do {
                for file in files {
                    let outcome = try importer.read(path: file)
                    report(outcome)
                    if strict, outcome.broken > 0 { throw ExitCode(2) }
                }
            } catch let error as LexiconError {
                Self.say("sitrep: \(error)")
                throw ExitCode(2)
            }
            let regions = importer.finish()
            if regions > 0 { Self.say("\(regions) regions placed in the middle of their towns") }
            guard importer.builder.count > 0 else {
                Self.say("sitrep: no place in these files; nothing was written")
                throw ExitCode(1)
            }
            let bytes = importer.builder.build(about: about.joined(separator: "\n") + "\n")
            do {
                try Self.write(bytes, to: output)
            } catch {
                Self.say("sitrep: \(error)")
                throw ExitCode(2)
            }
            Self.say("\(output): \(importer.builder.count) places, \(bytes.count) bytes")
        }

        private func report(_ outcome: GazetteerImport.Outcome) {
            Self.say(
                "\(outcome.file): \(outcome.kind), \(outcome.rows) rows, \(outcome.places) places, \(outcome.names) other names, "
                    + "\(outcome.unused) unused, \(outcome.broken) broken")
            for skipped in outcome.skipped { Self.say("  \(skipped)") }
            if outcome.broken > outcome.skipped.count {
                Self.say("  … and \(outcome.broken - outcome.skipped.count) more broken rows")
            }
        }

        static func say(_ text: String) {
            let bytes = Array((text + "\n").utf8)
            _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
        }

        /// Writes beside the file and renames, so that a reader never sees half of it.
        static func write(_ bytes: [UInt8], to path: String) throws(LexiconError) {
            let temporary = path + ".part"
            let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else {
                throw LexiconError(
                    file: path, reason: "cannot be written (\(String(cString: strerror(errno))))",
                    advice: "Give another path with --output.")
            }
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes { buffer in
                    buffer.baseAddress.map { Glibc.write(file, $0 + done, bytes.count - done) } ?? -1
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                done += count
            }
            let closed = close(file)
            guard done == bytes.count, closed == 0, rename(temporary, path) == 0 else {
                unlink(temporary)
                throw LexiconError(
                    file: path, reason: "could not be written whole (\(String(cString: strerror(errno))))",
                    advice: "Make room on the disk, or give another path with --output.")
            }
        }
    }

    /// `sitrep gazetteer show NAME`
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the places that a name may mean.")

        @Argument(help: "The name, as a text may write it.")
        var name: [String]

        @Option(help: "A gazetteer of your own, instead of the embedded one.")
        var gazetteer: String?

        @Option(help: "At most so many places.")
        var limit = 20

        @Flag(help: "Print a JSON object a line.")
        var json = false

        func run() throws {
            let gazetteer: Gazetteer
            do {
                gazetteer =
                    try self.gazetteer.map { path throws(LexiconError) in try Gazetteer(path: path) } ?? Gazetteer()
            } catch let error as LexiconError {
                Build.say("sitrep: \(error)")
                throw ExitCode(2)
            }
            let matches = gazetteer.matches(name.joined(separator: " "))
            guard !matches.isEmpty else {
                Build.say("no place of that name in \(gazetteer.name)")
                throw ExitCode(1)
            }
            let rows = matches.map { (match: $0, entry: gazetteer.entry($0.entry)) }
                .sorted { ($1.entry.population, $0.match.entry) < ($0.entry.population, $1.match.entry) }
            for row in rows.prefix(max(0, limit)) {
                let region = gazetteer.region(row.entry.region)
                let inside = region.entry.map { gazetteer.label(of: $0) } ?? ""
                let id = row.entry.geonameID == 0 ? nil : "geonames:\(row.entry.geonameID)"
                if json {
                    try Output.json { json in
                        json.member("name", gazetteer.label(of: row.match.entry))
                        json.member("kind", row.entry.kind.word)
                        json.member("lat", row.entry.latitude)
                        json.member("lon", row.entry.longitude)
                        json.member("country", region.country)
                        json.member("region", region.code)
                        json.member("in", inside)
                        json.member("population", row.entry.population)
                        json.member("gazetteer", id)
                        json.member("link", "\(row.match.link)")
                    }
                    continue
                }
                let cells = [
                    gazetteer.label(of: row.match.entry), row.entry.kind.word, Self.degrees(row.entry.latitude),
                    Self.degrees(row.entry.longitude), region.country, region.code, inside, "\(row.entry.population)",
                    id ?? "", "\(row.match.link)",
                ]
                print(cells.joined(separator: "\t"))
            }
            if rows.count > limit { Build.say("… and \(rows.count - limit) more (--limit)") }
        }

        private static func degrees(_ value: Double) -> String {
            let scaled = Int((value.magnitude * 10_000).rounded())
            let fraction = String(scaled % 10_000)
            return
                "\(value < 0 ? "-" : "")\(scaled / 10_000).\(String(repeating: "0", count: 4 - fraction.count))\(fraction)"
        }
    }
}
