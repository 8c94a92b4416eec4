extension MainText {
    mutating func leaveOut() {
        var i = 0
        var tookByline = false
        while i < tree.nodes.count {
            let reason = reasonToLeaveOut(i, &tookByline)
            if reason != .kept {
                reasons[i] = reason
                i = Int(tree.nodes[i].end)
            } else {
                i += 1
            }
        }
    }

    private func reasonToLeaveOut(_ i: Int, _ tookByline: inout Bool) -> Reason {
        let node = tree.nodes[i]
        if node.tag == .text { return .kept }
        let traits = layout.traits[i]
        if traits.contains(.invisible) { return .invisible }
        if traits.contains(.hidden) { return .hidden }
        if node.tag == .h1 || node.tag == .h2, repeatsTitle(i) { return .title }
        guard node.tag != .body, node.tag != .html else { return .kept }
        let meaning = layout.meanings[i]
        if !tookByline, meaning.contains(.byline) || isAuthor(i), isShort(i, 100) {
            tookByline = true
            return .byline
        }
        // What is around an element that is named as the article's body is no part to be left out.
        let holdsBody = !layout.holdsBody.isEmpty && layout.holdsBody[i]
        // A cookie notice is never the text, however little else there is.
        guard pass.dropsUnlikely else { return meaning.contains(.cookie) && !holdsBody ? .unlikely : .kept }
        if holdsBody { return .kept }
        if traits.contains(.unlikelyRole) { return .role }
        if meaning.contains(.unlikely), !meaning.contains(.possible), node.tag != .a, !isInside(i, .table, 3),
            !isInside(i, .code, 3)
        {
            return .unlikely
        }
        return .kept
    }

    private func isAuthor(_ i: Int) -> Bool {
        if tree.has(.rel, i, "author") { return true }
        if let property = tree.attribute(.itemprop, of: i), InputBytes.find("author", in: Array(property)) {
            return true
        }
        return false
    }

    /// Whether an element has text, but less than `limit` code points of it.
    private func isShort(_ i: Int, _ limit: Float) -> Bool {
        var length: Float = 0
        for j in i..<Int(tree.nodes[i].end) {
            length += layout.lengths[j]
            if length >= limit { return false }
        }
        return length > 0
    }

    private func isInside(_ i: Int, _ tag: Tag, _ levels: Int) -> Bool {
        var parent = Int(tree.nodes[i].parent)
        for _ in 0..<levels where parent >= 0 {
            if tree.nodes[parent].tag == tag { return true }
            parent = Int(tree.nodes[parent].parent)
        }
        return false
    }

    private func repeatsTitle(_ i: Int) -> Bool {
        guard !title.isEmpty, isShort(i, 400) else { return false }
        let heading = Similarity.Words(tree.content(of: i, limit: Self.longestTitle))
        return title.contains { heading.share(in: $0) > 0.75 }
    }
}
