import Synchronization
import Texts

/// Finished answers by address, as long as the archive does not change.
final class AnswerCache: Sendable {
    /// An answer, compressed when it is long: few browsers ask for anything else, for whom it is unpacked again.
    struct Entry: Sendable {
        /// The answer; without its body where that is kept compressed.
        private(set) var response: SiteResponse
        /// The body compressed.
        private(set) var gzip: [UInt8]?
        private let length: Int
        /// What the answer is known by; the compressed body tells the body apart as well, and is a tenth as long.
        let etag: String

        init(_ response: SiteResponse) {
            self.response = response
            length = response.body.count
            gzip = length > 600 ? Gzip.compress(response.body) : nil
            etag = "W/\"\(Fingerprint(of: gzip ?? response.body).short())\""
            if gzip != nil { self.response.body = [] }
        }

        /// The body as it was.
        var body: [UInt8] { gzip.flatMap { Gzip.decompress($0, count: length) } ?? response.body }

        var size: Int { response.body.count + (gzip?.count ?? 0) + 512 }
    }

    private struct State {
        var number: Int64 = 0
        var entries: [String: (entry: Entry, used: Int)] = [:]
        var bytes = 0
        var clock = 0
    }

    private let state = Mutex(State())
    /// Most bytes kept.
    static let most = 16 << 20

    func entry(_ key: String, state number: Int64) -> Entry? {
        state.withLock { state in
            guard state.number == number, let found = state.entries[key] else { return nil }
            state.clock += 1
            state.entries[key]?.used = state.clock
            return found.entry
        }
    }

    func keep(_ entry: Entry, as key: String, state number: Int64) {
        let size = entry.size + key.utf8.count
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
                    state.bytes -= value.entry.size + key.utf8.count
                    state.entries[key] = nil
                }
            }
        }
    }
}
