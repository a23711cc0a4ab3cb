import CShims
import Console
import Diagnostics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program: the only module that wires the others together, and the only one that prints.
@main
enum Main {
    static let version = "0.1.0"

    private static let commands: [any Command.Type] = [
        ValidateCommand.self, PlanCommand.self, ApplyCommand.self, InventoryListCommand.self,
        InventoryGraphCommand.self, InventoryHostCommand.self, InventoryMatchCommand.self, VarsCommand.self,
        FactsCommand.self, ExecCommand.self, TemplateCommand.self, CronNextCommand.self, VaultEncryptCommand.self,
        VaultDecryptCommand.self, VaultViewCommand.self, VaultEditCommand.self, VaultRekeyCommand.self,
        VaultEncryptStringCommand.self, DocsCommand.self, SchemaCommand.self, VersionCommand.self,
    ]

    static func main() async {
        // A reader that goes away is noticed when writing to it.
        signal(SIGPIPE, SIG_IGN)
        // Passwords and secrets are in it.
        shims_keep_memory_private()
        // Hosts that wait for one another keep their connections.
        shims_allow_many_files()
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        exit(outcome(of: status).rawValue)
    }

    /// A result that nobody got is an error, whatever it was.
    private static func outcome(of status: ExitStatus) -> ExitStatus {
        guard let problem = Stream.lostOutput else { return status }
        Reporter(usesJSON: false, isStream: false, noColor: true).report([problem])
        return ExitStatus(worst: [status, .error])
    }

    private static func run(_ words: [String]) async -> ExitStatus {
        do {
            switch try ArgumentParser(.reconcile).parse(words) {
            case .help(let path):
                Stream.output.write(HelpText(.reconcile).text(path))
                return .done
            case .run(let arguments): return await run(arguments)
            }
        } catch {
            // The command line could not be read, so whether JSON is wanted is only a guess.
            let reporter = Reporter(
                usesJSON: words.contains("--json"), isStream: words.contains(Verb.apply.name),
                noColor: words.contains("--no-color"))
            reporter.report(error)
            return .error
        }
    }

    private static func run(_ arguments: Arguments) async -> ExitStatus {
        let reporter = Reporter(
            usesJSON: arguments.has(.json), isStream: arguments.verb == .apply, noColor: arguments.has(.noColor))
        guard let command = commands.first(where: { $0.verb == arguments.verb }) else {
            preconditionFailure("the verb '\(arguments.verb.name)' has no command")
        }
        do {
            return try await command.init(arguments, reporter).run()
        } catch is Interrupted {
            return .interrupted
        } catch {
            reporter.report(error)
            return .error
        }
    }
}
