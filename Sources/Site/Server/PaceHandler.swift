#if Web
    import HTTPTypes
    import NIOCore
    import NIOHTTPTypes

    /// Closes connections whose requests do not come or whose answers are not taken: a head or body that is sent byte by byte counts
    /// as silence until it is whole, and of a body no more is passed on than the site takes.
    final class PaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPRequestPart
        typealias InboundOut = HTTPRequestPart
        typealias OutboundIn = HTTPResponsePart
        typealias OutboundOut = HTTPResponsePart

        private let limits: ServerLimits
        /// Since when a body has been coming; nil when none is.
        private var bodySince: NIODeadline?
        /// Requests that have come, less those answered whole.
        private var pending = 0
        /// Whether an answer is being written.
        private var isAnswering = false
        /// When something was last asked or answered whole.
        private var since = NIODeadline.now()
        private var stalled: NIODeadline?
        private var received = 0
        private var timer: RepeatedTask?

        init(_ limits: ServerLimits) { self.limits = limits }

        func handlerAdded(context: ChannelHandlerContext) {
            let channel = context.channel
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            let tick = TimeAmount.milliseconds(limits.tick)
            timer = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
                if bound.value.isOver { channel.close(promise: nil) }
            }
        }

        func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

        func channelInactive(context: ChannelHandlerContext) {
            timer?.cancel()
            context.fireChannelInactive()
        }

        private var isOver: Bool {
            let now = NIODeadline.now()
            if let stalled, now - stalled > .milliseconds(limits.stall) { return true }
            if let bodySince { return now - bodySince > .milliseconds(limits.body) }
            // A stream of events lasts as long as somebody takes it.
            if isAnswering { return false }
            return now - since > .milliseconds(pending > 0 ? limits.work : limits.head)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head:
                received = 0
                pending += 1
                bodySince = .now()
            case .body(let buffer):
                let before = received
                received += buffer.readableBytes
                // The first part that is too much goes on, so that whoever collects the body learns of it; the rest does not.
                guard before <= SiteLimits.body else {
                    if received > SiteLimits.body + limits.excess { context.close(promise: nil) }
                    return
                }
            case .end:
                bodySince = nil
                since = .now()
            }
            context.fireChannelRead(data)
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            switch unwrapOutboundIn(data) {
            case .head: isAnswering = true
            case .body: break
            case .end:
                isAnswering = false
                pending -= 1
                since = .now()
            }
            context.write(data, promise: promise)
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) {
            stalled = context.channel.isWritable ? nil : .now()
            context.fireChannelWritabilityChanged()
        }
    }
#endif
