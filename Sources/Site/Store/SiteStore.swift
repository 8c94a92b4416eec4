import Archive
import Synchronization

/// The archive, lent to one request at a time.
final class SiteStore: Sendable {
    /// Only touched under the lock.
    private struct Box: @unchecked Sendable { let archive: Archive }

    private let box: Mutex<Box>

    init(path: String, version: String, models: @autoclosure @escaping () -> [String] = []) throws(ArchiveError) {
        box = Mutex(Box(archive: try Archive(path: path, version: version, models: models())))
    }

    /// Lends the archive; the body returns copies, never the archive.
    func read<Value: Sendable>(_ body: (Archive) throws(ArchiveError) -> Value) throws(ArchiveError) -> Value {
        let result: Result<Value, ArchiveError> = box.withLock { box in
            do throws(ArchiveError) {
                return .success(try body(box.archive))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
