import Console
import Diagnostics
import Vault

/// Files on their way through a `vault` verb: named operands or standard input, each written back or elsewhere.
struct VaultFiles: Sendable {
    static let standard = "-"

    private let operands: [String]
    private let output: String?

    /// - Throws: That several files would be written into one.
    init(_ arguments: Arguments) throws(Diagnostic) {
        operands = arguments.operands.isEmpty ? [Self.standard] : arguments.operands
        output = arguments.value(.output)
        guard output == nil || operands.count == 1 else {
            throw Diagnostic("unexpected-argument", "'--output' takes one file to write, and several are given to read")
        }
    }

    /// Changes each file; one that fails leaves the others alone.
    ///
    /// - Parameters:
    ///   - isPrivate: Whether what is written is for the owner's eyes only.
    ///   - wipes: Whether what was in the file is a secret.
    ///   - change: Makes the new bytes of the old ones.
    /// - Throws: What went wrong with any of them.
    func change(
        isPrivate: Bool = false, wipes: Bool = false,
        _ change: (_ name: String, _ bytes: [UInt8]) throws(Diagnostic) -> [UInt8]
    ) throws(Problems) {
        var problems: [Diagnostic] = []
        for name in operands {
            do throws(Diagnostic) {
                let isStandard = name == Self.standard
                let old =
                    isStandard
                    ? try SecretFile.bytes(of: 0, named: "standard input") : try SecretFile(name).bytes()
                let new = try change(isStandard ? "standard input" : name, old)
                let target = output ?? name
                if target == Self.standard {
                    Stream.output.write(new)
                } else {
                    try SecretFile(target).replace(with: new, isPrivate: isPrivate, wipes: wipes && output == nil)
                }
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
    }
}

extension Diagnostic {
    /// The same, said of a file where it has no place.
    func about(_ file: String) -> Diagnostic {
        guard span == nil else { return self }
        var copy = self
        copy.message = "'\(file)': \(message)"
        return copy
    }
}
