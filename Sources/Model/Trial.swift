/// A real system on which a type has been run through the program: made, looked at again, repaired and removed.
///
/// Cases recorded from a tool's output, and a tool that is run without a host, are none.
package struct Trial: Sendable, Hashable {
    /// The systems that types are written for.
    package enum System: String, Sendable, CaseIterable {
        case debian11 = "Debian 11"
        case debian12 = "Debian 12"
        case debian13 = "Debian 13"
        case ubuntu = "Ubuntu"
        case raspberryPiOS = "Raspberry Pi OS"
        case fedora = "Fedora or RHEL"
        case arch = "Arch Linux"
        case alpine = "Alpine Linux"
        case macOS = "macOS"
    }

    package enum Manner: Sendable, Hashable {
        /// By a test that can be repeated.
        case suite
        case byHand
    }

    package var system: System
    /// Which of the type's `tools` the system had.
    package var tool: String?
    package var manner: Manner

    package init(_ system: System, with tool: String? = nil, _ manner: Manner = .suite) {
        self.system = system
        self.tool = tool
        self.manner = manner
    }

    /// On which of the systems, and with which of the tools, there was a trial and on which there was none.
    static func summary(of trials: [Trial], tools: [String]) -> String {
        let run = trials.map { trial in
            trial.system.rawValue + (trial.tool.map { " with \($0)" } ?? "")
                + (trial.manner == .byHand ? " (by hand)" : "")
        }
        let systems = System.allCases.filter { system in !trials.contains { $0.system == system } }.map(\.rawValue)
        let others = tools.filter { tool in !trials.contains { $0.tool == tool } }
        var missing = systems.isEmpty ? [] : [systems.listed(with: "and")]
        if !others.isEmpty { missing.append("anything with \(others.listed(with: "or"))") }
        return (run.isEmpty ? "" : "Run for real on \(run.listed(with: "and")).\n\n")
            + (missing.isEmpty ? "" : "Not run on a real system yet: \(missing.joined(separator: "; ")).\n")
    }
}

extension [String] {
    /// `a, b and c`.
    fileprivate func listed(with word: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(word) \(last)"
    }
}
