/// How much of a server is put up with.
public struct FetchLimits: Sendable, Hashable {
    /// Seconds until a connection stands, its encryption included.
    public var connect = 10.0
    /// Seconds without a single byte.
    public var idle = 20.0
    /// Seconds for one question and its answer, redirects each anew.
    public var total = 60.0
    /// Largest body as it comes over the line, in bytes.
    public var body = 16 << 20
    /// Largest body unpacked, in bytes.
    public var unpacked = 32 << 20
    /// Largest robots.txt that is read, in bytes (RFC 9309, 2.5: at least 500 KiB).
    public var robots = 512 << 10
    /// Redirects that are followed.
    public var redirects = 5

    /// The limits named above.
    public init() {}
}
