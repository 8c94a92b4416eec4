import Dispatch
import Synchronization

/// Works on items on several threads and gives the results in the order of the items.
public enum OrderedWork {
    /// What `make` makes of each item, in order, whatever the number of threads.
    ///
    /// - Parameter jobs: threads at most; 1 works on the caller's alone.
    public static func map<Item: Sendable, Made: Sendable>(
        _ items: [Item], jobs: Int, _ make: @Sendable (Item) -> Made
    ) -> [Made] {
        guard jobs > 1, items.count > 1 else { return items.map { make($0) } }
        let done = Mutex<[Made?]>([Made?](repeating: nil, count: items.count))
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(jobs, items.count)) { _ in
            while true {
                let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard i < items.count else { return }
                let made = make(items[i])
                done.withLock { $0[i] = made }
            }
        }
        return done.withLock { $0.compactMap { $0 } }
    }
}
