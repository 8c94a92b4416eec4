import Archive
import Captures
import Documents
import Moments
import Texts

extension Poller {
    /// Asks one feed, puts what is new into the archive, and keeps how it went.
    func poll(_ feed: Feed) async throws -> PollResult {
        var feed = feed
        var result = PollResult()
        var seen: [[UInt8]] = []
        var holding = 0
        var title: String?
        feed.state.tried = Moment(seconds: clock.wall())
        do throws(FetchFailure) {
            let address = try WebAddress(feed.url)
            let arrival = try await visitor.get(address, wanted: .feed, fields: Self.validators(feed.state))
            let freshness = Freshness(arrival.answer, now: clock.wall())
            switch arrival.answer.status {
            case 304: result.isUnchanged = true
            case 200..<300:
                let hash = Fingerprint(of: arrival.answer.body).bytes
                if hash == feed.state.hash {
                    result.isUnchanged = true
                    feed.state.etag = arrival.answer["ETag"]
                    feed.state.lastModified = arrival.answer["Last-Modified"]
                } else {
                    let body = try FeedBody(arrival, now: Moment(seconds: clock.wall()), reader)
                    title = body.facts.title
                    holding = body.items.count
                    let isWhole = try await take(body, &feed, &result, &seen)
                    // With pages still to fetch, the next poll has to see the items again.
                    feed.state.hash = isWhole ? hash : nil
                    feed.state.etag = isWhole ? arrival.answer["ETag"] : nil
                    feed.state.lastModified = isWhole ? arrival.answer["Last-Modified"] : nil
                    feed.state.ttl = body.facts.ttl
                }
            case 410:
                throw FetchFailure(
                    .status, "410 Gone: the feed is no more. `sitrep feeds add` asks it again", status: 410)
            case let status:
                throw FetchFailure(
                    .status, WebAnswer.words(status), status: status, retryAfter: freshness.retryAfter)
            }
            if let maxAge = freshness.maxAge { feed.state.ttl = max(feed.state.ttl ?? 0, maxAge) }
            // An address is given up for another one only when the other one works.
            result.movedTo = arrival.movedTo.flatMap { $0 == address ? nil : $0.description }
            feed.state.succeeded = Moment(seconds: clock.wall())
            feed.state.failures = 0
            feed.state.reason = nil
            result.wait = withChance { options.schedule.wait(wanted: feed.interval, ttl: feed.state.ttl, using: &$0) }
        } catch {
            if error.kind == .cancelled || Task.isCancelled {
                result.failure = FetchFailure(.cancelled, error.reason)
                return result
            }
            if let broken = error.archive { throw broken }
            fail(&feed, &result, error)
        }
        // Where nobody was asked nobody is spared: the next run, with leave for private networks perhaps, asks at once.
        if let wait = result.wait, result.failure?.kind != .refused {
            feed.state.nextTry = Moment(seconds: clock.wall() + Int64(wait))
        } else {
            feed.state.nextTry = nil
        }
        try await desk.note(
            feed.number, feed.state, title: title, movedTo: result.movedTo, seen: seen, holding: holding)
        told(.polled(feed: feed, result))
        return result
    }

    private func fail(_ feed: inout Feed, _ result: inout PollResult, _ failure: FetchFailure) {
        result.failure = failure
        feed.state.failures += 1
        feed.state.reason = failure.reason
        if failure.status == 410 {
            feed.state.isGone = true
            return
        }
        let failures = feed.state.failures
        result.wait = withChance {
            options.schedule.retry(failures: failures, retryAfter: failure.retryAfter, using: &$0)
        }
    }

    /// What lets a server say that nothing has changed.
    private static func validators(_ state: Feed.State) -> [WebField] {
        var fields: [WebField] = []
        if let etag = state.etag { fields.append(WebField("If-None-Match", etag)) }
        if let date = state.lastModified { fields.append(WebField("If-Modified-Since", date)) }
        return fields
    }

    /// Puts a feed's new items into the archive.
    ///
    /// - Returns: false when some have to wait for the next poll.
    private func take(
        _ body: FeedBody, _ feed: inout Feed, _ result: inout PollResult, _ seen: inout [[UInt8]]
    ) async throws(FetchFailure) -> Bool {
        let keys = body.items.map(FeedBody.key)
        do {
            let isNew = try await desk.unseen(keys, in: feed.number)
            var documents: [Document] = []
            var captures: [Capture] = []
            var pages = 0
            var isWhole = true
            for (i, item) in body.items.enumerated() {
                guard isNew[i] else {
                    result.known += 1
                    continue
                }
                guard feed.fetchesPages, item.text.utf8.count < options.fullText else {
                    documents.append(item)
                    captures.append(body.captures[i])
                    seen.append(keys[i])
                    continue
                }
                guard pages < options.pages else {
                    isWhole = false
                    continue
                }
                pages += 1
                guard let (document, capture) = await page(of: item, body.captures[i], feed) else { throw Stopped() }
                documents.append(document)
                captures.append(capture)
                seen.append(keys[i])
            }
            let (told, about) = (told, feed)
            let added = try await desk.take(
                documents, captures: captures, at: Moment(seconds: clock.wall())
            ) { one in
                told(.document(feed: about, one))
            }
            for one in added {
                switch one.outcome {
                case .new: result.new += 1
                case .version: result.versions += 1
                case .known: result.known += 1
                }
            }
            for fault in body.skipped { told(.skipped(feed: feed, fault)) }
            result.skipped = body.skipped.count
            feed.state.items += seen.count
            feed.state.documents += result.new + result.versions
            return isWhole
        } catch is Stopped {
            throw FetchFailure(.cancelled, "the program is ending")
        } catch {
            throw FetchFailure(broken: error)
        }
    }

    /// The program is ending.
    private struct Stopped: Error {}

    /// The page that an item links to, or the item itself when the page cannot be had or holds less; nil when the program is
    /// ending.
    private func page(
        of item: Document, _ capture: Capture, _ feed: Feed
    ) async -> (document: Document, capture: Capture)? {
        guard let link = item.url else { return (item, capture) }
        do throws(FetchFailure) {
            let robots = robots
            let arrival = try await visitor.get(try WebAddress(link), wanted: .page) { (place) throws(FetchFailure) in
                try await robots.check(place)
            }
            guard (200..<300).contains(arrival.answer.status) else {
                throw FetchFailure(
                    .status, WebAnswer.words(arrival.answer.status), status: arrival.answer.status)
            }
            var best: (document: Document, capture: Capture)?
            var fault: Skipped?
            let now = Moment(seconds: clock.wall())
            reader.read(arrival, now: now, statements: FetchedDocuments.statements(of: item)) { result, capture in
                switch (result, capture) {
                case (.success(let document), let capture?):
                    if document.text.utf8.count > best?.document.text.utf8.count ?? 0 { best = (document, capture) }
                case (.success, nil): break
                case (.failure(let skipped), _): fault = fault ?? skipped
                }
            }
            guard let best else { throw FetchFailure(.content, fault?.reason ?? "no text in the page") }
            guard best.document.text.utf8.count >= item.text.utf8.count else {
                throw FetchFailure(.content, "the page holds less text than the feed")
            }
            return best
        } catch {
            if error.kind == .cancelled || Task.isCancelled { return nil }
            told(.page(feed: feed, url: link, error))
            return (item, capture)
        }
    }
}
