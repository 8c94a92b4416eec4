import Archive
import Moments

extension Poller {
    /// Posts news that is due, oldest first, one at a time. A receiver that fails keeps its other messages waiting: they are not
    /// tried in this round.
    func post() async throws {
        let webhook = Webhook(visitor)
        var failing: Set<String> = []
        for news in try await desk.pendingPosts(at: Moment(seconds: clock.wall())) where !Task.isCancelled {
            let address = news.delivery.address
            guard !failing.contains(address) else { continue }
            let now = Moment(seconds: clock.wall())
            do throws(FetchFailure) {
                try await webhook.post(
                    Array(news.body.utf8), to: address, secret: news.secret, id: "\(news.id)", at: now)
                try await note(news, nil)
                told(.posted(watch: news.watch, address: address, nil))
            } catch {
                if let broken = error.archive { throw broken }
                guard error.kind != .cancelled, !Task.isCancelled else { return }
                failing.insert(address)
                try await desk.notePost(
                    news.id, failure: error, at: now, nextTry: now.adding(seconds: Int64(retry(news, error))))
                told(.posted(watch: news.watch, address: address, error))
            }
        }
    }

    private func note(_ news: PendingDelivery, _ failure: FetchFailure?) async throws(FetchFailure) {
        do throws(ArchiveError) {
            try await desk.notePost(news.id, failure: failure, at: Moment(seconds: clock.wall()))
        } catch {
            throw FetchFailure(broken: error)
        }
    }

    private func retry(_ news: PendingDelivery, _ failure: FetchFailure) -> Int {
        var schedule = options.schedule
        schedule.firstRetry = 60
        return withChance { schedule.retry(failures: news.tries + 1, retryAfter: failure.retryAfter, using: &$0) }
    }
}
