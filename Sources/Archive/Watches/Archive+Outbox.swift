public import Moments

extension Archive {
    /// Tries after which a delivery is given up; it stays in the outbox with its fault.
    public static let mostTries = 12

    /// News that is due: never tried, or due for another try. Oldest first.
    ///
    /// - Parameter kind: only `file`, `output`, `mail` or `webhook`; nil for all.
    public func pendingDeliveries(
        now: Moment, kind: String? = nil, limit: Int = 100
    ) throws(ArchiveError) -> [PendingDelivery] {
        var due: [PendingDelivery] = []
        try database.rows(
            """
            SELECT o.id, o.watch, o.delivery, o.address, w.secret, o.body, o.made, o.tries
            FROM outbox o JOIN watch w ON w.n = o.watch
            WHERE o.delivered IS NULL AND o.nextTry <= ?1 AND o.tries < ?2 AND (?3 IS NULL OR o.delivery = ?3)
            ORDER BY o.id LIMIT ?4
            """, [.int(now.seconds), .int(Int64(Self.mostTries)), StoredValue(kind), .int(Int64(limit))]
        ) { row in
            guard let delivery = Watch.Delivery(kind: row.text(2) ?? "", address: row.text(3) ?? "") else {
                return true
            }
            due.append(
                PendingDelivery(
                    id: row.int(0), watch: "w\(row.int(1))", delivery: delivery, secret: row.text(4) ?? "",
                    body: row.text(5) ?? "", made: Moment(seconds: row.int(6)), tries: Int(row.int(7))))
            return true
        }
        return due
    }

    /// Notes that news has gone out.
    public func markDelivered(_ id: Int64, at now: Moment) throws(ArchiveError) {
        try database.run(
            "UPDATE outbox SET delivered = ?, tries = tries + 1, fault = NULL WHERE id = ?",
            [.int(now.seconds), .int(id)])
    }

    /// Notes that news could not go out, and when to try again.
    ///
    /// - Parameter nextTry: nil waits a minute after the first failure and twice as long after each further one, a day at most.
    public func markFailed(_ id: Int64, reason: String, at now: Moment, nextTry: Moment? = nil) throws(ArchiveError) {
        let tries = try database.number("SELECT tries FROM outbox WHERE id = ?", [.int(id)]) ?? 0
        let wait: Int64 = min(86_400, 60 << min(tries, 11))
        try database.run(
            "UPDATE outbox SET tries = tries + 1, nextTry = ?, fault = ? WHERE id = ?",
            [.int(nextTry?.seconds ?? now.seconds + wait), .text(reason), .int(id)])
    }

    /// Why the latest news of a watch did not go out; nil when all did.
    public func deliveryFault(of watch: String) throws(ArchiveError) -> String? {
        guard let number = Self.number(ofWatch: watch) else { return nil }
        return try database.text(
            "SELECT fault FROM outbox WHERE watch = ? AND delivered IS NULL AND fault IS NOT NULL ORDER BY id DESC LIMIT 1",
            [.int(number)])
    }
}
