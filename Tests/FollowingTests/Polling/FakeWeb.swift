import Following
import Synchronization

/// A web of made-up servers: answers by address, names by host, and a record of what was asked.
final class FakeWeb: Transport, Resolver {
    /// What a server does with a question.
    typealias Server = @Sendable (WebRequest, _ times: Int) throws(FetchFailure) -> WebAnswer

    private struct State {
        var servers: [String: Server] = [:]
        var names: [String: [[IPAddress]]] = [:]
        var asked: [(request: WebRequest, at: IPAddress)] = []
        var lookedUp: [String] = []
    }

    private let state = Mutex(State())

    /// Sets what is at an address.
    func at(_ url: String, _ server: @escaping Server) { state.withLock { $0.servers[url] = server } }

    /// Sets a fixed answer.
    func at(_ url: String, _ status: Int, _ body: String = "", _ fields: [String: String] = [:]) {
        let answer = WebAnswer(
            status: status, fields: fields.sorted { $0.key < $1.key }.map { WebField($0.key, $0.value) },
            body: Array(body.utf8))
        at(url) { (_, _) throws(FetchFailure) in answer }
    }

    /// Sets what a name server answers, one list a time it is asked, the last one for ever.
    func name(_ host: String, _ answers: [String]...) {
        state.withLock { $0.names[host] = answers.map { $0.compactMap { IPAddress($0) } } }
    }

    /// Questions so far, as addresses.
    var asked: [String] { state.withLock { $0.asked.map { $0.request.address.description } } }

    /// Questions so far.
    var requests: [WebRequest] { state.withLock { $0.asked.map(\.request) } }

    /// Where connections went.
    var connections: [String] { state.withLock { $0.asked.map { $0.at.description } } }

    /// Names looked up so far.
    var lookedUp: [String] { state.withLock { $0.lookedUp } }

    func addresses(of host: String) async throws(FetchFailure) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        let found: [IPAddress]? = state.withLock { state in
            state.lookedUp.append(host)
            guard var answers = state.names[host], let first = answers.first else {
                return IPAddress("8.8.4.4").map { [$0] }
            }
            if answers.count > 1 { answers.removeFirst() }
            state.names[host] = answers
            return first
        }
        guard let found, !found.isEmpty else {
            throw FetchFailure(.name, "'\(host)' cannot be looked up: no such name")
        }
        return found
    }

    func exchange(
        _ request: WebRequest, at address: IPAddress, limits: FetchLimits
    ) async throws(FetchFailure) -> WebAnswer {
        let (server, times) = state.withLock { state in
            state.asked.append((request, address))
            let times = state.asked.count { $0.request.address == request.address }
            return (state.servers[request.address.description], times)
        }
        guard let server else { return WebAnswer(status: 404) }
        return try server(request, times)
    }

    /// A visitor of this web.
    func visitor(policy: AddressPolicy = AddressPolicy(), limits: FetchLimits = FetchLimits()) -> Visitor {
        Visitor(
            transport: self, resolver: self, policy: policy, gate: HostGate(gap: 0), agent: "sitrep/test",
            limits: limits)
    }
}

/// A clock whose hands are moved by tests.
final class FakeClock: Sendable {
    private let hands: Mutex<(wall: Int64, steady: Double)>

    init(wall: Int64) { hands = Mutex((wall, 0)) }

    /// Time goes on.
    func advance(_ seconds: Double) {
        hands.withLock {
            $0.steady += seconds
            $0.wall += Int64(seconds)
        }
    }

    /// Somebody sets the wall's clock.
    func set(wall: Int64) { hands.withLock { $0.wall = wall } }

    /// The clock; sleeping moves it.
    var clock: PollClock {
        PollClock(
            wall: { self.hands.withLock { $0.wall } }, steady: { self.hands.withLock { $0.steady } },
            sleep: { seconds in
                self.advance(seconds)
                await Task.yield()
            })
    }
}
