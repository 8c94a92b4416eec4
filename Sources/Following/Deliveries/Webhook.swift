public import Moments

/// Posts news of watches to web addresses, signed. The same rules hold as for everything that is asked: names are looked up
/// once and checked, own networks are refused unless allowed, one question at a time to a host.
public struct Webhook: Sendable {
    private let visitor: Visitor

    /// Makes it; `visitor` goes.
    public init(_ visitor: Visitor) { self.visitor = visitor }

    /// Posts one message; returns when the receiver has taken it (2xx). Redirects are not followed: a signed message goes to
    /// whom it is for.
    ///
    /// - Parameters:
    ///   - secret: signs it.
    ///   - id: the same for each try of one message, so that a receiver can drop what it has already.
    public func post(
        _ body: [UInt8], to url: String, secret: String, id: String, at now: Moment
    ) async throws(FetchFailure) {
        let address = try WebAddress(url)
        let signature = MessageSignature.value(key: Array(secret.utf8), time: now, body: body)
        var limits = visitor.limits
        limits.body = min(limits.body, 64 << 10)
        let answer = try await visitor.send(
            WebRequest(
                .post, address,
                fields: [
                    WebField("User-Agent", visitor.agent), WebField("Content-Type", "application/json"),
                    WebField("Sitrep-Delivery", id), WebField(MessageSignature.field, signature),
                ], body: body), limits: limits)
        guard (200..<300).contains(answer.status) else {
            let moved = (300..<400).contains(answer.status) ? "; redirects are not followed" : ""
            throw FetchFailure(
                .status, WebAnswer.words(answer.status) + moved, status: answer.status,
                retryAfter: Freshness(answer, now: now.seconds).retryAfter)
        }
    }
}
