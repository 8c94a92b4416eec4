/// Turns a page into a tree by the HTML standard's rules. Behind this protocol stands one C library; another can.
protocol MarkupParser: AnyObject {
    /// Parses a page.
    ///
    /// - Parameters:
    ///   - page: valid UTF-8.
    ///   - depthLimit: elements nested deeper are moved up to that depth.
    /// - Returns: nil when the library has no memory left or fails.
    func parse(_ page: [UInt8], depthLimit: Int) -> MarkupTree?
}
