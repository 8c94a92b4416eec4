import Archive
import Moments

extension Desk {
    /// Puts what has arrived to the watches, and delivers their news, all but what is posted to web addresses.
    ///
    /// - Returns: what could not be delivered, a line each; it is tried again later.
    func runWatches(at now: Moment) throws -> [String] {
        guard try !archive.watches().isEmpty else { return [] }
        _ = try archive.runWatches(at: now, builder: builder)
        return try archive.deliver(at: now)
    }

    /// News that is due to be posted.
    func pendingPosts(at now: Moment) throws(ArchiveError) -> [PendingDelivery] {
        try archive.pendingDeliveries(now: now, kind: "webhook", limit: 100)
    }

    /// Notes how a post went.
    ///
    /// - Parameter nextTry: when it is tried again after a failure.
    func notePost(
        _ id: Int64, failure: FetchFailure?, at now: Moment, nextTry: Moment? = nil
    ) throws(ArchiveError) {
        if let failure {
            try archive.markFailed(id, reason: failure.reason, at: now, nextTry: nextTry)
        } else {
            try archive.markDelivered(id, at: now)
        }
    }
}
