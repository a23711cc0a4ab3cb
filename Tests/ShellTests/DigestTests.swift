import Digests
import TestSupport
import Testing

@Suite struct `A digest` {
    @Test(arguments: [
        (MessageDigest.md5, "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `is that of the standard's example`(_ digest: MessageDigest, hex: String) {
        #expect(digest.hex(Array("abc".utf8)) == hex)
    }

    @Test(arguments: MessageDigest.allCases)
    func `is what coreutils says of it`(_ digest: MessageDigest) throws {
        let bytes = (0...255).map { UInt8($0) } + [0, 10, 13]
        let theirs = try withTemporaryFolder { folder in
            try write(bytes, to: folder + "/bytes")
            return try runScript("\(digest.rawValue)sum <\(folder)/bytes").text.split(separator: " ").first
        }
        #expect(digest.hex(bytes) == theirs.map { String($0) })
        if digest == .sha256 { #expect(SHA256.hex(bytes) == digest.hex(bytes)) }
    }
}
