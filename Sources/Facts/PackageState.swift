internal import Shell

/// What is installed of a package.
package struct PackageState: Fact {
    /// How far the package manager got with it.
    ///
    /// The words are those of `dpkg(1)`, PACKAGE STATES.
    package enum Progress: String, Sendable, Hashable, Codable {
        case installed
        /// Installed; another package still has to act on it.
        case triggersAwaited = "triggers-awaited"
        case triggersPending = "triggers-pending"
        /// Not usable: an installation was cut off or went wrong.
        case halfInstalled = "half-installed"
        case unpacked
        case halfConfigured = "half-configured"
    }

    package struct Seen: Sendable, Hashable {
        /// As the package manager writes it.
        package var version: String
        package var progress: Progress
        /// The administrator holds it back from upgrades.
        package var isHeld: Bool

        package init(version: String, progress: Progress = .installed, isHeld: Bool = false) {
            self.version = version
            self.progress = progress
            self.isHeld = isHeld
        }

        /// Whether it is there but not usable.
        package var isBroken: Bool {
            switch progress {
            case .installed, .triggersAwaited, .triggersPending: false
            case .halfInstalled, .unpacked, .halfConfigured: true
            }
        }
    }

    package static let kind = "package"
    package static let summary = "which version of a package is installed, and whether it is held"
    package static let cost = Cost.cheap

    /// As the package manager knows it, with `:ARCH` where one is meant.
    package var name: String

    package init(_ name: String) { self.name = name }
}

extension PackageState {
    /// A name that a package manager may be asked about: it is no option and no pattern.
    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "-") else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}
