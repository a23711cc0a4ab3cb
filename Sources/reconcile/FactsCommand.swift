import Console
import Engine
import Facts
import Manifests
import Model
import Nodes
import Shell
import YAML

/// `reconcile facts HOST …`: looks at hosts and prints what they are, as templates see it.
struct FactsCommand: Command {
    static let verb = Verb.facts

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        access = ProjectAccess(arguments, reporter)
        self.reporter = reporter
    }

    func run() async throws -> ExitStatus {
        let questioning = try await Questioning(access, patterns: access.arguments.operands)
        let (answers, wasInterrupted) = await questioning.answers { node in
            FactVariables.node(try await Self.facts(of: node))
        }
        let document = FactsDocument(answers)
        reporter.print(reporter.usesJSON ? document.json : document.yaml)
        if !reporter.usesJSON { reporter.warn(document.problems) }
        return wasInterrupted ? .interrupted : ExitStatus(answers)
    }

    private static func facts(of node: any Nodes::Node) async throws -> StandardFacts {
        let fact = StandardFactsProbe()
        let probe = Probe([fact])
        switch probe.read(try await node.run(Request(probe.sections)))[fact] {
        case .present(let facts)?: return facts
        case .failed(let why)?, .unavailable(let why)?: throw NodeError(.refused, "its facts cannot be learnt: \(why)")
        case .absent?, nil: throw NodeError(.refused, "its facts cannot be learnt")
        }
    }
}
