import Synchronization

/// Parses pages: by our own builder where it can, else by the full parser.
///
/// Lends full parsers to threads, one thread at a time each, and keeps them for the next page.
final class ParserPool: Sendable {
    private let idle = Mutex<[ModestParser]>([])

    /// Parses a page; nil when there is no memory for it.
    func parse(_ page: [UInt8], depthLimit: Int) -> MarkupTree? {
        if let tree = TreeBuilder.build(page, depthLimit: depthLimit).tree { return tree }
        guard let parser = idle.withLock({ $0.popLast() }) ?? ModestParser() else { return nil }
        defer { idle.withLock { $0.append(parser) } }
        return parser.parse(page, depthLimit: depthLimit)
    }
}
