#if Web
    import NIOCore
    import Synchronization

    /// Long bodies that were sent lately, as the socket takes them: whoever asks for the same answer is sent the same memory.
    ///
    /// A body is known by where its bytes lie, and held for as long, so that no other can lie there.
    final class SharedBodies: Sendable {
        /// Longest bodies together, bytes.
        private static let most = 4 << 20

        private let kept = Mutex<[(bytes: [UInt8], buffer: ByteBuffer)]>([])

        /// The body as a buffer, copied when it was not sent lately.
        func buffer(_ bytes: [UInt8]) -> ByteBuffer {
            kept.withLock { kept in
                if let i = kept.firstIndex(where: { Self.isSame($0.bytes, bytes) }) {
                    let found = kept.remove(at: i)
                    kept.append(found)
                    return found.buffer
                }
                let buffer = ByteBuffer(bytes: bytes)
                kept.append((bytes, buffer))
                while kept.count > 1, kept.reduce(0, { $0 + $1.bytes.count }) > Self.most { kept.removeFirst() }
                return buffer
            }
        }

        private static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
            a.count == b.count
                && a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { a.baseAddress == $0.baseAddress } }
        }
    }
#endif
