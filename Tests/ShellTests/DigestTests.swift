import Digests
import TestSupport
import Testing

@Suite struct `A digest` {
    @Test(arguments: [
        (MessageDigest.md5, "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (.sha3_224, "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"),
        (.sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
        (
            .sha3_384,
            "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25"
        ),
        (
            .sha3_512,
            "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
                + "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"
        ),
        (
            .blake2b,
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
        ),
        (.blake2s, "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"),
    ])
    func `is that of the standard's example`(_ digest: MessageDigest, hex: String) {
        #expect(digest.hex(Array("abc".utf8)) == hex)
    }

    @Test(arguments: [MessageDigest.md5, .sha1, .sha224, .sha256, .sha384, .sha512])
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
