/// Where the site listens. Loopback unless told otherwise.
public struct SiteAddress: Hashable, Sendable {
    /// Host name or numeric address.
    public var host: String
    /// TCP port; 0 lets the system choose one.
    public var port: Int

    /// An address; `127.0.0.1:8750` by default.
    public init(host: String = "127.0.0.1", port: Int = 8750) {
        self.host = host
        self.port = port
    }
}
