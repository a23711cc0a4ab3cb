internal import Actions
internal import Model

/// A folder of the project as a tar archive, the same for the same files: POSIX's `ustar`, with GNU's way to write
/// long names.
struct ContextArchive {
    let payload: Payload

    init(_ folder: ProjectFolder) {
        var bytes: [UInt8] = []
        for folder in folder.folders { Self.add(folder + "/", mode: 0o755, kind: "5", [], to: &bytes) }
        for file in folder.files {
            let mode = file.isExecutable ? 0o755 : 0o644
            Self.add(file.path, mode: mode, kind: "0", file.payload.bytes, to: &bytes)
        }
        bytes += [UInt8](repeating: 0, count: 1024)
        payload = Payload(bytes)
    }

    private static func add(_ name: String, mode: Int, kind: Character, _ content: [UInt8], to bytes: inout [UInt8]) {
        if name.utf8.count > 100 {
            add("././@LongLink", mode: 0o644, kind: "L", Array(name.utf8) + [0], to: &bytes)
        }
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int, _ room: Int) {
            for (offset, byte) in text.utf8.prefix(room).enumerated() { header[place + offset] = byte }
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        put(name, at: 0, 100)
        put(octal(mode, 7), at: 100, 7)
        put(octal(0, 7), at: 108, 7)
        put(octal(0, 7), at: 116, 7)
        put(octal(content.count, 11), at: 124, 11)
        put(octal(0, 11), at: 136, 11)
        // The sum counts its own place as spaces.
        put("        ", at: 148, 8)
        put(String(kind), at: 156, 1)
        put("ustar\u{0}00", at: 257, 8)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + "\u{0}", at: 148, 7)
        bytes += header
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }
}
