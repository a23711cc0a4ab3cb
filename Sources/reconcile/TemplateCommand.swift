import Console
import Diagnostics
import FoundationEssentials
import Inventory
import Manifests
import Templates
import Vault
import YAML

/// What `reconcile template FILE` does: renders one template to standard output.
struct TemplateCommand: Command {
    static let verb = Verb.template

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Console.Arguments, _ reporter: Reporter) {
        access = ProjectAccess(arguments, reporter)
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let path = try self.path(of: access.arguments.operands[0])
        let keyring = try access.keyring()
        let file = try access.plain(path, keyring)
        let showsSecrets = access.arguments.has(.showSecrets)
        guard showsSecrets || !file.isSecret else {
            throw Diagnostic("secret-template", "'\(path)' is encrypted: all that it gives is secret")
                .helping("--show-secrets prints it")
        }
        let template = try Template(parsing: file.source, isSecret: file.isSecret)
        let rendered = try template.render(
            in: try scope(), loader: ProjectTemplates(folder: access.folder, vault: keyring),
            masksSecrets: !showsSecrets)
        reporter.print(rendered.text)
        return .done
    }

    /// A file as it is named, or in the project's folder of templates.
    private func path(of name: String) throws -> String {
        let candidates = [name, access.path("templates/\(name)")]
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw Diagnostic("missing-template", "no template is named '\(name)'")
                .helping("it is looked for as '\(candidates.joined(separator: "' and '"))'")
        }
        return found
    }

    /// What the template sees: the variables of a host, under those of `--vars` and `-e`.
    private func scope() throws -> any Scope {
        let files = try access.extraVariables(access.arguments.values(.varsFile).map { "@\($0)" })
        let extra = files + (try access.extraVariables())
        guard let name = access.arguments.value(.host) else {
            let pairs = extra.flatMap { $0.mapping ?? [] }.compactMap { entry in
                entry.key.string.map { ($0, Value(entry.value)) }
            }
            return DictionaryScope(Dictionary(pairs, uniquingKeysWith: { _, last in last }))
        }
        let inventory = try access.inventory()
        return HostValues(of: try inventory.host(called: name), in: inventory, extra: extra).scope
    }
}
