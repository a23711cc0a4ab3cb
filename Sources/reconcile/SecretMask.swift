import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The texts of this run's secrets, which nothing that it prints or notes down may hold.
///
/// A second net: values carry with them that they are secret, but what hosts and programs say of them is text.
enum SecretMask {
    /// Shorter texts stand in others by chance.
    private static let shortest = 8
    private static let mask = Array("(sensitive)".utf8)

    /// Longest first: a text that is in another one would leave the rest of that one behind.
    private static let known = Mutex<[[UInt8]]>([])

    /// Learns a secret, each of its lines by itself, and how JSON writes them.
    static func learn(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0) }
        let escaped = lines.map { $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
        let new = Set(lines + escaped).map { Array($0.utf8) }.filter { $0.count >= shortest }
        known.withLock { known in
            known = Set(known + new).sorted { $0.count > $1.count }
        }
    }

    static func masked(_ text: String) -> String {
        known.withLock { $0.isEmpty } ? text : String(decoding: masked(Array(text.utf8)), as: UTF8.self)
    }

    static func masked(_ bytes: [UInt8]) -> [UInt8] {
        known.withLock { $0 }.reduce(bytes) { replacing($1, in: $0) }
    }

    private static func replacing(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let place = place(of: secret, in: rest) {
            result += rest.prefix(place) + mask
            rest = rest.dropFirst(place + secret.count)
        }
        return result.isEmpty ? bytes : result + rest
    }

    /// How many bytes stand before the first secret; nil if there is none.
    private static func place(of secret: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var next = 0
            while next + secret.count <= bytes.count {
                guard let found = memchr(start + next, Int32(secret[0]), bytes.count - secret.count + 1 - next) else {
                    return nil
                }
                let place = UnsafeRawPointer(found) - start
                if memcmp(found, secret, secret.count) == 0 { return place }
                next = place + 1
            }
            return nil
        }
    }
}
