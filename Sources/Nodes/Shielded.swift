/// Does work that the cancellation of the task that waits for it does not reach.
///
/// For what has to come to its end once it has begun: it has to be bounded by itself, since nobody can stop it. The
/// task is unstructured because every structured one inherits the cancellation; it does not outlive its caller, who
/// waits for it.
package func shielded<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    try await Task { try await body() }.value
}
