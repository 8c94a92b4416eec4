public import Documents
public import Lexicons
public import Readings
import Synchronization

/// Readers that several threads take in turn, so that their scratch memory is made once.
public final class ReaderPool: Sendable {
    /// One reader; only the task that took it from the pool touches it.
    private struct Box: @unchecked Sendable { let reader: Reader }

    private let free: Mutex<[Box]>
    private let count: Int
    private let gazetteer: Gazetteer?

    /// Makes the first reader at once, so that faults in lexicons show here, and the others when they are needed.
    ///
    /// - Parameters:
    ///   - count: how many documents may be read at once, 1 or more.
    ///   - gazetteer: places of the user's own, asked besides the embedded ones.
    public init(count: Int, gazetteer: Gazetteer? = nil) throws(LexiconError) {
        let first = Box(reader: try Reader(gazetteer: gazetteer))
        self.gazetteer = gazetteer
        free = Mutex([first])
        self.count = max(count, 1)
    }

    /// Reads documents; the readings stand in their order, whatever the number of threads.
    ///
    /// - Parameter progress: called after each document with how many are done; from any thread.
    public func read(
        _ documents: [Document], progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [Reading] {
        guard documents.count > 1, count > 1 else {
            let box = try take()
            defer { free.withLock { $0.append(box) } }
            return documents.enumerated().map { i, document in
                defer { progress(i + 1) }
                return box.reader.read(document)
            }
        }
        let next = Counter()
        let done = Counter()
        return try await withThrowingTaskGroup(of: [(Int, Reading)].self) { group in
            for _ in 0..<min(count, documents.count) {
                group.addTask {
                    let box = try self.take()
                    defer { self.free.withLock { $0.append(box) } }
                    var readings: [(Int, Reading)] = []
                    while true {
                        let index = next.take()
                        guard index < documents.count else { return readings }
                        readings.append((index, box.reader.read(documents[index])))
                        progress(done.take() + 1)
                    }
                }
            }
            var slots = [Reading?](repeating: nil, count: documents.count)
            for try await part in group {
                for (index, reading) in part { slots[index] = reading }
            }
            return slots.compactMap { $0 }
        }
    }

    private func take() throws -> Box {
        if let box = free.withLock({ $0.popLast() }) { return box }
        return Box(reader: try Reader(gazetteer: gazetteer))
    }

    /// A number that several threads take in turn.
    private final class Counter: Sendable {
        private let value = Mutex(0)

        /// The number, which then grows by one.
        func take() -> Int {
            value.withLock { value in
                value += 1
                return value - 1
            }
        }
    }
}
