package import Diagnostics

/// What templates may see of the machine that they are rendered on, and do there.
///
/// Nothing of it is there by itself: who renders a template hands it over with the scope.
package struct LocalMachine: Sendable {
    /// What becomes of a command that a lookup wants to run.
    package enum Commands: Sendable {
        /// The project does not allow it.
        case refused
        /// It is not run, and what it would print is not known.
        case unknown
        /// Runs it in the project's folder and gives what it printed; the name is how messages call it.
        case run(@Sendable (_ command: String, _ name: String, _ span: Span) throws(Diagnostic) -> String)
    }

    /// The folder of the project, from which relative names go out; an absolute path.
    package var folder: String
    package var environment: [String: String]
    /// The folders in which a file of a kind, `files` or `templates`, is looked for that another file names.
    package var places: @Sendable (_ kind: String, _ file: String) -> [String]
    /// What an encrypted file holds; nil for one that is not encrypted.
    package var opened: @Sendable (_ path: String, _ bytes: [UInt8]) throws(Diagnostic) -> [UInt8]? = {
        _, _ throws(Diagnostic) in nil
    }
    /// The templates of the project, for lookups of one outside of any.
    package var templates: (any TemplateLoader & Sendable)?
    package var commands = Commands.refused
    /// Where passwords that are not there yet are made; nil where they stay unknown.
    package var passwords: PasswordMaker?

    package init(folder: String, environment: [String: String] = [:]) {
        self.folder = folder
        self.environment = environment
        places = { kind, _ in ["\(folder)/\(kind)", folder] }
    }

    package var home: String? { environment["HOME"] }
}

extension Diagnostic {
    /// The code of what is no mistake: a value that is known only on the host, or in a run.
    package static let unknownValue = "facts-unknown"
}

extension FilterCall {
    /// What may be seen of the machine, which whoever renders has to have handed over.
    func machine(for what: String) throws(Diagnostic) -> LocalMachine {
        guard let machine = evaluator.scope.machine else {
            throw Diagnostic("not-allowed", "\(what) looks at this machine, which is not allowed here", at: span)
        }
        return machine
    }
}
