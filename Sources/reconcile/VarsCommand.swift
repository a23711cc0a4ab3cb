import Console
import Diagnostics
import Inventory
import Manifests
import YAML

/// What `reconcile vars HOST [NAME]` does.
struct VarsCommand: Command {
    static let verb = Verb.vars

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        access = ProjectAccess(arguments, reporter)
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let inventory = try access.inventory()
        let host = try inventory.host(called: access.arguments.operands[0])
        let variables = HostValues(of: host, in: inventory, extra: try access.extraVariables())
        let all = variables.names
        let wanted = access.arguments.operands.dropFirst().first
        if let wanted, !all.contains(wanted), let value = try variables.special(wanted) {
            reporter.print(
                text(.init([.init(name: wanted, value: value, layers: [.init(rule: "built in", value: value)])])))
            return .done
        }
        if let wanted, !all.contains(wanted) {
            throw Diagnostic("unknown-variable", "no variable of '\(host.name)' is named '\(wanted)'")
                .guessing(wanted.closest(of: all))
        }
        var problems: [Diagnostic] = []
        let document = VariablesDocument(
            (wanted.map { [$0] } ?? all).compactMap { name in
                variables.value(of: name, &problems).map { value in
                    let shown = access.arguments.has(.showSecrets) ? value.disclosed : value
                    return VariablesDocument.Variable(name: name, value: shown, layers: variables.layers(of: name))
                }
            })
        reporter.print(text(document))
        reporter.warn(problems)
        return problems.contains { $0.severity == .error } ? .error : .done
    }

    private func text(_ document: VariablesDocument) -> String {
        switch (reporter.usesJSON, access.arguments.has(.explain)) {
        case (false, false): document.yaml
        case (true, false): document.json
        case (false, true): document.explanation
        case (true, true): document.explanationJSON
        }
    }
}
