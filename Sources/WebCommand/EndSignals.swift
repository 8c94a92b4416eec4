import Dispatch
import Glibc
import Synchronization

/// Ends work gracefully at the first SIGINT or SIGTERM, and at once at the second. Listens from the moment it is made, so that
/// a program that is still starting ends gracefully too.
final class EndSignals {
    /// What ends the work, and whether it was asked for.
    private final class Wish: Sendable {
        private let state = Mutex<(isAsked: Bool, stop: (@Sendable () -> Void)?)>((false, nil))

        func ask() {
            let stop = state.withLock { state in
                state.isAsked = true
                return state.stop
            }
            stop?()
        }

        func listen(_ stop: @escaping @Sendable () -> Void) {
            let isAsked = state.withLock { state in
                state.stop = stop
                return state.isAsked
            }
            if isAsked { stop() }
        }
    }

    private let wish = Wish()
    private let sources: [any DispatchSourceSignal]

    /// Listens.
    init() {
        let wish = wish
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                wish.ask()
                Talk.say("sitrep: ending; once more ends at once")
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
    }

    /// Says what ends the work; called at once when a signal has come already.
    func listen(_ stop: @escaping @Sendable () -> Void) { wish.listen(stop) }

    /// Listens no more.
    func end() { for source in sources { source.cancel() } }
}
