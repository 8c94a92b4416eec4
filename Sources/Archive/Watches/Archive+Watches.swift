public import Moments

extension Archive {
    /// Keeps a new watch. It looks at what arrives from now on.
    ///
    /// - Throws: when the condition is a search that cannot be read.
    public func addWatch(
        _ condition: Watch.Condition, delivery: Watch.Delivery, at now: Moment, secret: String? = nil
    ) throws(ArchiveError) -> Watch {
        if case .query(let text) = condition {
            do {
                _ = try SearchQuery(text)
            } catch {
                throw ArchiveError(
                    file: database.path,
                    reason: "the search '\(text)' cannot be watched: "
                        + (error.description.hasSuffix(".") ? String(error.description.dropLast()) : error.description),
                    advice: "Write it as for `sitrep search`.")
            }
        }
        let secret = secret ?? Self.randomSecret()
        let number = try database.transaction { () throws(ArchiveError) in
            let latest = try database.number("SELECT max(n) FROM document") ?? 0
            try database.run(
                "INSERT INTO watch (condition, delivery, address, secret, made, seen) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(condition.line), .text(delivery.kind), .text(delivery.address), .text(secret),
                    .int(now.seconds), .int(latest),
                ])
            return database.lastRow
        }
        return Watch(id: "w\(number)", condition: condition, delivery: delivery, secret: secret, made: now)
    }

    /// The watches there are, oldest first.
    public func watches() throws(ArchiveError) -> [Watch] { try storedWatches().map(\.watch) }

    /// Ends a watch; false when there is none of that id.
    public func removeWatch(_ id: String, at now: Moment) throws(ArchiveError) -> Bool {
        guard let number = Self.number(ofWatch: id) else { return false }
        try database.run(
            "UPDATE watch SET ended = ? WHERE n = ? AND ended IS NULL", [.int(now.seconds), .int(number)])
        return database.changes > 0
    }

    func storedWatches() throws(ArchiveError) -> [(number: Int64, seen: Int64, watch: Watch)] {
        var found: [(number: Int64, seen: Int64, watch: Watch)] = []
        try database.rows(
            "SELECT n, condition, delivery, address, secret, made, seen FROM watch WHERE ended IS NULL ORDER BY n"
        ) { row in
            guard let condition = Watch.Condition(line: row.text(1) ?? ""),
                let delivery = Watch.Delivery(kind: row.text(2) ?? "", address: row.text(3) ?? "")
            else { return true }
            let watch = Watch(
                id: "w\(row.int(0))", condition: condition, delivery: delivery, secret: row.text(4) ?? "",
                made: Moment(seconds: row.int(5)))
            found.append((row.int(0), row.int(6), watch))
            return true
        }
        return found
    }

    static func number(ofWatch id: String) -> Int64? { id.hasPrefix("w") ? Int64(id.dropFirst()) : Int64(id) }

    /// 32 random bytes as hexadecimal digits.
    private static func randomSecret() -> String {
        var random = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: (0..<64).map { _ in digits[Int(random.next() & 15)] }, as: UTF8.self)
    }
}
