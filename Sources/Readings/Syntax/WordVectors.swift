import NetworkKernel

/// Computes what a word gives to the first layer, whatever its context, and remembers it.
///
/// The first layer's gates before their sigmoid depend on the word alone (but for the context rows added later), so
/// words seen lately cost a comparison or two and one copy. The memory is associative by twos: a word may stand in
/// either slot of its pair, and a new one takes the place that was used less lately.
final class WordVectors {
    private let network: Network
    private let kernel: sitrep_kernel
    private var features = WordFeatures()
    private let slots: UnsafeMutablePointer<Slot>
    /// By pair: which of its slots goes next.
    private var older: [Bool]
    private let remembered: UnsafeMutablePointer<Int16>
    private let inputs: UnsafeMutablePointer<Int16>
    private let computed: UnsafeMutablePointer<Int16>
    private var missing: [Missing] = []

    private static let slotCount = 4096
    private static let longest = 31
    private static let batch = 32

    /// A remembered word: its bytes, length (0 = free) and capitals.
    private struct Slot {
        var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var count: UInt8 = 0
        var cases = WordFeatures.Cases()
    }

    private struct Missing {
        let row: Int
        let slot: Int
        let content: Slot
    }

    init(_ network: Network, kernel: sitrep_kernel) {
        self.network = network
        self.kernel = kernel
        let gates = network.layers[0].gates.padded
        slots = .allocate(capacity: Self.slotCount)
        slots.initialize(repeating: Slot(), count: Self.slotCount)
        older = Array(repeating: false, count: Self.slotCount / 2)
        remembered = .allocate(capacity: Self.slotCount * gates)
        inputs = .allocate(capacity: Self.batch * network.inputs)
        computed = .allocate(capacity: Self.batch * gates)
        missing.reserveCapacity(Self.batch)
    }

    deinit {
        slots.deallocate()
        remembered.deallocate()
        inputs.deallocate()
        computed.deallocate()
    }

    /// Writes the gates of a word into row `row` of `gates`, now or when `finish` is called; returns the word's capitals.
    func add(_ word: UnsafeBufferPointer<UInt8>, row: Int, gates: UnsafeMutablePointer<Int16>) -> WordFeatures.Cases {
        let size = network.layers[0].gates.padded
        var content = Slot()
        var slot = -1
        if word.count <= Self.longest {
            content.count = UInt8(word.count)
            withUnsafeMutableBytes(of: &content.bytes) { $0.copyMemory(from: UnsafeRawBufferPointer(word)) }
            var hash = content.bytes.0 ^ (content.bytes.1 &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(word.count)
            hash = (hash ^ content.bytes.2 &* 0xC2B2_AE3D_27D4_EB4F ^ content.bytes.3) &* 0xD6E8_FEB8_6659_FD93
            let pair = Int((hash ^ (hash >> 29)) >> 20 & UInt64(Self.slotCount / 2 - 1))
            for side in 0..<2 {
                let at = 2 * pair + side
                guard slots[at].count == content.count, slots[at].bytes == content.bytes else { continue }
                (gates + row * size).update(from: remembered + at * size, count: size)
                older[pair] = side == 0
                return slots[at].cases
            }
            slot = 2 * pair + (older[pair] ? 1 : 0)
        }
        features.read(word)
        content.cases = features.cases
        writeInputs(at: missing.count)
        missing.append(Missing(row: row, slot: slot, content: content))
        if missing.count == Self.batch { finish(gates) }
        return content.cases
    }

    /// Computes the words that were not remembered.
    func finish(_ gates: UnsafeMutablePointer<Int16>) {
        guard !missing.isEmpty else { return }
        let matrix = network.layers[0].gates
        let size = matrix.padded
        sitrep_multiply(
            kernel, matrix.weights, matrix.bias, matrix.blocks, matrix.pairs, inputs, network.inputs, missing.count,
            Int32(matrix.shift), 32767, computed, size)
        for (i, word) in missing.enumerated() {
            (gates + word.row * size).update(from: computed + i * size, count: size)
            guard word.slot >= 0 else { continue }
            (remembered + word.slot * size).update(from: computed + i * size, count: size)
            slots[word.slot] = word.content
            older[word.slot / 2] = word.slot % 2 == 0
        }
        missing.removeAll(keepingCapacity: true)
    }

    /// Fixed vector, learned vector, sum of affix rows, one after the other.
    private func writeInputs(at index: Int) {
        let entry = network.vocabulary.entry(of: features.key[...])
        let x = inputs + index * network.inputs
        let hashed = (WordFeatures.hash(32, features.key[...]) >> 8) % UInt64(Network.hashedRows)
        let fixed = min(entry.fixed, network.fixed.rows - 1)
        let learned = min(entry.learned > 0 ? entry.learned : network.known + Int(hashed), network.word.rows - 1)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 32) { rows in
            guard let rows = rows.baseAddress else { return }
            rows[0] = UInt32(fixed)
            sitrep_sum_rows(network.fixed.int8, network.fixed.columns, rows, 1, x)
            rows[0] = UInt32(learned)
            sitrep_sum_rows(network.word.int8, network.word.columns, rows, 1, x + network.fixed.columns)
            var count = features.affixRows(into: rows, tableRows: network.affix.rows, firstHashed: 1 + Network.flags)
            for flag in 0..<Network.flags where entry.flags >> UInt32(flag) & 1 == 1 {
                rows[count] = UInt32(1 + flag)
                count += 1
            }
            sitrep_sum_rows(
                network.affix.int8, network.affix.columns, rows, count, x + network.fixed.columns + network.word.columns
            )
        }
    }
}
