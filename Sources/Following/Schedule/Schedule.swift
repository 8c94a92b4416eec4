public import Moments

/// When a feed is asked again. Pure arithmetic; seconds everywhere.
public struct Schedule: Sendable, Hashable {
    /// Between two polls of a feed that says nothing about it.
    public var interval = 1_800
    /// No feed is asked more often, whatever it or the user says.
    public var shortest = 60
    /// No feed is asked less often, except when its server asks for it (`Retry-After`).
    public var longest = 86_400
    /// After the first failure; doubled with each further one, up to `longest`.
    public var firstRetry = 300
    /// Longest time that a server's `Retry-After` is honoured for.
    public var longestRetryAfter = 7 * 86_400
    /// How far times are spread around what was computed, as a share of it.
    public var spread = 0.1

    /// The times named above.
    public init() {}

    /// Seconds to wait after an answer.
    ///
    /// - Parameters:
    ///   - wanted: between polls of this feed, by the user's wish; nil for the usual.
    ///   - ttl: for which the feed or its server says its content holds; a longer one than the interval is kept to.
    public func wait(
        wanted: Int?, ttl: Int?, using generator: inout some RandomNumberGenerator
    ) -> Int {
        let base = min(max(wanted ?? interval, ttl ?? 0, shortest), max(longest, wanted ?? 0))
        // Only ever later than what was promised.
        let more = Double.random(in: 0...spread, using: &generator) * Double(base)
        return base + Int(more)
    }

    /// Seconds to wait after a number of failures in a row: doubled each time, half of it by chance ("equal jitter"), so that
    /// feeds that failed together do not come back together.
    public func retry(
        failures: Int, retryAfter: Int?, using generator: inout some RandomNumberGenerator
    ) -> Int {
        let doublings = min(max(failures - 1, 0), 20)
        let full = min(Double(firstRetry) * Double(1 << doublings), Double(longest))
        let wait = full / 2 + Double.random(in: 0...(full / 2), using: &generator)
        return max(Int(wait), min(retryAfter ?? 0, longestRetryAfter), 1)
    }

    /// Seconds left until a feed is due; 0 when it is.
    ///
    /// When the clock was set back behind the last try, nobody knows how much time has passed, and the feed is due: one early
    /// question is better than years of silence. A step back of up to a minute, as time servers make, changes nothing.
    public static func remaining(tried: Moment?, nextTry: Moment?, now: Moment) -> Int {
        guard let nextTry else { return 0 }
        let left = max(nextTry.seconds - now.seconds, 0)
        guard let tried else { return Int(left) }
        guard tried.seconds - now.seconds <= 60 else { return 0 }
        return Int(min(left, max(nextTry.seconds - tried.seconds, 0)))
    }
}
