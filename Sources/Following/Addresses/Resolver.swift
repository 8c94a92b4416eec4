import Dispatch
import Glibc

/// Finds the addresses of a host name. What it answers is checked and then connected to; nobody asks a second time, so a
/// name server that answers differently the next moment ("DNS rebinding") gains nothing.
public protocol Resolver: Sendable {
    /// The addresses of a name, best first.
    func addresses(of host: String) async throws(FetchFailure) -> [IPAddress]
}

/// The system's resolver (`getaddrinfo`).
public struct SystemResolver: Resolver {
    private static let queue = DispatchQueue(label: "sitrep.names", attributes: .concurrent)

    /// Makes one.
    public init() {}

    /// Asks the system; a numeric address is its own answer.
    public func addresses(of host: String) async throws(FetchFailure) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        let result: Result<[IPAddress], FetchFailure> = await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: Self.lookUp(host)) }
        }
        return try result.get()
    }

    private static func lookUp(_ host: String) -> Result<[IPAddress], FetchFailure> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &first)
        guard code == 0 else {
            let why = code == EAI_NONAME ? "no such name" : String(cString: gai_strerror(code)).lowercased()
            return .failure(FetchFailure(.name, "'\(host)' cannot be looked up: \(why)"))
        }
        defer { freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        var entry = first
        while let here = entry {
            if let address = address(here.pointee), !addresses.contains(address) { addresses.append(address) }
            entry = here.pointee.ai_next
        }
        return .success(addresses)
    }

    private static func address(_ info: addrinfo) -> IPAddress? {
        guard let socket = UnsafeRawPointer(info.ai_addr) else { return nil }
        // Where the address stands inside sockaddr_in and sockaddr_in6.
        switch info.ai_family {
        case AF_INET: return IPAddress(bytes: Array(UnsafeRawBufferPointer(start: socket + 4, count: 4)))
        case AF_INET6: return IPAddress(bytes: Array(UnsafeRawBufferPointer(start: socket + 8, count: 16)))
        default: return nil
        }
    }
}
