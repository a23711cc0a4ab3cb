/// How often an entry's actions are tried before it counts as failed.
package struct Retry: Sendable, Hashable {
    package static let usualAttempts = 3
    package static let usualDelay = Duration.seconds(5)
    package static let mostAttempts = 100

    /// The first one counted in.
    package var attempts: Int
    /// The time between the end of one and the beginning of the next.
    package var delay: Duration

    package init(attempts: Int, delay: Duration = Retry.usualDelay) {
        self.attempts = attempts
        self.delay = delay
    }
}
