import Console
import Diagnostics
import Engine
import Inventory
import Model
import Nodes
import SSH

/// Asks hosts something that changes nothing by itself, side by side, for `exec` and `facts`.
struct Questioning: Sendable {
    private let access: ProjectAccess
    private let fleet: Fleet
    private let hosts: [String]
    private let settings: @Sendable (String) throws -> ConnectionSettings

    /// - Parameters:
    ///   - access: where the inventory is.
    ///   - patterns: which hosts are asked.
    /// - Throws: what reading the inventory and asking for passwords throws.
    init(_ access: ProjectAccess, patterns: [String]) async throws {
        self.access = access
        let inventory = try access.inventory()
        hosts = try access.hosts(matching: patterns.joined(separator: ","), of: inventory).map(\.name)
        let fleet = try await Fleet(access, prompt: Prompt())
        self.fleet = fleet
        let extra = try access.extraVariables()
        settings = { name in
            let values = HostValues(of: try inventory.host(called: name), in: inventory, extra: extra)
            return try fleet.choices.settings(for: name, place: values.scope.span, variable: values.text)
        }
    }

    /// What each host answers, in the inventory's order, and whether the operator stopped it.
    func answers<Content: Sendable>(
        _ ask: @escaping @Sendable (any Node) async throws -> Content
    ) async -> (result: [HostAnswer<Content>], wasInterrupted: Bool) {
        let forks = access.arguments.number(.forks) ?? Fleet.defaultForks
        let reporter = access.reporter
        return await Interruption.watching(onInterrupt: { reporter.note("interrupted; once more stops at once") }) {
            await hosts.concurrentMap(limit: forks) { host in
                do {
                    let node = try await fleet.connector.connect(try settings(host))
                    return HostAnswer(host: host, reply: await reply(of: node, ask))
                } catch {
                    return HostAnswer(host: host, reply: Self.silence(error))
                }
            }
        }
    }

    private func reply<Content: Sendable>(
        of node: any Node, _ ask: @Sendable (any Node) async throws -> Content
    ) async -> HostAnswer<Content>.Reply {
        do {
            let content = try await ask(node)
            await node.close()
            return .answered(content)
        } catch {
            await node.close()
            return Self.silence(error)
        }
    }

    private static func silence<Content>(_ error: any Error) -> HostAnswer<Content>.Reply {
        switch error {
        case let error as NodeError:
            let isUnreachable = error.kind == .unreachable || error.kind == .lost
            let reason = error.help.map { "\(error.reason); \($0)" } ?? error.reason
            return .silent(isUnreachable ? .unreachable : .failed, reason)
        case is CancellationError: return .silent(.failed, "interrupted")
        default:
            return .silent(.failed, Reporter.diagnostics(of: error).map(Self.inOneLine).joined(separator: "; "))
        }
    }

    private static func inOneLine(_ problem: Diagnostic) -> String {
        guard let span = problem.span else { return problem.message }
        return "\(problem.message) (\(span.file):\(span.start.line):\(span.start.column))"
    }
}
