import Documents
import Glibc
public import Moments
public import Texts

extension Archive {
    /// A document that was found.
    public struct Hit: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its story, when stories have been made since it came.
        public var story: String?
        /// Who published it.
        public var outlet: String?
        /// Its title.
        public var title: String?
        /// When it says it was published.
        public var published: Moment?
        /// When it arrived.
        public var arrived: Moment
        /// Whether the words stand in the title.
        public var inTitle: Bool
        /// A stretch of the text around the first word that was found.
        public var snippet: String
        /// Where the snippet stands in the text, in bytes.
        public var extent: Extent
        /// What was found in the snippet: byte offsets into the snippet.
        public var marks: [Extent]
    }

    /// Documents that answer a query: those with the words in the title first, then the newest published.
    ///
    /// Common words cost no scan of the archive: of the documents with all words, the latest `bound` arrivals with them in the
    /// title and the latest `bound` at all are looked at.
    public func search(_ query: SearchQuery, limit: Int = 10, bound: Int = 80) throws(ArchiveError) -> [Hit] {
        try database.mapForReading()
        return try database.look { () throws(ArchiveError) in try hits(query, limit, max(bound, limit)) }
    }

    private func hits(_ query: SearchQuery, _ limit: Int, _ bound: Int) throws(ArchiveError) -> [Hit] {
        var found: Found = [:]
        if let some = try self.found(byTexts: query, least: limit, bound: bound) {
            found = some
        } else {
            try candidates(query, match: query.match(inTitle: false), bound: bound) { n, published in
                found[n] = (published, false)
                return true
            }
            if found.count < bound, let phrases = phrases(of: query) {
                // That was all there is: the titles themselves say it sooner than the index.
                for n in Array(found.keys) where try hasInTitle(phrases, n) { found[n]?.inTitle = true }
            } else if let match = query.match(inTitle: true), !found.isEmpty {
                try candidates(query, match: match, bound: bound) { n, published in
                    found[n] = (published, true)
                    return true
                }
            }
        }
        let best = found.sorted { a, b in
            if a.value.inTitle != b.value.inTitle { return a.value.inTitle }
            return a.value.published != b.value.published ? a.value.published > b.value.published : a.key > b.key
        }
        let chosen = best.prefix(limit)
        guard !chosen.isEmpty else { return [] }
        var hits: [Int64: Hit] = [:]
        try database.rows(
            """
            SELECT d.id, m.story, d.outlet, d.title, d.published, d.arrived, d.body, d.n
            FROM document d LEFT JOIN member m ON m.document = d.n
            WHERE d.n IN (\(chosen.map { "\($0.key)" }.joined(separator: ",")))
            """
        ) { row throws(ArchiveError) in
            let id = row.text(0) ?? ""
            let snippet = Snippet(try text(in: row.blob(6), id), terms: query.terms)
            hits[row.int(7)] = Hit(
                id: id, story: row.text(1), outlet: row.text(2), title: row.text(3),
                published: row.isNull(4) ? nil : Moment(seconds: row.int(4)), arrived: Moment(seconds: row.int(5)),
                inTitle: found[row.int(7)]?.inTitle ?? false, snippet: snippet.text, extent: snippet.extent,
                marks: snippet.marks)
            return true
        }
        return chosen.compactMap { hits[$0.key] }
    }

    /// The terms of a query's words and phrases; nil without any, or where one holds nothing that the index knows.
    private func phrases(of query: SearchQuery) -> [(terms: [[UInt8]], isPrefix: Bool)]? {
        guard let splitter, !query.terms.isEmpty else { return nil }
        let phrases = query.terms.map { term in
            (terms: splitter.terms(of: Array(term.words.joined(separator: " ").utf8)), isPrefix: term.isPrefix)
        }
        return phrases.contains { $0.terms.isEmpty } ? nil : phrases
    }

    /// Whether all phrases stand in a document's title.
    private func hasInTitle(_ phrases: [(terms: [[UInt8]], isPrefix: Bool)], _ n: Int64) throws(ArchiveError) -> Bool {
        guard let splitter, let title = try database.text(kept: "SELECT title FROM document WHERE n = ?", [.int(n)])
        else { return false }
        let terms = splitter.terms(of: Array(title.utf8))
        return phrases.allSatisfy { phrase in
            terms.indices.contains { start in
                guard start + phrase.terms.count <= terms.count else { return false }
                return phrase.terms.indices.allSatisfy { i in
                    phrase.isPrefix && i == phrase.terms.count - 1
                        ? terms[start + i].starts(with: phrase.terms[i]) : terms[start + i] == phrase.terms[i]
                }
            }
        }
    }

    /// Documents that answer a query, the latest first, with the second they were published in, until `each` returns false.
    @_optimize(none)  // It waits for SQLite; else it is there once for each caller.
    func candidates(
        _ query: SearchQuery, match: String?, bound: Int, within span: ClosedRange<Int64>? = nil,
        _ each: (Int64, Int64) throws(ArchiveError) -> Bool
    ) throws(ArchiveError) {
        // The index that leads: its rows come in falling order of their number, so that the latest are found without the rest.
        let lead = match != nil ? "w.rowid" : query.facets.isEmpty ? "d.n" : "f.rowid"
        // Times stand in an index of their own: the rows with their texts lie a page apart.
        let table = query.outlets.isEmpty ? "document d INDEXED BY document_times" : "document d"
        var from = table
        var conditions: [String] = []
        var values: [StoredValue] = []
        if let match {
            let index = try wordIndex(for: query)
            from = "\(index) w JOIN \(table) ON d.n = w.rowid"
            conditions.append("w.\(index) MATCH ?")
            values.append(.text(match))
        }
        if !query.facets.isEmpty {
            let expression = query.facets.map { Facets.expression($0.kind, $0.value) }.joined(separator: " AND ")
            if match == nil {
                from = "facets f CROSS JOIN \(table) ON d.n = f.rowid"
                conditions.append("f.facets MATCH ?")
                values.append(.text(expression))
            } else {
                conditions.append("d.n IN (SELECT rowid FROM facets WHERE facets MATCH ? AND rowid > ?)")
                values += [.text(expression), .int(query.after ?? -1)]
            }
        }
        if !query.stories.isEmpty { from += " JOIN member m ON m.document = d.n" }
        for name in query.stories {
            // Under an id that it had, a story is found like under the one it has.
            let story = try story(named: name) ?? name
            conditions.append("substr(m.story, 1, length(?)) = ?")
            values += [.text(story), .text(story)]
        }
        for outlet in query.outlets {
            conditions.append("d.outlet = ? COLLATE NOCASE")
            values.append(.text(outlet))
        }
        for (moment, condition) in [
            (query.since, "d.published >= ?"), (query.before, "d.published < ?"),
            (query.arrivedSince, "d.arrived >= ?"), (query.arrivedBefore, "d.arrived < ?"),
        ] {
            guard let moment else { continue }
            conditions.append(condition)
            values.append(.int(moment.seconds))
        }
        if let span {
            conditions.append("\(lead) BETWEEN ? AND ?")
            values += [.int(span.lowerBound), .int(span.upperBound)]
        }
        if let after = query.after {
            conditions.append("\(lead) > ?")
            values.append(.int(after))
        }
        if let circle = query.circle {
            let (box, inside) = try near(circle, after: query.after)
            conditions.append("d.n IN (\(inside.map(String.init).joined(separator: ",")))")
            if box == 0 { return }
        }
        let sql =
            "SELECT d.n, ifnull(d.published, -9000000000000) FROM \(from)"
            + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
            + " ORDER BY \(lead) DESC LIMIT \(bound)"
        try database.rows(sql, values) { row throws(ArchiveError) in try each(row.int(0), row.int(1)) }
    }

    /// Documents with a place inside a circle (haversine on a sphere of 6371.0 km).
    ///
    /// - Parameter after: only documents with a higher number; those are few, and their own rows are asked.
    private func near(
        _ circle: SearchQuery.Circle, after: Int64?
    ) throws(ArchiveError) -> (count: Int, documents: [Int64]) {
        var documents: Set<Int64> = []
        func look(_ document: Int64, _ latitude: Double, _ longitude: Double) {
            let radians = Double.pi / 180
            let (a, b) = (circle.latitude * radians, latitude * radians)
            let across = (longitude - circle.longitude) * radians
            let h = pow(sin((b - a) / 2), 2) + cos(a) * cos(b) * pow(sin(across / 2), 2)
            if 2 * 6371.0 * asin(min(1, h.squareRoot())) <= circle.kilometres { documents.insert(document) }
        }
        if let after {
            try database.rows("SELECT document, list FROM found WHERE document > ?", [.int(after)]) { row in
                for line in (row.text(1) ?? "").utf8.split(separator: 0x0A) {
                    if let spot = SpotLine(line) { look(row.int(0), spot.latitude, spot.longitude) }
                }
                return true
            }
            return (documents.count, documents.sorted())
        }
        try database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.lines USING fts5vocab(main, facets, instance)")
        for (first, last) in circle.cells {
            try database.rows(
                "SELECT doc, term FROM temp.lines WHERE term >= ? AND term <= ?", [.text(first), .text(last)]
            ) { row in
                if let spot = SpotLine(Substring(row.text(1) ?? "").utf8) {
                    look(row.int(0), spot.latitude, spot.longitude)
                }
                return true
            }
        }
        return (documents.count, documents.sorted())
    }
}

extension SearchQuery.Circle {
    /// Lines between which those of the places in it stand (`SpotLine`): a range for each degree of latitude, two where it crosses 180° E.
    var cells: [(first: String, last: String)] {
        let reach = kilometres / 111.19
        let north = max(-90, latitude - reach - 0.001)...min(90, latitude + reach + 0.001)
        var width = 180.0
        // Where it does not hold a pole, its meridians touch it at an angle of asin(sin r / cos φ) from its middle.
        if latitude + reach < 89.9, latitude - reach > -89.9 {
            let radians = Double.pi / 180
            width = asin(min(1, sin(reach * radians) / cos(latitude * radians))) / radians + 0.001
        }
        var spans = [max(-180, longitude - width)...min(180, longitude + width)]
        if longitude - width < -180 { spans.append(min(180, longitude - width + 360)...180) }
        if longitude + width > 180 { spans.append(-180...max(-180, longitude + width - 360)) }
        func degree(_ value: Double, _ from: Double) -> Int { Int((value + from).rounded(.down)) }
        return (degree(north.lowerBound, 90)...degree(north.upperBound, 90)).flatMap { row in
            spans.map { SpotLine.range(north: row, east: degree($0.lowerBound, 180)...degree($0.upperBound, 180)) }
        }
    }
}
