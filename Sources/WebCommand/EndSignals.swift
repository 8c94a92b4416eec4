import Dispatch
import Glibc

/// Ends work gracefully at the first SIGINT or SIGTERM, and at once at the second.
final class EndSignals {
    private let sources: [any DispatchSourceSignal]

    /// Listens.
    ///
    /// - Parameter stop: called at the first signal.
    init(_ stop: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                stop()
                Talk.say("sitrep: ending; once more ends at once")
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
    }

    /// Listens no more.
    func end() { for source in sources { source.cancel() } }
}
