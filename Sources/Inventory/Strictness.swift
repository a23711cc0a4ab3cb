import Diagnostics

/// How strict reading an inventory is where Ansible would say nothing, or only warn: `strictness` in `reconcile.yaml`.
package struct Strictness: Sendable, Hashable {
    package enum Level: String, Sendable, Hashable, CaseIterable { case error, warning, off }

    package enum Check: String, Sendable, Hashable, CaseIterable {
        /// A key that is given twice in a map of an inventory or a variable file.
        case duplicateKeys = "duplicate_keys"
        /// A file in `group_vars` or `host_vars` of a group or host that does not exist.
        case orphanFiles = "orphan_vars_files"
        /// A host pattern that names what is neither a host nor a group.
        case unknownGroups = "unknown_groups"
        /// Two groups of one depth and priority that give a host's variable different values.
        case tiedGroups = "tied_groups"
        /// A variable that tells Ansible how to reach a host, and that means nothing here.
        case ignoredVariables = "ignored_vars"
    }

    private var levels: [Check: Level] = [:]

    package init() {}

    /// As lenient as Ansible is.
    package static let lenient: Strictness = {
        var strictness = Strictness()
        for check in Check.allCases { strictness[check] = .off }
        return strictness
    }()

    package subscript(check: Check) -> Level {
        get {
            if let level = levels[check] { return level }
            return check == .duplicateKeys || check == .unknownGroups ? .error : .warning
        }
        set { levels[check] = newValue }
    }

    /// A problem that a check has found, as severe as wanted; nil where the check is off.
    func graded(_ problem: Diagnostic, by check: Check) -> Diagnostic? {
        var problem = problem
        switch self[check] {
        case .error: problem.severity = .error
        case .warning: problem.severity = .warning
        case .off: return nil
        }
        return problem
    }
}
