#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// crypt(3) of the system, for hashes of passwords that are not made here.
///
/// The library is opened when it is first wanted: its name is not the same on all systems, and few ever want it.
package enum SystemCrypt {
    private typealias Function =
        @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutableRawPointer) -> UnsafePointer<CChar>?

    private static let names = ["libcrypt.so.1", "libcrypt.so.2", "libcrypt.so"]
    /// More than any `struct crypt_data` has.
    private static let roomy = 256 << 10

    /// The hash that a setting such as `$2b$12$SALT` asks for; nil where the system does not make such.
    package static func hash(of password: String, setting: String) -> String? {
        let library = names.lazy.compactMap { dlopen($0, RTLD_NOW) }.first
        guard let symbol = dlsym(library, "crypt_r") else { return nil }
        let crypt = unsafeBitCast(symbol, to: Function.self)
        let room = UnsafeMutableRawPointer.allocate(byteCount: roomy, alignment: 16)
        defer { room.deallocate() }
        room.initializeMemory(as: UInt8.self, repeating: 0, count: roomy)
        guard let hash = crypt(password, setting, room).map({ String(cString: $0) }), hash.hasPrefix(setting.prefix(3))
        else { return nil }
        return hash
    }
}
