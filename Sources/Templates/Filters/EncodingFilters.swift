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
        Filter("b64encode", ["encoding?"]) { call throws(Diagnostic) in
            .string(Data(call.input.text.utf8).base64EncodedString())
        },
        Filter("b64decode", ["encoding?"]) { call throws(Diagnostic) in
            let text = call.input.text.words().joined()
            guard let data = Data(base64Encoded: text) else { throw call.problem("cannot read this as Base64") }
            guard let decoded = String(validating: data, as: UTF8.self) else {
                throw call.problem("gives bytes that are not UTF-8 text")
            }
            return .string(decoded)
        },
        Filter("hash", ["hashtype?"]) { call throws(Diagnostic) in
            try digest(call, call.arguments.text("hashtype", default: "sha1"))
        },
        Filter("checksum") { call throws(Diagnostic) in try digest(call, "sha1") },
        Filter("md5") { call throws(Diagnostic) in try digest(call, "md5") },
        Filter("sha1") { call throws(Diagnostic) in try digest(call, "sha1") },
        Filter("urlencode") { call throws(Diagnostic) in
            if let map = call.input.map {
                let pairs = map.map {
                    "\($0.key.text.percentEncoded(keeping: ""))=\($0.value.text.percentEncoded(keeping: ""))"
                }
                return .string(pairs.joined(separator: "&"))
            }
            return .string(call.input.text.percentEncoded(keeping: "/"))
        },
    ]

    private static func digest(_ call: FilterCall, _ name: String) throws(Diagnostic) -> Value {
        guard let algorithm = MessageDigest(rawValue: name) else {
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

    fileprivate func percentEncoded(keeping kept: String) -> String {
        var result = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII, scalar.isNamePart || ("-.~" + kept).unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = CFormat.digits(Int(byte), radix: 16, isUppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
