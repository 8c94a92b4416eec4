import Archive
import Moments

/// Which feed is asked when, on the steady clock, so that a jump of the wall's clock delays nothing.
struct PollPlan {
    /// Feeds that are being asked.
    private(set) var running: Set<Int64> = []
    /// When the list is looked at again.
    var reloadAt = 0.0
    private var feeds: [Int64: Feed] = [:]
    private var due: [Int64: Double] = [:]
    /// Numbers of feeds in the order of their addresses, so that polls of one moment have one order.
    private var order: [Int64] = []

    /// Takes on the archive's list.
    mutating func take(_ list: [Feed], now: Moment, steady: Double) {
        var kept: [Int64: Double] = [:]
        for feed in list where !feed.state.isGone {
            if let known = due[feed.number], let old = feeds[feed.number],
                old.url == feed.url, running.contains(feed.number) || !Self.wasReset(old, feed)
            {
                kept[feed.number] = known
            } else {
                let left = Schedule.remaining(tried: feed.state.tried, nextTry: feed.state.nextTry, now: now)
                kept[feed.number] = steady + Double(left)
            }
        }
        due = kept
        feeds = Dictionary(list.map { ($0.number, $0) }) { a, _ in a }
        order = list.map(\.number)
    }

    /// Whether somebody else asked for the feed anew meanwhile.
    private static func wasReset(_ old: Feed, _ new: Feed) -> Bool {
        new.state.nextTry == nil && old.state.nextTry != nil || old.interval != new.interval
    }

    /// The next feed that is due, which then runs; nil when there is none.
    mutating func next(_ steady: Double) -> Feed? {
        var best: (number: Int64, due: Double)?
        for number in order where !running.contains(number) {
            guard let at = due[number], at <= steady else { continue }
            if best.map({ at < $0.due }) ?? true { best = (number, at) }
        }
        guard let best, let feed = feeds[best.number] else { return nil }
        running.insert(best.number)
        return feed
    }

    /// A poll has ended.
    ///
    /// - Parameter wait: seconds to the next; nil when the feed is given up or the poll came to nothing.
    mutating func done(_ number: Int64, wait: Int?, steady: Double, once: Bool) {
        running.remove(number)
        due[number] = once ? nil : wait.map { steady + Double($0) }
    }

    /// Seconds until the next feed is due.
    func wait(_ steady: Double) -> Double {
        let next = due.filter { !running.contains($0.key) }.values.min() ?? .infinity
        return max(next - steady, 0)
    }
}
