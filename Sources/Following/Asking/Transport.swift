/// Carries one question to one server and its answer back: no redirects, no cookies, no caches, nothing looked up.
public protocol Transport: Sendable {
    /// Asks.
    ///
    /// - Parameters:
    ///   - address: where to connect to; already checked.
    ///   - limits: on time, and on the bytes of the body; exceeding them is a failure.
    func exchange(
        _ request: WebRequest, at address: IPAddress, limits: FetchLimits
    ) async throws(FetchFailure) -> WebAnswer
}
