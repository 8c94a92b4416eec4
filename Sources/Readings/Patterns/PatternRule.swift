/// A compiled pattern rule.
struct PatternRule {
    /// A value that a rule gives to a field.
    enum Source {
        case constant(Double)
        /// The value of element `index`, times `factor`.
        case element(index: Int, factor: Double, high: Bool)
    }

    /// Stable id.
    var id: String
    /// Index of its category.
    var category: Int
    var elements: [PatternElement]
    /// Fields it sets.
    var sets: [(field: Int, source: Source)]
    /// Line in its file.
    var line: Int
}

/// What a rule found.
struct PatternMatch {
    /// Index of the rule that read it.
    var rule: Int
    /// Index of the rule that was tried; ties go to the smaller.
    var order: Int
    /// Pieces of the expression.
    var span: Range<Int>
    /// One past the last piece taken, context included.
    var end: Int
    /// Field values; nan where none was set.
    var values: [Double]

    subscript(field: Int) -> Double? { values[field].isNaN ? nil : values[field] }
}

/// The fields that the rules of one kind may set, and the words for their values.
struct PatternFields {
    /// Field names in order.
    var names: [String]
    /// Words for values: field name → word → value.
    var symbols: [String: [String: Double]]

    func index(_ name: String) -> Int? { names.firstIndex(of: name) }
}
