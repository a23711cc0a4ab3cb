internal import Diagnostics
internal import Digests
internal import FoundationEssentials

/// Filters between text and its encodings.
enum EncodingFilters {
    static let all: [Filter] = [
        Filter("quote") { call throws(Diagnostic) in
            if case .null = call.input.payload { return .string("''") }
            return .string(call.input.text.shlexQuoted)
        },
        Filter("b64encode", ["encoding?", "urlsafe?"]) { call throws(Diagnostic) in
            guard let bytes = try encoding(call).bytes(of: call.input.text) else {
                throw call.problem("cannot write this text in that encoding")
            }
            let text = Data(bytes).base64EncodedString()
            guard call.arguments.flag("urlsafe") else { return .string(text) }
            return .string(text.replacing("+", with: "-").replacing("/", with: "_"))
        },
        Filter("b64decode", ["encoding?", "urlsafe?"]) { call throws(Diagnostic) in
            var text = call.input.text
            if call.arguments.flag("urlsafe") { text = text.replacing("-", with: "+").replacing("_", with: "/") }
            // What is no digit of Base64 is passed over, as Python does it.
            text = String(
                scalars: text.unicodeScalars.filter {
                    $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || "+/=".unicodeScalars.contains($0))
                })
            guard let data = Data(base64Encoded: text) else { throw call.problem("cannot read this as Base64") }
            guard let decoded = try encoding(call).text(of: Array(data)) else {
                throw call.problem("gives bytes that are no text in that encoding")
            }
            return .string(decoded)
        },
        Filter("to_uuid", ["namespace?"]) { call throws(Diagnostic) in
            // Ansible's own namespace.
            let given = call.arguments.text("namespace", default: "361E6D51-FAEC-444A-9079-341386DA8E2E")
            let digits = given.replacing("urn:", with: "").replacing("uuid:", with: "").stripped(of: "{}")
                .replacing("-", with: "")
            let space = stride(from: 0, to: digits.utf8.count - 1, by: 2).compactMap {
                UInt8(String(decoding: Array(digits.utf8)[$0..<($0 + 2)], as: UTF8.self), radix: 16)
            }
            guard space.count == 16, digits.utf8.count == 32 else { throw call.problem("cannot read the namespace") }
            var bytes = Array(MessageDigest.sha1.bytes(of: space + Array(call.input.text.utf8)).prefix(16))
            bytes[6] = bytes[6] & 0x0F | 0x50
            bytes[8] = bytes[8] & 0x3F | 0x80
            let hex = bytes.hexadecimal
            let ends = [0, 8, 12, 16, 20, 32]
            let parts = zip(ends, ends.dropFirst()).map { hex.dropFirst($0).prefix($1 - $0) }
            return .string(parts.joined(separator: "-"))
        },
        Filter("hash", ["hashtype?"]) { call throws(Diagnostic) in
            try digest(call, call.arguments.text("hashtype", default: "sha1"))
        },
        Filter("checksum") { call throws(Diagnostic) in try digest(call, "sha1") },
        Filter("md5") { call throws(Diagnostic) in try digest(call, "md5") },
        Filter("sha1") { call throws(Diagnostic) in try digest(call, "sha1") },
    ]

    private static func encoding(_ call: FilterCall) throws(Diagnostic) -> TextEncoding {
        let name = call.arguments.text("encoding", default: "utf-8")
        guard let encoding = TextEncoding(name) else {
            throw call.problem("knows no encoding '\(name)'").helping("it knows utf-8, utf-16, latin-1 and ascii")
        }
        return encoding
    }

    private static func digest(_ call: FilterCall, _ name: String) throws(Diagnostic) -> Value {
        let wanted = ["blake2b": "blake2b512", "blake2s": "blake2s256"][name] ?? name.replacing("_", with: "-")
        guard let algorithm = MessageDigest(rawValue: wanted) else {
            let problem = call.problem("knows no '\(name)'")
            let names = MessageDigest.allCases.map(\.rawValue)
            throw problem.helping("it knows " + names.joined(separator: ", "))
        }
        return .string(algorithm.hex(Array(call.input.text.utf8)))
    }
}

extension String {
    /// The text as one shell word, quoted as Python's `shlex.quote` does.
    fileprivate var shlexQuoted: String {
        let isSafe =
            !isEmpty
            && unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.isNamePart || "@%+=:,./-".unicodeScalars.contains(scalar))
            }
        return isSafe ? self : "'" + replacingScalars("'", with: "'\"'\"'") + "'"
    }
}
