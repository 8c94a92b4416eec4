import Synchronization

/// Finished answers by address, as long as the archive does not change.
final class AnswerCache: Sendable {
    /// An answer with its compressed form.
    struct Entry: Sendable {
        var response: SiteResponse
        var gzip: [UInt8]?
        var etag: String
    }

    private struct State {
        var number: Int64 = 0
        var entries: [String: (entry: Entry, used: Int)] = [:]
        var bytes = 0
        var clock = 0
    }

    private let state = Mutex(State())
    /// Most bytes kept.
    static let most = 32 << 20

    func entry(_ key: String, state number: Int64) -> Entry? {
        state.withLock { state in
            guard state.number == number, let found = state.entries[key] else { return nil }
            state.clock += 1
            state.entries[key]?.used = state.clock
            return found.entry
        }
    }

    func keep(_ entry: Entry, as key: String, state number: Int64) {
        let size = entry.response.body.count + (entry.gzip?.count ?? 0) + key.utf8.count + 512
        guard size < Self.most / 4 else { return }
        state.withLock { state in
            if state.number != number {
                state.entries.removeAll()
                state.bytes = 0
                state.number = number
            }
            guard state.entries[key] == nil else { return }
            state.clock += 1
            state.entries[key] = (entry, state.clock)
            state.bytes += size
            if state.bytes > Self.most {
                // Half goes at once, so that a crowd of addresses does not sort at each request.
                for (key, value) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
                    guard state.bytes > Self.most / 2 else { break }
                    state.bytes -=
                        value.entry.response.body.count + (value.entry.gzip?.count ?? 0) + key.utf8.count + 512
                    state.entries[key] = nil
                }
            }
        }
    }
}
