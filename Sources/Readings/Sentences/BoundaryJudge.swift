/// What the classifier is asked.
@_spi(Lab) public enum BoundaryTask: UInt8, CaseIterable, Sendable {
    /// Does a token of the text end between two atoms of a chunk?
    case token
    /// Does the sentence end after this token?
    case sentence
    /// Are these the parts of a multi-word token?
    case word
}

/// Decides the boundaries that the rules leave open: the model at run time, the gold data when training.
protocol BoundaryJudge {
    /// - Parameter position: the byte at which the boundary would lie.
    mutating func isBoundary(_ task: BoundaryTask, _ features: Features, at position: Int) -> Bool
}

/// Decides by the trained weights.
struct ModelJudge: BoundaryJudge {
    let token: HashedWeights
    let sentence: HashedWeights
    let word: HashedWeights

    @inline(__always)
    func isBoundary(_ task: BoundaryTask, _ features: Features, at position: Int) -> Bool {
        let weights =
            switch task {
            case .token: token
            case .sentence: sentence
            case .word: word
            }
        return weights.score(features.values, features.count) > 0
    }
}

/// Answers from gold boundaries and writes down every question: what the trainer learns from.
@_spi(Lab) public struct RecordingJudge: BoundaryJudge {
    /// One question with its answer.
    public struct Question: Sendable {
        /// What was asked.
        public var task: BoundaryTask
        /// The gold answer.
        public var answer: Bool
        /// Features, not yet cut down to a table's size.
        public var features: [UInt64]
        /// Where, for reading errors.
        public var position: Int
    }

    /// Gold boundaries for each task, by byte.
    let gold: [BoundaryTask: Set<Int>]
    private(set) var questions: [Question] = []

    init(gold: [BoundaryTask: Set<Int>]) { self.gold = gold }

    mutating func isBoundary(_ task: BoundaryTask, _ features: Features, at position: Int) -> Bool {
        let answer = gold[task]?.contains(position) ?? false
        questions.append(
            Question(
                task: task, answer: answer,
                features: Array(UnsafeBufferPointer(start: features.values, count: features.count)), position: position)
        )
        return answer
    }
}
