/// Makes sure that a refused password is tried once in a run, not once on every host: more tries lock accounts.
///
/// The first host to need a password proves it while the others wait; what it learns decides for all.
package actor PasswordGate {
    /// A password, and what it is for.
    package struct Credential: Sendable, Hashable {
        package enum Purpose: String, Sendable, Hashable { case login, become }

        package var purpose: Purpose
        package var user: String
        package var password: String

        package init(_ purpose: Purpose, user: String, password: String) {
            self.purpose = purpose
            self.user = user
            self.password = password
        }

        /// The kind of error that says that this password was refused.
        fileprivate var refusal: NodeError.Kind {
            switch purpose {
            case .login: .authentication
            case .become: .becomeRefused
            }
        }
    }

    private enum Standing {
        case beingProven([CheckedContinuation<Void, Never>])
        case proven
        case refused(NodeError)
    }

    private var standings: [Credential: Standing] = [:]

    package init() {}

    /// Lets `attempt` use the password, once it is clear that no other host was refused with it.
    /// - Throws: what `attempt` throws, or the refusal that another host met.
    package func use<Result: Sendable>(
        _ credential: Credential, _ attempt: @Sendable () async throws -> Result
    ) async throws -> Result {
        while case .beingProven(let waiting) = standings[credential] {
            await withCheckedContinuation { standings[credential] = .beingProven(waiting + [$0]) }
        }
        if case .refused(var error) = standings[credential] {
            error.reason = "not tried, since another host answered: \(error.reason)"
            throw error
        }
        if standings[credential] == nil { standings[credential] = .beingProven([]) }
        do {
            let result = try await attempt()
            settle(credential, .proven)
            return result
        } catch let error as NodeError where error.kind == credential.refusal {
            settle(credential, .refused(error))
            throw error
        } catch {
            // Neither proven nor refused: the host could not be asked, the next one may try.
            if case .beingProven = standings[credential] { settle(credential, nil) }
            throw error
        }
    }

    private func settle(_ credential: Credential, _ standing: Standing?) {
        let before = standings[credential]
        if case .refused = before { return }
        standings[credential] = standing
        if case .beingProven(let waiting) = before { for host in waiting { host.resume() } }
    }
}
