/// How much patience the server has.
public struct ServerLimits: Sendable {
    /// Most connections at once; more wait until one is free.
    public var connections = 512
    /// How long a head may take to come whole, and a connection may be silent between requests. Milliseconds, as all below.
    public var head: Int64 = 20_000
    /// How long a body may take to come whole.
    public var body: Int64 = 20_000
    /// How long an answer may take to begin.
    public var work: Int64 = 180_000
    /// How long a reader may take nothing of what waits for it.
    public var stall: Int64 = 30_000
    /// How often connections are looked at.
    public var tick: Int64 = 5_000
    /// Most bytes of a body that are read and thrown away, so that whoever sent too much still gets the answer.
    public var excess = 1 << 20

    /// The limits of a site that is served.
    public init() {}
}
