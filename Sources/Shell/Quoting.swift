extension String {
    /// This text as one word of a POSIX shell, whatever it holds.
    ///
    /// The only way user text reaches a shell.
    ///
    /// A shell word cannot hold NUL; callers refuse such text before it gets here.
    package var shellQuoted: String {
        precondition(!utf8.contains(0), "NUL cannot be part of a shell word")
        let safe =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "@"):
                    true
                default: false
                }
            }
        if safe { return self }
        // Byte by byte: as a Character, a quote with a combining mark behind it is no quote, but to a shell it is one.
        var word: [UInt8] = [UInt8(ascii: "'")]
        for byte in utf8 {
            if byte == UInt8(ascii: "'") { word += #"'\''"#.utf8 } else { word.append(byte) }
        }
        word.append(UInt8(ascii: "'"))
        return String(decoding: word, as: UTF8.self)
    }
}

extension Sequence<String> {
    /// These words as a command line of a POSIX shell.
    package var shellWords: String { map(\.shellQuoted).joined(separator: " ") }
}
