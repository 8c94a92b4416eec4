import Archive
import Captures
import Following
import JSON
import Moments
import Synchronization

/// What polling does, as lines.
final class PollLines: Sendable {
    private let json: Bool
    /// Keeps lines whole when several feeds tell at once.
    private let turn = Mutex(())

    init(json: Bool) { self.json = json }

    /// Writes the lines for an event.
    func tell(_ event: PollEvent) {
        let lines = json ? object(event) : text(event)
        guard let lines else { return }
        turn.withLock { _ in Talk.print(lines) }
    }

    private func text(_ event: PollEvent) -> [UInt8]? {
        switch event {
        case .document: return nil
        case .skipped(let feed, let fault): return line("\(feed.url): left out: \(fault.reason)")
        case .page(let feed, let url, let failure):
            return line("\(feed.url): the page \(url) was not fetched: \(failure.reason)")
        case .stories(let opened, let grown): return line("\(opened) stories opened, \(grown) grown")
        case .posted(let watch, let address, let failure):
            return line(
                "watch \(watch): \(failure.map { "not posted to \(address): \($0.reason)" } ?? "posted to \(address)")")
        case .undelivered(let fault): return line(fault)
        case .polled(let feed, let result):
            let next = result.wait.map { "next in \(TimeSpan.text($0))" } ?? "not asked again"
            if let failure = result.failure { return line("\(feed.url): \(failure.reason); \(next)") }
            let moved = result.movedTo.map { ", moved to \($0)" } ?? ""
            if result.isUnchanged { return line("\(feed.url): unchanged\(moved); \(next)") }
            let versions = result.versions > 0 ? ", \(result.versions) new versions" : ""
            let skipped = result.skipped > 0 ? ", \(result.skipped) left out" : ""
            return line("\(feed.url): \(result.new) new\(versions), \(result.known) known\(skipped)\(moved); \(next)")
        }
    }

    private func line(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }

    private func object(_ event: PollEvent) -> [UInt8]? {
        var out = JSONWriter()
        out.object { json in
            switch event {
            case .document(let feed, let added):
                json.member("feed", feed.url)
                json.member("id", added.id)
                switch added.outcome {
                case .new: json.member("outcome", "new")
                case .known: json.member("outcome", "known")
                case .version(let of):
                    json.member("outcome", "version")
                    json.member("of", of)
                }
            case .skipped(let feed, let fault):
                json.member("feed", feed.url)
                json.member("skipped", fault.reason)
            case .page(let feed, let url, let failure):
                json.member("feed", feed.url)
                json.member("page", url)
                json.member("reason", failure.reason)
            case .stories(let opened, let grown):
                json.member("opened", opened)
                json.member("grown", grown)
            case .posted(let watch, let address, let failure):
                json.member("watch", watch)
                json.member("posted", address)
                json.member("ok", failure == nil)
                json.member("reason", failure?.reason)
            case .undelivered(let fault): json.member("undelivered", fault)
            case .polled(let feed, let result):
                json.member("feed", feed.url)
                json.member("polled", feed.state.tried.map { $0.rfc3339() })
                json.member("ok", result.failure == nil)
                json.member("unchanged", result.isUnchanged)
                json.member("new", result.new)
                json.member("versions", result.versions)
                json.member("known", result.known)
                json.member("skipped", result.skipped)
                json.member("movedTo", result.movedTo)
                json.member("reason", result.failure?.reason)
                json.member("failures", feed.state.failures)
                json.member("next", feed.state.nextTry.map { $0.rfc3339() })
            }
        }
        out.newline()
        return out.bytes
    }
}
