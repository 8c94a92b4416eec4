@testable import Captures

/// Reads bytes as an input would be, all results at once.
func records(_ bytes: [UInt8], name: String = "input", _ options: InputOptions = InputOptions()) -> [Result<
    Capture, Skipped
>] {
    do throws(ReadFailure) {
        var reader = try CaptureInput.reader(of: BufferedSource(MemorySource(bytes)), InputName(path: name), options)
        var results: [Result<Capture, Skipped>] = []
        while let result = reader.next() { results.append(result) }
        return results
    } catch {
        return [.failure(Skipped(file: name, reason: error.reason))]
    }
}

func records(_ text: String, name: String = "input", _ options: InputOptions = InputOptions()) -> [Result<
    Capture, Skipped
>] {
    records(Array(text.utf8), name: name, options)
}

extension Result where Success == Capture, Failure == Skipped {
    var capture: Capture? { if case .success(let capture) = self { capture } else { nil } }
    var reason: String? { if case .failure(let skipped) = self { skipped.reason } else { nil } }
}

extension Capture {
    func statement(_ name: Statement.Name) -> String? { statements.first { $0.name == name }?.value }
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
