public import Moments

/// What pages that list things need: states, times, versions, and the values that documents can be found by.
extension Archive {
    /// Changes whenever the archive does, by this program or another one; and the latest moment it knows of.
    public struct State: Sendable, Hashable {
        /// Equal numbers mean equal content, within one opening of the file.
        public var number: Int64
        /// When the newest document arrived or the last correction was made or taken back, whichever is later; nil when there is
        /// none of either.
        public var latest: Moment?
    }

    /// The state now. Cost: a look at two indexes.
    public func state() throws(ArchiveError) -> State {
        let version = try database.number("PRAGMA data_version") ?? 0
        let own = try database.number("SELECT total_changes()") ?? 0
        let arrived = try database.number("SELECT max(arrived) FROM document")
        let corrected = try database.number("SELECT max(max(made), ifnull(max(undone), 0)) FROM correction")
        let latest = [arrived, corrected].compactMap { $0 }.max()
        return State(
            number: version << 32 | own & 0xFFFF_FFFF, latest: latest.map { Moment(seconds: $0) })
    }

    /// When and by whom a story's document was published.
    public struct Publication: Sendable, Hashable {
        /// The story.
        public var story: String
        /// When, as the document says; nil when it does not.
        public var published: Moment?
        /// When it arrived.
        public var arrived: Moment
        /// The outlet, when one is known.
        public var outlet: String?
        /// The title, when it has one.
        public var title: String?
    }

    /// How a document stands in the archive.
    public struct Standing: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its title.
        public var title: String?
        /// When it was published.
        public var published: Moment?
        /// When it arrived.
        public var arrived: Moment
        /// Its story.
        public var story: String?
        /// Program version and models that read it.
        public var run: String
    }

    /// A document's standing; nil when there is no such document.
    public func standing(_ id: String) throws(ArchiveError) -> Standing? {
        try standings("d.id = ?", [.text(id)]).first
    }

    /// All versions of a document, by arrival, itself among them.
    public func versions(of id: String) throws(ArchiveError) -> [Standing] {
        try standings(
            """
            d.n IN (
                WITH RECURSIVE chain(n) AS (
                    SELECT n FROM document WHERE id = ?
                    UNION SELECT previous FROM document JOIN chain USING (n) WHERE previous IS NOT NULL
                    UNION SELECT document.n FROM document JOIN chain ON document.previous = chain.n
                ) SELECT n FROM chain)
            """, [.text(id)])
    }

    private func standings(_ condition: String, _ values: [StoredValue]) throws(ArchiveError) -> [Standing] {
        var found: [Standing] = []
        try database.rows(
            """
            SELECT d.id, d.title, d.published, d.arrived, m.story, u.version, u.models FROM document d
            LEFT JOIN member m ON m.document = d.n
            LEFT JOIN run u ON u.n = (SELECT max(run) FROM reading WHERE document = d.n)
            WHERE \(condition) ORDER BY d.arrived, d.n
            """, values
        ) { row in
            let models = row.text(6) ?? ""
            found.append(
                Standing(
                    id: row.text(0) ?? "", title: row.text(1),
                    published: row.isNull(2) ? nil : Moment(seconds: row.int(2)), arrived: Moment(seconds: row.int(3)),
                    story: row.text(4), run: (row.text(5) ?? "") + (models.isEmpty ? "" : "; " + models)))
            return true
        }
        return found
    }

    /// Kinds of values that documents can be found by, as queries name them.
    public enum FacetKind: String, Sendable, CaseIterable {
        case outlet, country, place, entity, source, type, measure
    }

    /// A value and how many of the documents have it.
    public struct FacetCount: Sendable, Hashable {
        /// The value.
        public var value: String
        /// Documents.
        public var documents: Int
    }

    /// The commonest values among documents, most documents first, then by name.
    public func facets(
        _ kind: FacetKind, of documents: [String], limit: Int = 8
    ) throws(ArchiveError) -> [FacetCount] {
        guard !documents.isEmpty else { return [] }
        let marks = Array(repeating: "?", count: documents.count).joined(separator: ",")
        let ids = documents.map { StoredValue.text($0) }
        var found: [FacetCount] = []
        guard kind != .outlet else {
            try database.rows(
                """
                SELECT outlet, count(*) FROM document WHERE id IN (\(marks)) AND outlet IS NOT NULL
                GROUP BY outlet ORDER BY 2 DESC, 1 LIMIT \(limit)
                """, ids
            ) { row in
                found.append(FacetCount(value: row.text(0) ?? "", documents: Int(row.int(1))))
                return true
            }
            return found
        }
        // Values that differ in the case of Basic Latin letters are one, as in the index, written as it stands first in order.
        let digit = UInt8(0x30 + Self.number(kind).rawValue)
        var counts: [[UInt8]: FacetCount] = [:]
        try database.rows(
            "SELECT list FROM found WHERE document IN (SELECT n FROM document WHERE id IN (\(marks)))", ids
        ) { row in
            var seen: Set<[UInt8]> = []
            for line in (row.text(0) ?? "").utf8.split(separator: 0x0A) where line.first == digit {
                let value = String(Substring(line.dropFirst()))
                let folded = value.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
                let isNew = seen.insert(folded).inserted
                counts[folded, default: FacetCount(value: value, documents: 0)].documents += isNew ? 1 : 0
                if value < counts[folded]?.value ?? value { counts[folded]?.value = value }
            }
            return true
        }
        found = counts.sorted {
            $0.value.documents != $1.value.documents
                ? $0.value.documents > $1.value.documents : $0.key.lexicographicallyPrecedes($1.key)
        }.map(\.value)
        return Array(found.prefix(limit))
    }

    private static func number(_ kind: FacetKind) -> Facets.Kind {
        switch kind {
        case .outlet, .entity: .entity
        case .country: .country
        case .place: .place
        case .source: .source
        case .type: .type
        case .measure: .measure
        }
    }

    /// Program versions and models that read documents, with how many each read.
    public func runs() throws(ArchiveError) -> [(version: String, models: String, documents: Int)] {
        var found: [(version: String, models: String, documents: Int)] = []
        try database.rows(
            "SELECT u.version, u.models, count(r.document) FROM run u LEFT JOIN reading r ON r.run = u.n GROUP BY u.n ORDER BY u.n"
        ) { row in
            found.append((row.text(0) ?? "", row.text(1) ?? "", Int(row.int(2))))
            return true
        }
        return found
    }
}
