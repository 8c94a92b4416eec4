import Synchronization

/// Lets one question at a time through to each host, and leaves it in peace for a while after.
public actor HostGate {
    /// Seconds between the end of an answer and the next question to the same host.
    public let gap: Double
    private var lines: [String: Line] = [:]

    /// Those who wait for one host.
    private struct Line {
        var last: Task<Void, Never>
        var ticket: UInt64
    }

    private var tickets: UInt64 = 0

    /// Makes a gate.
    public init(gap: Double = 1) { self.gap = gap }

    /// Asks for more time between questions to a host, as its robots.txt may.
    public func slow(_ host: String, to gap: Double) {
        // A host's wish is repeated before each question to it; the list of a program that runs for months stays short.
        if gaps[host] == nil, gaps.count >= Self.mostHosts { gaps.removeAll() }
        gaps[host] = max(gap, self.gap)
    }

    /// Hosts whose wishes are remembered.
    static let mostHosts = 10_000
    /// How many are.
    var slowed: Int { gaps.count }
    /// Seconds that a host is left in peace.
    func gap(of host: String) -> Double { gaps[host] ?? gap }

    private var gaps: [String: Double] = [:]

    /// Runs `body` when it is its turn at the host.
    public func through<Result: Sendable>(
        _ host: String, _ body: @escaping @Sendable () async throws(FetchFailure) -> Result
    ) async throws(FetchFailure) -> Result {
        let before = lines[host]?.last
        let work = Task { () -> Swift.Result<Result, FetchFailure> in
            await before?.value
            guard !Task.isCancelled else { return .failure(FetchFailure(.cancelled, "the program is ending")) }
            do throws(FetchFailure) {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        tickets += 1
        let ticket = tickets
        let pause = gap(of: host)
        // The line moves on a while after the work is done.
        let last = Task {
            let result = await work.value
            // Nobody was asked when the program ends.
            var wasAsked = true
            if case .failure(let failure) = result, failure.kind == .cancelled { wasAsked = false }
            if pause > 0, wasAsked { try? await Task.sleep(for: .seconds(pause)) }
            self.leave(host, ticket)
        }
        lines[host] = Line(last: last, ticket: ticket)
        let result = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        return try result.get()
    }

    /// Forgets a host when nobody waits for it any more.
    private func leave(_ host: String, _ ticket: UInt64) {
        if lines[host]?.ticket == ticket { lines[host] = nil }
    }
}
