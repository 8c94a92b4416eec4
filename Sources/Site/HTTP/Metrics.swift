import Glibc
import Synchronization

/// Counters in the text form of Prometheus (exposition format 0.0.4).
final class Metrics: Sendable {
    private struct State {
        var requests: [String: Int] = [:]
        var seconds: [String: (count: Int, sum: Double, buckets: [Int])] = [:]
        var cacheHits = 0
    }

    static let bounds = [0.001, 0.003, 0.01, 0.03, 0.12, 0.5, 2]
    private let state = Mutex(State())

    func note(route: String, status: Int, seconds: Double, fromCache: Bool) {
        state.withLock { state in
            state.requests["route=\"\(route)\",status=\"\(status)\"", default: 0] += 1
            var series = state.seconds[route] ?? (0, 0, Array(repeating: 0, count: Self.bounds.count))
            series.count += 1
            series.sum += seconds
            for (i, bound) in Self.bounds.enumerated() where seconds <= bound { series.buckets[i] += 1 }
            state.seconds[route] = series
            if fromCache { state.cacheHits += 1 }
        }
    }

    /// Bytes of memory held, as the system counts them.
    private static var resident: Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 200)
        guard fgets(&line, 200, file) != nil else { return nil }
        let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
            separator: " ")
        return words.count > 1 ? Int(words[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }

    func text(documents: Int) -> String {
        state.withLock { state in
            var out = "# HELP sitrep_documents Documents in the archive.\n# TYPE sitrep_documents gauge\n"
            out += "sitrep_documents \(documents)\n"
            if let bytes = Self.resident {
                out += "# HELP process_resident_memory_bytes Memory held.\n# TYPE process_resident_memory_bytes gauge\n"
                out += "process_resident_memory_bytes \(bytes)\n"
            }
            out +=
                "# HELP sitrep_cache_hits_total Answers taken from the cache.\n# TYPE sitrep_cache_hits_total counter\n"
            out += "sitrep_cache_hits_total \(state.cacheHits)\n"
            out += "# HELP sitrep_requests_total Requests.\n# TYPE sitrep_requests_total counter\n"
            for (labels, count) in state.requests.sorted(by: { $0.key < $1.key }) {
                out += "sitrep_requests_total{\(labels)} \(count)\n"
            }
            out += "# HELP sitrep_request_seconds Time to answer.\n# TYPE sitrep_request_seconds histogram\n"
            for (route, series) in state.seconds.sorted(by: { $0.key < $1.key }) {
                for (bound, count) in zip(Self.bounds, series.buckets) {
                    out += "sitrep_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)\n"
                }
                out += "sitrep_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(series.count)\n"
                out += "sitrep_request_seconds_sum{route=\"\(route)\"} \(series.sum)\n"
                out += "sitrep_request_seconds_count{route=\"\(route)\"} \(series.count)\n"
            }
            return out
        }
    }
}
