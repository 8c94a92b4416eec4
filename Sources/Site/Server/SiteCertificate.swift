/// What a site proves who it is with when it speaks TLS itself: a certificate with its chain, and its key.
public struct SiteCertificate: Sendable {
    /// PEM, the site's own certificate first.
    public var chain: [UInt8]
    /// PEM, without a passphrase.
    public var key: [UInt8]

    /// A certificate.
    public init(chain: [UInt8], key: [UInt8]) {
        self.chain = chain
        self.key = key
    }

    /// Why a certificate cannot be used.
    public struct Fault: Error, CustomStringConvertible {
        /// One line.
        public var description: String
    }
}
