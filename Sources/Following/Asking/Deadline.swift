/// Ends work that takes too long.
enum Deadline {
    /// What `body` gives, or a failure after `seconds`, when it is cancelled.
    static func within<Result: Sendable>(
        _ seconds: Double, _ body: @escaping @Sendable () async throws(FetchFailure) -> Result
    ) async throws(FetchFailure) -> Result {
        let result: Swift.Result<Result, FetchFailure> = await withTaskGroup(
            of: Swift.Result<Result, FetchFailure>?.self
        ) { group in
            group.addTask {
                do throws(FetchFailure) {
                    return .success(try await body())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            let why =
                Task.isCancelled
                ? FetchFailure(.cancelled, "the program is ending")
                : FetchFailure(.time, "no whole answer within \(Int(seconds.rounded(.up))) seconds")
            return .failure(why)
        }
        return try result.get()
    }
}
