/// What the tree says of a figure that no local pattern explains.
extension MeasureReader {
    /// Where the tree puts a figure's noun.
    struct TreeRole {
        enum Role { case subject, passiveSubject, object }
        var role: Role
        /// First byte of the verb.
        var verb: UInt32
    }

    /// What the verb counts that the tree hangs the figure on.
    func treeRole(_ figure: Figure, _ pieces: [Piece], _ tree: (UInt32) -> TreeRole?) -> Found? {
        guard !figure.isChange, !figure.isArticle, let role = tree(pieces[figure.number.lowerBound].lower),
            let at = piece(at: role.verb, pieces)
        else { return nil }
        let categories =
            switch role.role {
            case .subject: [rules.subject]
            case .passiveSubject: [rules.part]
            case .object: [rules.object]
            }
        for category in categories {
            if let (measure, _) = measure(category, pieces, at, pieces.count) {
                return Found(measure: measure, rule: "tree", cue: at)
            }
        }
        return nil
    }

    /// Index of the piece that starts at a byte.
    private func piece(at byte: UInt32, _ pieces: [Piece]) -> Int? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].lower < byte { low = middle + 1 } else { high = middle }
        }
        return low < pieces.count && pieces[low].lower == byte ? low : nil
    }
}
