/// What the robots.txt of each site says, kept for a day.
public actor RobotsBook {
    /// What is known of a site.
    private struct Page {
        /// Its rules; nil when the site could not say, and so nothing may be asked.
        var file: RobotsFile?
        var reason: String
        /// Seconds on the steady clock.
        var until: Double
    }

    /// The robot's product token, as robots.txt names it.
    public static let token = "sitrep"
    /// Longest delay between questions that is honoured, in seconds; more is taken as "do not ask".
    static let delayLimit = 60.0

    private let visitor: Visitor
    private let clock: PollClock
    private var pages: [String: Page] = [:]

    /// Sites that are remembered.
    private let most: Int

    /// Makes a book that asks by `visitor`.
    ///
    /// - Parameter most: sites that are remembered; of more, those whose day ends first are forgotten.
    public init(_ visitor: Visitor, clock: PollClock = .system, most: Int = 10_000) {
        self.most = most
        self.visitor = visitor
        self.clock = clock
    }

    /// Throws when an address may not be asked.
    public func check(_ address: WebAddress) async throws(FetchFailure) {
        let page = await page(of: address)
        // Said again each time: the gate may have forgotten it.
        if let delay = page.file?.delay { await visitor.gate.slow(address.host, to: min(delay, Self.delayLimit)) }
        guard let file = page.file else { throw FetchFailure(.robots, page.reason) }
        guard file.allows(address.target) else {
            throw FetchFailure(.robots, "\(address.origin)/robots.txt asks not to fetch \(address.target)")
        }
        if let delay = file.delay, delay > Self.delayLimit {
            throw FetchFailure(
                .robots, "\(address.origin)/robots.txt asks to wait \(Int(delay)) seconds between pages")
        }
    }

    private func page(of address: WebAddress) async -> Page {
        let now = clock.steady()
        if let known = pages[address.origin], known.until > now { return known }
        if pages.count >= most { trim(now) }
        let page = await ask(address, now)
        pages[address.origin] = page
        return page
    }

    /// Forgets what is out of date, and when that is not half of all, what will be soonest.
    private func trim(_ now: Double) {
        pages = pages.filter { $0.value.until > now }
        guard pages.count > most / 2 else { return }
        let order = pages.sorted { ($0.value.until, $0.key) < ($1.value.until, $1.key) }
        for (origin, _) in order.prefix(pages.count - most / 2) { pages[origin] = nil }
    }

    /// How many sites are remembered.
    var count: Int { pages.count }

    /// Asks a site (RFC 9309, 2.3.1): an error of ours (4xx) allows all, an error of theirs (5xx) or no answer allows nothing for
    /// now.
    private func ask(_ address: WebAddress, _ now: Double) async -> Page {
        do throws(FetchFailure) {
            let place = try WebAddress(address.origin + "/robots.txt")
            let arrival = try await visitor.get(place, wanted: .text)
            let answer = arrival.answer
            switch answer.status {
            case 200..<300:
                let bytes = Array(answer.body.prefix(visitor.limits.robots))
                return Page(file: RobotsFile(bytes, agent: Self.token), reason: "", until: now + 86_400)
            case 429, 500...:
                let words = WebAnswer.words(answer.status)
                return Page(
                    reason: "\(place) cannot be read now (\(words)), so pages are not fetched", until: now + 3_600)
            default: return Page(file: RobotsFile(), reason: "", until: now + 86_400)
            }
        } catch {
            let reason = "\(address.origin)/robots.txt cannot be read now (\(error.reason)), so pages are not fetched"
            return Page(reason: reason, until: now + (error.kind == .cancelled ? 0 : 3_600))
        }
    }
}
