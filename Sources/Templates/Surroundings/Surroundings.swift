package import Diagnostics

/// What templates may see of the machine that they are rendered on, and do there.
///
/// Nothing of it is there by itself: who renders a template hands it over with the scope.
package struct Surroundings: Sendable {
    /// The folder of the project, from which relative names go out; an absolute path.
    package var folder: String
    /// Folders in which relative names are looked for, in turn; absolute paths.
    package var searchPath: [String]
    /// Folders with all below them that may be read, the project among them; absolute paths.
    package var readable: [String]
    package var environment: [String: String]
    /// Runs a command in the project's folder and gives what it printed; nil where that is not allowed.
    package var run: (@Sendable (_ command: String, _ span: Span) throws(Diagnostic) -> String)?
    /// Whether `lookup('password', …)` may keep a new password in the project.
    package var keepsPasswords = false

    package init(folder: String, readable: [String] = [], environment: [String: String] = [:]) {
        self.folder = folder
        searchPath = ["files", "templates", "vars", ""].map { $0.isEmpty ? folder : folder + "/" + $0 }
        self.readable = [folder] + readable
        self.environment = environment
    }

    package var home: String? { environment["HOME"] }
}

extension FilterCall {
    /// What may be seen of the machine, which whoever renders has to have handed over.
    func surroundings(for what: String) throws(Diagnostic) -> Surroundings {
        guard let surroundings = evaluator.scope.surroundings else {
            throw Diagnostic("not-allowed", "\(what) looks at this machine, which is not allowed here", at: span)
        }
        return surroundings
    }
}
