import Archive
import Following
import JSON
import Moments

/// A feed as the `feeds` commands show it.
enum FeedLine {
    /// How a feed is.
    enum Health: String {
        case waiting = "not asked yet"
        case well
        case failing
        case gone
    }

    /// How a feed is.
    static func health(_ feed: Feed) -> Health {
        if feed.state.isGone { return .gone }
        if feed.state.failures > 0 { return .failing }
        return feed.state.succeeded == nil ? .waiting : .well
    }

    /// Two lines for people.
    static func text(_ feed: Feed, now: Moment) -> [UInt8] {
        let state = feed.state
        var facts: [String] = []
        switch health(feed) {
        case .failing:
            facts.append("failing, \(state.failures) \(state.failures == 1 ? "time" : "times"): \(state.reason ?? "?")")
        case .gone: facts.append("gone: \(state.reason ?? "?")")
        case let health: facts.append(health.rawValue)
        }
        if state.isGone {
            facts.append("not asked again")
        } else {
            let left = Schedule.remaining(tried: state.tried, nextTry: state.nextTry, now: now)
            facts.append(left == 0 ? "due now" : "next try in \(TimeSpan.text(left))")
        }
        if let succeeded = state.succeeded {
            facts.append("last answer \(ArchiveArguments.minute(succeeded))")
        } else if state.tried != nil {
            facts.append("never answered")
        }
        if state.items > 0 { facts.append("\(state.items) items, \(state.documents) documents") }
        if let old = feed.movedFrom { facts.append("moved from \(old)") }
        return Array("\(feed.url)\n    \(facts.joined(separator: "; "))\n".utf8)
    }

    /// One line for programs.
    static func json(_ feed: Feed) -> [UInt8] {
        var out = JSONWriter()
        out.object { json in
            json.member("url", feed.url)
            json.member("title", feed.title)
            json.member("folder", feed.folder)
            json.member("added", feed.added.rfc3339())
            json.member("pages", feed.fetchesPages)
            json.member("interval", feed.interval)
            json.member("movedFrom", feed.movedFrom)
            json.member("health", health(feed).rawValue)
            json.member("tried", feed.state.tried.map { $0.rfc3339() })
            json.member("next", feed.state.nextTry.map { $0.rfc3339() })
            json.member("succeeded", feed.state.succeeded.map { $0.rfc3339() })
            json.member("failures", feed.state.failures)
            json.member("reason", feed.state.reason)
            json.member("ttl", feed.state.ttl)
            json.member("etag", feed.state.etag)
            json.member("lastModified", feed.state.lastModified)
            json.member("items", feed.state.items)
            json.member("documents", feed.state.documents)
        }
        out.newline()
        return out.bytes
    }
}
