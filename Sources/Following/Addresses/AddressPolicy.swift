/// Which addresses may be asked. Everything that is not plainly on the Internet is refused, so that a feed, a redirect or a
/// name server cannot make this machine ask its own network.
public struct AddressPolicy: Sendable, Hashable {
    /// Whether this machine and its own networks may be asked.
    public var allowsPrivate: Bool
    /// Addresses that may be asked whatever they are.
    public var exceptions: Set<IPAddress>

    /// The Internet alone, unless told otherwise.
    public init(allowsPrivate: Bool = false, exceptions: Set<IPAddress> = []) {
        self.allowsPrivate = allowsPrivate
        self.exceptions = exceptions
    }

    /// Whether an address may be asked.
    public func allows(_ address: IPAddress) -> Bool {
        if exceptions.contains(address) { return true }
        return switch address.kind {
        case .global: true
        case .loopback, .private, .linkLocal, .uniqueLocal, .carrier: allowsPrivate
        case .multicast, .unspecified, .reserved: false
        }
    }

    /// The addresses among those a name has that may be asked, in their order.
    public func allowed(_ addresses: [IPAddress], of host: String) throws(FetchFailure) -> [IPAddress] {
        let allowed = addresses.filter(allows)
        if !allowed.isEmpty { return allowed }
        guard let first = addresses.first else { throw FetchFailure(.name, "no address is known for '\(host)'") }
        let advice =
            switch first.kind {
            case .multicast, .unspecified, .reserved, .global: ""
            default: "; --allow-private allows it"
            }
        let named = host == first.description ? host : "\(host) is at \(first), which"
        throw FetchFailure(.refused, "\(named) is a \(first.kind.rawValue) address and not asked\(advice)")
    }
}
