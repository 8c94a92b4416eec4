import Moments

extension Archive {
    /// The feeds that are followed, by address.
    public func feeds() throws(ArchiveError) -> [Feed] { try feeds("", []) }

    /// The feed at an address; nil when it is not followed.
    public func feed(_ url: String) throws(ArchiveError) -> Feed? {
        try feeds("WHERE url = ?", [.text(url)]).first
    }

    private func feeds(_ condition: String, _ values: [StoredValue]) throws(ArchiveError) -> [Feed] {
        var feeds: [Feed] = []
        try database.rows(
            """
            SELECT n, url, title, folder, added, pages, interval, moved_from, gone, etag, last_modified, hash, ttl,
                tried, next_try, succeeded, failures, reason, items, documents
            FROM feed \(condition) ORDER BY url
            """, values
        ) { row in
            func moment(_ column: Int) -> Moment? { row.isNull(column) ? nil : Moment(seconds: row.int(column)) }
            var feed = Feed(
                url: row.text(1) ?? "", title: row.text(2), folder: row.text(3), added: Moment(seconds: row.int(4)),
                fetchesPages: row.int(5) != 0, interval: row.isNull(6) ? nil : Int(row.int(6)))
            feed.number = row.int(0)
            feed.movedFrom = row.text(7)
            feed.state.isGone = row.int(8) != 0
            feed.state.etag = row.text(9)
            feed.state.lastModified = row.text(10)
            feed.state.hash = row.isNull(11) ? nil : row.blob(11)
            feed.state.ttl = row.isNull(12) ? nil : Int(row.int(12))
            feed.state.tried = moment(13)
            feed.state.nextTry = moment(14)
            feed.state.succeeded = moment(15)
            feed.state.failures = Int(row.int(16))
            feed.state.reason = row.text(17)
            feed.state.items = Int(row.int(18))
            feed.state.documents = Int(row.int(19))
            feeds.append(feed)
            return true
        }
        return feeds
    }

    /// Adds feeds, all or none. One that is there already takes on what is given for it, and is asked again at once when it
    /// had been given up.
    ///
    /// - Returns: for each, whether it is new.
    public func addFeeds(_ feeds: [Feed]) throws(ArchiveError) -> [Bool] {
        try database.transaction { () throws(ArchiveError) in
            var new: [Bool] = []
            for feed in feeds {
                let known = try database.number("SELECT 1 FROM feed WHERE url = ?", [.text(feed.url)]) != nil
                new.append(!known)
                let values: [StoredValue] = [
                    StoredValue(feed.title), StoredValue(feed.folder), .int(feed.fetchesPages ? 1 : 0),
                    StoredValue(feed.interval.map { Int64($0) }), .text(feed.url),
                ]
                if known {
                    try database.run(
                        """
                        UPDATE feed SET title = coalesce(?, title), folder = coalesce(?, folder), pages = max(pages, ?),
                            interval = coalesce(?, interval), next_try = iif(gone, NULL, next_try),
                            failures = iif(gone, 0, failures), reason = iif(gone, NULL, reason), gone = 0
                        WHERE url = ?
                        """, values)
                } else {
                    try database.run(
                        "INSERT INTO feed (title, folder, pages, interval, url, added) VALUES (?, ?, ?, ?, ?, ?)",
                        values + [.int(feed.added.seconds)])
                }
            }
            return new
        }
    }

    /// Stops following a feed. Its documents stay.
    ///
    /// - Returns: whether it was followed.
    public func removeFeed(_ url: String) throws(ArchiveError) -> Bool {
        try database.transaction { () throws(ArchiveError) in
            guard try database.number("SELECT 1 FROM feed WHERE url = ?", [.text(url)]) != nil else { return false }
            try database.run("DELETE FROM feed WHERE url = ?", [.text(url)])
            return true
        }
    }

    /// Keeps how asking a feed went; does nothing when it was removed meanwhile.
    ///
    /// - Parameters:
    ///   - title: what the feed calls itself, kept when it has no title yet.
    ///   - movedTo: its new address, when the server said that it moved for good. A feed that is followed there already takes its place.
    ///   - seen: keys of items that were taken, so that they are known next time.
    ///   - holding: how many items the feed holds now.
    public func noteFeed(
        _ number: Int64, _ state: Feed.State, title: String? = nil, movedTo: String? = nil, seen: [[UInt8]] = [],
        holding: Int = 0
    ) throws(ArchiveError) {
        try database.transaction { () throws(ArchiveError) in
            guard try database.number("SELECT 1 FROM feed WHERE n = ?", [.int(number)]) != nil else { return }
            try database.run(
                """
                UPDATE feed SET gone = ?, etag = ?, last_modified = ?, hash = ?, ttl = ?, tried = ?, next_try = ?,
                    succeeded = ?, failures = ?, reason = ?, items = ?, documents = ?, title = coalesce(title, ?)
                WHERE n = ?
                """,
                [
                    .int(state.isGone ? 1 : 0), StoredValue(state.etag), StoredValue(state.lastModified),
                    state.hash.map { .blob($0) } ?? .null, StoredValue(state.ttl.map { Int64($0) }),
                    StoredValue(state.tried?.seconds), StoredValue(state.nextTry?.seconds),
                    StoredValue(state.succeeded?.seconds), .int(Int64(state.failures)), StoredValue(state.reason),
                    .int(Int64(state.items)), .int(Int64(state.documents)), StoredValue(title), .int(number),
                ])
            let now = state.tried?.seconds ?? 0
            for key in seen {
                try database.run(
                    "INSERT OR IGNORE INTO feed_item (feed, key, seen) VALUES (?, ?, ?)",
                    [.int(number), .blob(key), .int(now)])
            }
            if !seen.isEmpty { try forgetItems(number, keeping: max(5_000, 4 * holding)) }
            guard let movedTo else { return }
            if try database.number("SELECT 1 FROM feed WHERE url = ? AND n <> ?", [.text(movedTo), .int(number)]) != nil
            {
                try database.run("DELETE FROM feed WHERE n = ?", [.int(number)])
            } else {
                try database.run(
                    "UPDATE feed SET moved_from = url, url = ? WHERE n = ? AND url <> ?",
                    [.text(movedTo), .int(number), .text(movedTo)])
            }
        }
    }

    /// Forgets the items that were seen longest ago, so that a feed's list does not grow for ever.
    private func forgetItems(_ number: Int64, keeping count: Int) throws(ArchiveError) {
        let known = try database.number("SELECT count(*) FROM feed_item WHERE feed = ?", [.int(number)]) ?? 0
        guard known > 2 * Int64(count) else { return }
        try database.run(
            """
            DELETE FROM feed_item WHERE feed = ? AND key IN
                (SELECT key FROM feed_item WHERE feed = ? ORDER BY seen, key LIMIT ?)
            """, [.int(number), .int(number), .int(known - Int64(count))])
    }

    /// Whether an item of a feed has been taken before.
    ///
    /// - Parameter key: of the item's content.
    public func hasSeen(_ key: [UInt8], in number: Int64) throws(ArchiveError) -> Bool {
        try database.number("SELECT 1 FROM feed_item WHERE feed = ? AND key = ?", [.int(number), .blob(key)]) != nil
    }
}
