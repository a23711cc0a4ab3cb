internal import Shell

/// Turns actions into POSIX sh: the one place where what a manifest says becomes text for a shell.
///
/// Scripts call the functions of `prelude`, which stands once in a request. Each action that does not come to its end
/// prints why and ends the script with a status other than 0. What files and programs are given never stands on the
/// command line of a program, where everybody on the node could read it.
package struct Compiler: Sendable {
    /// The folder on the node where payloads above `Payload.inlineLimit` lie, each under its digest.
    private let spool: String

    package init(spool: String) { self.spool = spool }

    /// The functions that scripts call.
    package static let prelude = [
        basicFunctions, fileFunctions, versionFunctions, editFunctions, pathFunctions, manyFunctions, fetchFunctions,
        unpackFunctions, programFunctions, packageFunctions, otherPackageFunctions, repositoryFunctions,
        accountFunctions, crontabFunctions, ledgerFunctions, gitFunctions, markFunctions, pythonFunctions, npmFunctions,
        ContainerEngine.detection, ContainerEngine.marks, containerFunctions, imageFunctions,
    ].joined(separator: "\n")

    /// The body of a section that does these one after another, up to the first that fails.
    ///
    /// What is printed on standard error comes with the output.
    package func script(_ actions: [Action]) -> String {
        "exec 2>&1\n" + actions.map { step($0) + " || exit\n" }.joined()
    }

    private func step(_ action: Action) -> String {
        switch action {
        case .makeDirectory, .writeFile, .editFile, .keepVersion, .makeLink, .setAttributes, .remove: fileStep(action)
        case .setAllAttributes, .removeAll: manyStep(action)
        case .unpack: unpackStep(action)
        case .fetch(let path, let source, let attributes): fetch(path, source, attributes)
        case .run(let words, let environment, let directory, let input):
            run(words, environment, directory, input)
        case .shell(let script, let environment, let directory):
            program("eval \(script.shellQuoted)", environment, directory) + " </dev/null"
        case .waitUntil(let script, let seconds): "reconcile_wait \(seconds) \(script.shellQuoted)"
        case .installPackages, .removePackages, .holdPackage: packageStep(action)
        case .unit(let verb, let unit): "reconcile_unit \(verb.rawValue) \(unit.shellQuoted)"
        case .reloadUnitFiles: "systemctl --no-ask-password daemon-reload"
        case .addGroup, .changeGroup, .removeGroup, .addUser, .changeUser, .removeUser: accountStep(action)
        case .editCrontab(let user, let marker, let aliases, let lines):
            crontab(user, marker, aliases, lines)
        case .fetchKey, .fetchArchiveKey, .writeSource, .refreshIndex: repositoryStep(action)
        case .checkOut(let checkout): checkOut(checkout)
        case .installNpm, .removeNpm: npmStep(action)
        case .buildVenv, .installPython, .removePython: pythonStep(action)
        case .container(let action): containerStep(action)
        case .image(let action): imageStep(action)
        case .engine(let action): engineStep(action)
        case .appendLedger(let folder, let lines):
            ["reconcile_ledger", folder, lines.map { $0 + "\n" }.joined()].shellWords
        }
    }

    /// A definition of `reconcile_content`, which prints the payload.
    func content(_ payload: Payload) -> String {
        let commands =
            payload.bytes.count > Payload.inlineLimit
            ? ["cat <\((spool + "/" + payload.digest).shellQuoted)"] : payload.printing
        return "reconcile_content() {\n\(commands.joined(separator: " &&\n"))\n}\n"
    }

    static let basicFunctions = #"""
        reconcile_fail() {
            printf '%s\n' "$*" >&2
            exit 1
        }
        # Brings a file, or the names in a directory, to the disk.
        reconcile_sync() { sync -- "$1" 2>/dev/null || sync; }
        """#
}

extension Payload {
    /// Commands that print the bytes: as they are where they are plain text, else as octal escapes, for which a node
    /// needs no tool.
    fileprivate var printing: [String] {
        if let text = String(validating: bytes, as: UTF8.self), bytes.allSatisfy(Self.isPlain) {
            return ["printf %s \(text.shellQuoted)"]
        }
        return stride(from: 0, to: bytes.count, by: 16 << 10).map { start in
            "printf " + Self.escaped(bytes[start..<min(start + 16 << 10, bytes.count)])
        }
    }

    /// Whether a byte of text travels unharmed over any line.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
    }

    /// A quoted format of `printf(1)`.
    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        var format: [UInt8] = [UInt8(ascii: "'")]
        format.reserveCapacity(bytes.count * 3)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "%"): format += [byte, byte]
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "/"),
                UInt8(ascii: "\n"):
                format.append(byte)
            default:
                format.append(UInt8(ascii: "\\"))
                for shift in [6, 3, 0] { format.append(UInt8(ascii: "0") + (byte >> UInt8(shift)) & 7) }
            }
        }
        format.append(UInt8(ascii: "'"))
        return String(decoding: format, as: UTF8.self)
    }
}
