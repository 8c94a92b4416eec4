import Captures

/// Goes to an address and comes back with what is there: looks names up, checks where they lead, follows redirects, unpacks.
/// Every hop is checked like the first.
public struct Visitor: Sendable {
    let transport: any Transport
    let resolver: any Resolver
    let policy: AddressPolicy
    let gate: HostGate
    let agent: String
    /// What servers may cost.
    public let limits: FetchLimits

    /// Makes a visitor.
    ///
    /// - Parameter agent: how it names itself.
    public init(
        transport: any Transport, resolver: any Resolver = SystemResolver(), policy: AddressPolicy = AddressPolicy(),
        gate: HostGate = HostGate(), agent: String, limits: FetchLimits = FetchLimits()
    ) {
        self.transport = transport
        self.resolver = resolver
        self.policy = policy
        self.gate = gate
        self.agent = agent
        self.limits = limits
    }

    /// Media types asked for.
    public enum Wanted: String, Sendable {
        /// Feeds first.
        case feed = """
            application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, \
            text/xml;q=0.9, application/json;q=0.8, */*;q=0.5
            """
        /// Pages first.
        case page = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
        /// Plain text.
        case text = "text/plain, */*;q=0.5"
    }

    /// Fetches what is at an address. An answer that is an error is not thrown: look at its status.
    ///
    /// - Parameters:
    ///   - fields: further header fields, such as validators.
    ///   - body: largest body, in bytes, when it is not the usual limit.
    ///   - mayAsk: asked before every hop; throws to stop.
    public func get(
        _ address: WebAddress, wanted: Wanted, fields: [WebField] = [], body: Int? = nil,
        mayAsk: @Sendable (WebAddress) async throws(FetchFailure) -> Void = { (_) throws(FetchFailure) in }
    ) async throws(FetchFailure) -> Arrival {
        var limits = limits
        if let body { limits.body = min(limits.body, body) }
        var here = address
        var been: Set<WebAddress> = [address]
        var movedTo: WebAddress?
        var isPermanent = true
        while true {
            try await mayAsk(here)
            let request = WebRequest(
                .get, here,
                fields: [
                    WebField("User-Agent", agent), WebField("Accept", wanted.rawValue),
                    WebField("Accept-Encoding", "zstd, gzip, deflate"),
                ] + fields)
            var answer = try await send(request, limits: limits)
            guard [301, 302, 303, 307, 308].contains(answer.status), let location = answer["Location"] else {
                answer.body = try unpacked(answer)
                return Arrival(answer: answer, address: here, movedTo: movedTo)
            }
            let next: WebAddress
            do throws(FetchFailure) {
                next = try here.resolving(location)
            } catch {
                throw FetchFailure(.redirect, "\(here) redirects to nowhere: \(error.reason)")
            }
            if here.isSecure, !next.isSecure {
                throw FetchFailure(.redirect, "\(here) redirects from https to \(next), which is not encrypted")
            }
            guard been.insert(next).inserted else {
                throw FetchFailure(.redirect, "redirects go in a circle at \(next)")
            }
            guard been.count <= limits.redirects + 1 else {
                throw FetchFailure(.redirect, "more than \(limits.redirects) redirects, the last to \(next)")
            }
            isPermanent = isPermanent && (answer.status == 301 || answer.status == 308)
            if isPermanent { movedTo = next }
            here = next
        }
    }

    /// Asks one server once, at the first of its addresses that answers.
    public func send(_ request: WebRequest, limits: FetchLimits? = nil) async throws(FetchFailure) -> WebAnswer {
        let limits = limits ?? self.limits
        let (resolver, policy, transport) = (resolver, policy, transport)
        return try await gate.through(request.address.host) { () async throws(FetchFailure) in
            try await Deadline.within(limits.total) { () async throws(FetchFailure) in
                let host = request.address.host
                let found = try await resolver.addresses(of: host)
                let allowed = try policy.allowed(found, of: host)
                var failure = FetchFailure(.connection, "no connection to \(host)")
                for address in allowed.prefix(3) {
                    do throws(FetchFailure) {
                        return try await transport.exchange(request, at: address, limits: limits)
                    } catch {
                        guard error.kind == .connection, !Task.isCancelled else { throw error }
                        failure = error
                    }
                }
                throw failure
            }
        }
    }

    private func unpacked(_ answer: WebAnswer) throws(FetchFailure) -> [UInt8] {
        do throws(PackedBody.Fault) {
            return try PackedBody.unpacked(answer.body, codings: answer.all("Content-Encoding"), limit: limits.unpacked)
        } catch {
            throw FetchFailure(error.isTooLarge ? .size : .answer, error.reason)
        }
    }
}
