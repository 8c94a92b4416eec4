import Glibc

/// The two clocks of polling: the wall's, which people and servers mean and which may jump, and a steady one.
public struct PollClock: Sendable {
    /// Seconds since 1970, UTC.
    public var wall: @Sendable () -> Int64
    /// Seconds since some moment; never goes back.
    public var steady: @Sendable () -> Double
    /// Waits for some seconds; ends early when the task is cancelled.
    public var sleep: @Sendable (Double) async -> Void

    /// Makes a clock.
    public init(
        wall: @escaping @Sendable () -> Int64, steady: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async -> Void
    ) {
        self.wall = wall
        self.steady = steady
        self.sleep = sleep
    }

    /// The system's clocks.
    public static let system = PollClock(
        wall: { Int64(time(nil)) },
        steady: {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
        },
        sleep: { seconds in try? await Task.sleep(for: .seconds(max(seconds, 0))) })
}
