package import Diagnostics
internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Editing of plain text in the operator's editor: in a folder that only the operator can enter, wiped afterwards with
/// all that the editor left in it.
package struct Editing: Sendable {
    private let editor: [String]

    /// - Parameter editor: The program and its arguments, as a shell would read them; the file's path is added.
    package init(editor: String) { self.editor = Self.words(editor) }

    /// Has the text edited.
    ///
    /// - Parameters:
    ///   - plain: What the editor starts with.
    ///   - name: The name of the file it stands for, whose ending tells editors its language.
    /// - Returns: What the operator left.
    /// - Throws: That the editor could not be started, or gave up.
    package func edited(_ plain: [UInt8], as name: String) throws(Diagnostic) -> [UInt8] {
        let folder = try Self.privateFolder()
        defer { Self.wipe(folder) }
        let ending = name.split(separator: "/").last.flatMap { last in
            last.dropFirst().lastIndex(of: ".").map { String(last[$0...]) }
        }
        let path = "\(folder)/plain\(ending ?? "")"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0, SecretFile.writeAll(plain, to: descriptor) else {
            if descriptor >= 0 { close(descriptor) }
            throw Diagnostic("unwritable-file", "'\(path)' cannot be written: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
        let status = try Self.undisturbed { () throws(Diagnostic) in
            try Program(editor + [path]).run(reading: .nothing).status
        }
        guard status == 0 else {
            throw Diagnostic("editor-failed", "the editor '\(editor.first ?? "")' ended with status \(status)")
                .helping("'\(name)' was not changed")
        }
        return try SecretFile(path).bytes()
    }

    /// Runs the body while signals that would end this program, and leave the plain text behind, are for the editor.
    private static func undisturbed<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        let signals = [SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGTSTP]
        let before = signals.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(signals, before) { signal(number, handler) } }
        return try body()
    }

    /// A new folder of mode 0700: in memory where the session has such a place.
    private static func privateFolder() throws(Diagnostic) -> String {
        let environment = ProcessInfo.processInfo.environment
        let places = [environment["XDG_RUNTIME_DIR"], environment["TMPDIR"], "/tmp"].compactMap { $0 }
        for place in places where !place.isEmpty {
            var name = Array("\(place)/reconcile-XXXXXX".utf8CString)
            if mkdtemp(&name) != nil {
                return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        throw Diagnostic("unwritable-file", "there is no place for the plain text while it is edited")
            .helping("TMPDIR names one")
    }

    /// Overwrites and removes all files of a folder, and the folder.
    private static func wipe(_ folder: String) {
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
            let descriptor = open("\(folder)/\(name)", O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
                SecretFile.wipe(descriptor, count: Int(status.st_size))
            }
            close(descriptor)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

extension Editing {
    /// The words of a command line: blanks part them, quotes and backslashes keep them together.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
