internal import Diagnostics
internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file that holds a password, or that prints it where it can be run; read by Ansible's rules.
struct PasswordFile {
    let path: String
    let label: String?

    /// - Parameters:
    ///   - path: From the current folder; `~` and `$NAME` are put in.
    ///   - label: What a program that asks for it (`NAME-client`) is told.
    init(_ path: String, label: String?) {
        self.path = OperatorPath.expanded(path)
        self.label = label
    }

    /// What the file says or prints; `keys` opens it where it is encrypted itself.
    func password(openedBy keys: (_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8]) throws(Diagnostic) -> Password {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw problem("there is no vault password file '\(path)'")
        }
        guard !isFolder else { throw problem("the vault password file '\(path)' is a folder") }
        let bytes = isProgram ? try printed() : try written(openedBy: keys)
        guard let password = Password(bytes) else { throw problem("'\(path)' gives an empty vault password") }
        return password
    }

    private func problem(_ message: String) -> Diagnostic { Diagnostic("vault-password", message) }

    private var isProgram: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o111 != 0
    }

    private func written(openedBy keys: ([UInt8]) throws(Diagnostic) -> [UInt8]) throws(Diagnostic) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw problem("the vault password file '\(path)' cannot be opened for reading")
        }
        let bytes = [UInt8](data).trimmed { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard VaultText.isMarked(bytes) else { return bytes }
        return try keys(bytes).trimmed(\.isLineBreak)
    }

    /// What the program prints, without line breaks around it.
    private func printed() throws(Diagnostic) -> [UInt8] {
        // A relative path without a slash would be looked up in PATH.
        let program = path.contains("/") ? path : "./\(path)"
        let asksForLabel = isClient && label != nil
        let words = asksForLabel ? [program, "--vault-id", label ?? ""] : [program]
        let result: Program.Result
        do {
            result = try Program(words).run(reading: isClient ? .outputAndErrors : .output)
        } catch {
            throw problem("the vault password program '\(path)' cannot be run")
                .helping("if it is no program, take away its right to be run: chmod -x \(path)")
        }
        if result.status == 0 { return result.output.trimmed(\.isLineBreak) }
        let isUnknown = isClient && result.status == 2
        var failed = problem(
            isUnknown
                ? "the vault password program '\(path)' knows no password for '\(label ?? VaultKey.defaultID)'"
                : "the vault password program '\(path)' failed with status \(result.status)")
        let complaint = String(decoding: result.errors.prefix(2000), as: UTF8.self)
        if !complaint.isEmpty { failed.notes = [.note("it said: \(complaint)")] }
        throw failed
    }

    /// Whether the program takes `--vault-id LABEL`, which its name tells: `pass-client`, `pass-client.py`.
    private var isClient: Bool {
        let name = path.split(separator: "/").last ?? ""
        let start = name.firstIndex { $0 != "." } ?? name.endIndex
        let base = name[start...].lastIndex(of: ".").map { name[..<$0] } ?? name
        return base.hasSuffix("-client")
    }
}

extension [UInt8] {
    /// The bytes without those at both ends that are to go.
    func trimmed(_ isWaste: (UInt8) -> Bool) -> [UInt8] {
        Array(drop(while: isWaste).reversed().drop(while: isWaste).reversed())
    }
}

extension UInt8 {
    var isLineBreak: Bool { self == 0x0A || self == 0x0D }
}
