internal import Diagnostics

/// `lookup('password', 'secrets/db length=20 chars=ascii_letters,digits')`: a password that a file of the project keeps.
///
/// The file has Ansible's form, `PASSWORD salt=SALT`; a new one is made only where that is allowed.
enum PasswordLookup {
    static let all = [
        Lookup("password", ["*", "length?", "chars?", "encrypt?", "ident?", "seed?"]) { call throws(Diagnostic) in
            try call.terms.map { term throws(Diagnostic) in
                let (path, inner) = try call.inline(
                    try call.text(term), ["length", "chars", "encrypt", "ident", "seed"])
                return try password(at: path, inner).tainted(true)
            }
        }
    ]

    private static func password(at name: String, _ call: LookupCall) throws(Diagnostic) -> Value {
        let files = try call.files()
        let path = files.absolute(name)
        let kind = try encryption(call)
        if name == "/dev/null" {
            guard kind == nil || call.options["seed"] != nil else { throw unrepeatable(call) }
            return .string(try hash(Entry(password: try new(call, isKept: false)), kind, call))
        }
        guard let maker = files.machine.passwords else {
            guard let entry = try entry(at: path, files), kind == nil || entry.salt != nil else {
                throw Diagnostic(
                    Diagnostic.unknownValue, "there is no password in '\(name)' yet; 'plan' and 'apply' make one",
                    at: call.span)
            }
            return .string(try hash(entry, kind, call))
        }
        let entry = try maker.inTurn { () throws(Diagnostic) -> Entry in
            let known = try Self.entry(at: path, files)
            var entry = known ?? Entry(password: "")
            if known == nil { entry.password = try new(call, isKept: true) }
            if let kind, entry.salt == nil {
                entry.salt = random(
                    kind.saltLength,
                    Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./".unicodeScalars))
            }
            if let kind { entry.identity = entry.identity ?? given("ident", call) ?? kind.identity }
            if entry != known, let reason = maker.write(entry.text, to: path) {
                throw call.problem("cannot write '\(path)': \(reason)")
            }
            return entry
        }
        return .string(try hash(entry, kind, call))
    }

    private static func hash(_ entry: Entry, _ kind: PasswordHash?, _ call: LookupCall) throws(Diagnostic) -> String {
        guard let kind, let salt = entry.salt else { return entry.password }
        return try kind.hash(of: entry.password, salt: salt, identity: entry.identity) { call.problem($0) }
    }

    private static func entry(at path: String, _ files: LocalFiles) throws(Diagnostic) -> Entry? {
        files.kind(of: path) == nil ? nil : Entry(try files.text(of: path).text)
    }

    private struct Entry: Equatable {
        var password: String
        var salt: String?
        var identity: String?

        init(password: String) { self.password = password }

        init(_ text: String) {
            let parts = text.stripped(.end).splitScalars(by: " salt=")
            password = parts.count > 1 ? parts.dropLast().joined(separator: " salt=") : parts[0]
            let rest = parts.count > 1 ? parts.last?.splitScalars(by: " ident=") : nil
            salt = rest?.first
            identity = (rest?.count ?? 0) > 1 ? rest?.last : nil
        }

        var text: String {
            password + (salt.map { " salt=\($0)" } ?? "") + (identity.map { " ident=\($0)" } ?? "") + "\n"
        }
    }

    private static func given(_ name: String, _ call: LookupCall) -> String? {
        guard let value = call.options[name], value != .null else { return nil }
        return value.text
    }

    private static func encryption(_ call: LookupCall) throws(Diagnostic) -> PasswordHash? {
        guard let name = given("encrypt", call), !["", "None", "False"].contains(name) else { return nil }
        guard let kind = PasswordHash(rawValue: name) else {
            throw call.problem("knows no encryption '\(name)'")
                .helping("it knows sha512_crypt, sha256_crypt, bcrypt, md5_crypt")
        }
        return kind
    }

    private static func unrepeatable(_ call: LookupCall) -> Diagnostic {
        Diagnostic(
            "unrepeatable", "lookup 'password' without a file or a seed would choose anew in every plan", at: call.span
        ).helping("name a file of the project, in which it is kept")
    }

    private static func new(_ call: LookupCall, isKept: Bool) throws(Diagnostic) -> String {
        let length = try call.number("length") ?? 20
        guard (1...10_000).contains(length) else { throw call.problem("takes a length from 1 to 10000") }
        let characters = characters(call.options["chars"])
        guard !characters.isEmpty else { throw call.problem("needs characters to choose from") }
        guard let seed = call.options["seed"], seed != .null else {
            guard isKept else { throw unrepeatable(call) }
            return random(length, characters)
        }
        var generator = seed.integer.map { MersenneTwister(seed: $0) } ?? MersenneTwister(seed: seed.text)
        return String(scalars: (0..<length).map { _ in characters[generator.number(below: characters.count)] })
    }

    private static func random(_ length: Int, _ characters: [Unicode.Scalar]) -> String {
        String(scalars: (0..<length).compactMap { _ in characters.randomElement() })
    }

    /// Names of Python's module `string`, or the characters themselves.
    private static func characters(_ value: Value?) -> [Unicode.Scalar] {
        let lower = "abcdefghijklmnopqrstuvwxyz"
        let sets = [
            "ascii_letters": lower + lower.uppercased(), "ascii_lowercase": lower,
            "ascii_uppercase": lower.uppercased(), "digits": "0123456789", "hexdigits": "0123456789abcdefABCDEF",
            "octdigits": "01234567", "punctuation": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        ]
        let given = value?.string.map { text in
            (text.contains(",,") ? [","] : [])
                + text.replacing(",,", with: ",").splitScalars(by: ",").filter { !$0.isEmpty }
        }
        let names = given ?? value?.list?.map(\.text) ?? ["ascii_letters", "digits", ".,:-_"]
        return names.flatMap { Array((sets[$0] ?? $0).unicodeScalars) }.filter { $0 != "\"" && $0 != "'" }
    }
}
