import Glibc

/// Reads files of places into a builder: GeoNames' own dumps, and Sitrep's table of places.
///
/// A file's kind is told from its first good row:
/// - 19 columns: a country file or `allCountries.txt` (geonameid, name, asciiname, alternatenames, latitude, longitude, feature
///   class, feature code, country code, cc2, admin1 … admin4 codes, population, elevation, dem, timezone, modification date);
/// - 4 columns that start with a code: `admin1CodesASCII.txt`, `admin2Codes.txt`;
/// - 8 to 10 columns that start with two numbers: `alternateNamesV2.txt`;
/// - a head line that starts with `kind`, `name`: the table of places of docs/method/gazetteer.md.
///
/// A broken row is skipped, counted, and named with its line and reason (the first 20 of each file). Memory for one row is
/// bounded: rows of more than 1 MB are skipped.
public struct GazetteerImport {
    /// A row that was skipped.
    public struct Skipped: Hashable, Sendable, CustomStringConvertible {
        /// The file.
        public var file: String
        /// The line, from 1.
        public var line: Int
        /// What is wrong with it.
        public var reason: String

        /// `RU.txt:12: no number in column 5 (latitude)`
        public var description: String { "\(file):\(line): \(reason)" }
    }

    /// What one file gave.
    public struct Outcome: Sendable {
        /// The file.
        public var file: String
        /// What it was taken for: "places of GeoNames", "codes of regions", …
        public var kind: String = "unknown"
        /// Rows read.
        public var rows = 0
        /// Places added.
        public var places = 0
        /// Other names added.
        public var names = 0
        /// Rows left out because nothing in them is of use (another language, an unknown place).
        public var unused = 0
        /// Broken rows.
        public var broken = 0
        /// The first broken rows.
        public var skipped: [Skipped] = []
    }

    static let longestRow = 1 << 20
    static let namedRows = 20

    enum Shape {
        case unknown, geonames, codes, names, table
    }

    /// The builder that receives the places.
    public private(set) var builder: GazetteerBuilder
    private var shape = Shape.unknown
    private var outcome: Outcome
    private var line = 0
    private var columns: [String: Int] = [:]
    private var codes: [(country: String, code: String, name: String, id: Int)] = []
    private var cells: [Range<Int>] = []

    /// An import into a builder.
    public init(into builder: GazetteerBuilder = GazetteerBuilder()) {
        self.builder = builder
        outcome = Outcome(file: "")
    }

    /// Reads one file.
    public mutating func read(path: String) throws(LexiconError) -> Outcome {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw LexiconError(
                file: path, reason: "cannot be opened (\(String(cString: strerror(errno))))",
                advice: "Give the path of an unpacked GeoNames file, such as RU.txt.")
        }
        defer { close(file) }
        begin(path)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var row: [UInt8] = []
        var isLong = false
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw LexiconError(
                    file: path, line: line + 1, reason: "cannot be read (\(String(cString: strerror(errno))))",
                    advice: "Check the file and its disk.")
            }
            if count == 0 { break }
            var start = 0
            for i in 0..<count where chunk[i] == 0x0A {
                if !isLong { row.append(contentsOf: chunk[start..<i]) }
                take(row, isLong)
                row.removeAll(keepingCapacity: true)
                isLong = false
                start = i + 1
            }
            if row.count + count - start > Self.longestRow {
                isLong = true
                row.removeAll(keepingCapacity: true)
            } else if !isLong {
                row.append(contentsOf: chunk[start..<count])
            }
        }
        if isLong || !row.isEmpty { take(row, isLong) }
        return outcome
    }

    /// Reads the contents of a file.
    public mutating func read(_ contents: [UInt8], file: String) -> Outcome {
        begin(file)
        for row in contents.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if row.count > Self.longestRow { take([], true) } else { take(Array(row), false) }
        }
        if contents.isEmpty || contents.last == 0x0A { line -= 1 }
        return outcome
    }

    /// Adds what had to wait for all files: regions known by code and name only. Call it once, last.
    ///
    /// - Returns: how many regions were added.
    public mutating func finish() -> Int {
        var added = 0
        for code in codes where builder.place(withID: code.id) == nil {
            if builder.addRegion(country: code.country, code: code.code, name: code.name, geonameID: code.id) {
                added += 1
            }
        }
        codes = []
        return added
    }

    // MARK: - Rows

    private mutating func begin(_ file: String) {
        shape = .unknown
        line = 0
        outcome = Outcome(file: file)
        columns = [:]
    }

    private mutating func skip(_ reason: String) {
        outcome.broken += 1
        if outcome.skipped.count < Self.namedRows {
            outcome.skipped.append(Skipped(file: outcome.file, line: line, reason: reason))
        }
    }

    private mutating func take(_ bytes: [UInt8], _ isLong: Bool) {
        line += 1
        guard !isLong else { return skip("longer than \(Self.longestRow) bytes") }
        var row = bytes
        if row.last == 0x0D { row.removeLast() }
        if line == 1, row.starts(with: [0xEF, 0xBB, 0xBF]) { row.removeFirst(3) }
        guard !row.isEmpty, row[0] != 0x23 else { return }
        outcome.rows += 1
        guard let text = String(validating: row, as: UTF8.self) else { return skip("not valid UTF-8") }
        let cells = text.split(separator: "\t", maxSplits: 40, omittingEmptySubsequences: false).map(String.init)
        if shape == .unknown { recognise(cells) }
        switch shape {
        case .unknown: skip("\(cells.count) columns: no row of a GeoNames file nor of a table of places")
        case .geonames: takePlace(cells)
        case .codes: takeCode(cells)
        case .names: takeName(cells)
        case .table: takeTableRow(cells)
        }
    }

    private mutating func recognise(_ cells: [String]) {
        if cells.count >= 4, cells[0] == "kind", cells[1] == "name" {
            shape = .table
            outcome.kind = "table of places"
            for (i, cell) in cells.enumerated() { columns[cell] = i }
        } else if cells.count == 19, Int(cells[0]) != nil {
            shape = .geonames
            outcome.kind = "places of GeoNames"
        } else if cells.count == 4, cells[0].contains("."), Int(cells[3]) != nil {
            shape = .codes
            outcome.kind = "codes of regions"
        } else if (8...10).contains(cells.count), Int(cells[0]) != nil, Int(cells[1]) != nil {
            shape = .names
            outcome.kind = "other names of GeoNames"
        }
    }

    private mutating func takePlace(_ cells: [String]) {
        guard cells.count == 19 else { return skip("\(cells.count) columns instead of 19") }
        guard let id = Int(cells[0]), id > 0 else { return skip("no number in column 1 (geonameid)") }
        guard let latitude = degrees(cells[4], 90) else { return skip("no number of -90…90 in column 5 (latitude)") }
        guard let longitude = degrees(cells[5], 180) else {
            return skip("no number of -180…180 in column 6 (longitude)")
        }
        guard let population = cells[14].isEmpty ? 0 : Int(cells[14]), population >= 0 else {
            return skip("no number in column 15 (population)")
        }
        guard let kind = Self.kind(class: cells[6], code: cells[7]) else {
            return skip("no feature class in column 7")
        }
        let region = kind == .country || cells[10] == "00" ? "" : cells[10]
        let facts = GazetteerBuilder.Facts(
            kind: kind, latitude: latitude, longitude: longitude, country: cells[8], region: region,
            population: min(population, 20_000_000_000), geonameID: id, isCapital: cells[7] == "PPLC")
        guard let place = builder.add(facts, named: cells[1]) else {
            return skip("a name, country or region code that is empty or too long")
        }
        outcome.places += 1
        if !cells[2].isEmpty, cells[2] != cells[1], builder.addName(cells[2], of: place) { outcome.names += 1 }
        for name in cells[3].split(separator: ",") where builder.addName(String(name), of: place) { outcome.names += 1 }
    }

    private mutating func takeCode(_ cells: [String]) {
        guard cells.count == 4, let id = Int(cells[3]) else { return skip("not code, name, plain name, number") }
        let parts = cells[0].split(separator: ".", maxSplits: 2).map(String.init)
        guard parts.count >= 2, parts[0].utf8.count == 2, !cells[1].isEmpty else {
            return skip("no code like RU.41 in column 1")
        }
        guard parts.count == 2 else {
            outcome.unused += 1
            return
        }
        codes.append((parts[0], parts[1], cells[1], id))
    }

    private mutating func takeName(_ cells: [String]) {
        guard (8...10).contains(cells.count), let id = Int(cells[1]) else {
            return skip("no number in column 2 (geonameid)")
        }
        let language = cells[2]
        guard !cells[3].isEmpty else { return skip("no name in column 4") }
        guard language.isEmpty || language == "en" || language == "abbr", let place = builder.place(withID: id) else {
            outcome.unused += 1
            return
        }
        if builder.addName(cells[3], of: place, as: language == "abbr" ? .short : .alternate) {
            outcome.names += 1
        } else {
            skip("a name that is too long")
        }
    }

    private mutating func takeTableRow(_ cells: [String]) {
        guard columns["kind"] != nil, cells.first != "kind" else { return }
        func cell(_ name: String) -> String { columns[name].flatMap { $0 < cells.count ? cells[$0] : nil } ?? "" }
        guard let kind = GazetteerEntry.Kind(word: cell("kind")) else {
            return skip("no kind '\(cell("kind").prefix(20))'")
        }
        guard let latitude = degrees(cell("lat"), 90) else { return skip("no number of -90…90 in column 'lat'") }
        guard let longitude = degrees(cell("lon"), 180) else { return skip("no number of -180…180 in column 'lon'") }
        let facts = GazetteerBuilder.Facts(
            kind: kind, latitude: latitude, longitude: longitude, country: cell("country"), region: cell("region"),
            population: Int(cell("population")) ?? 0, geonameID: Int(cell("id")) ?? 0,
            isApproximate: !cell("approximate").isEmpty, isCapital: !cell("capital").isEmpty)
        guard let place = builder.add(facts, named: cell("name")) else {
            return skip("a name, country or region code that is empty or too long")
        }
        outcome.places += 1
        for (column, link) in [("also", Gazetteer.Link.alternate), ("adjectives", .adjective), ("short", .short)] {
            for name in cell(column).split(separator: "|") where builder.addName(String(name), of: place, as: link) {
                outcome.names += 1
            }
        }
    }

    private func degrees(_ text: String, _ limit: Double) -> Double? {
        guard text.utf8.count <= 24, let value = Double(text), abs(value) <= limit else { return nil }
        return value
    }

    /// GeoNames' feature classes and codes as kinds.
    static func kind(class letter: String, code: String) -> GazetteerEntry.Kind? {
        switch letter {
        case "A":
            if code.hasPrefix("PCLH") { return .area }
            if code.hasPrefix("PCL") { return .country }
            if code == "ADM1" { return .region }
            return code.hasPrefix("ADM") ? .district : .area
        case "P": return .town
        case "H": return code.hasPrefix("STM") || code.hasPrefix("CNL") ? .river : .sea
        case "U": return .sea
        case "T": return .mountain
        case "L", "V": return code == "CONT" ? .continent : .area
        case "S", "R": return .point
        default: return nil
        }
    }
}
