package import Actions
package import Facts
package import Model

/// A place that the node's package manager takes packages from.
package struct Repository: Resource {
    package static let kind = "repository"
    package static let summary = "A repository that apt or dnf takes packages from, and the key that signs it."
    package static let example = """
        - repository: github-cli
          url: https://cli.github.com/packages
          suites: [stable]
          components: [main]
          key: https://cli.github.com/packages/githubcli-archive-keyring.gpg
          key_sha256: 4401d2e3f4a5b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5

        """
    package static let notes = """
        With apt it is `/etc/apt/sources.list.d/NAME.sources` and the key `/etc/apt/keyrings/NAME.asc` or `.gpg`, which is
        good for this repository alone; with dnf it is `/etc/yum.repos.d/NAME.repo` and `/etc/pki/rpm-gpg/NAME.asc` or
        `.gpg`, and `suites` and `components` have no meaning. Which of the two, the node tells. The node fetches the key,
        and takes it only with the SHA-256 of `key_sha256`.

        A suite that ends in a slash names a folder, without components. `ppa: OWNER/ARCHIVE` stands for an archive at
        Launchpad, which also tells its key where none is given.

        After repositories have changed, the package index is read anew, once for those that follow one another.

        """
    package static let spellings = [Spelling("apt_repo"), Spelling("yum_repo")]
    package static let looksAt: [any Fact.Type] = [PathState.self, FileText.self]
    package static let does: [Action.Kind] = [.fetchKey, .fetchArchiveKey, .writeSource, .remove, .refreshIndex]
    package static let removal = "`state: absent` removes its file and its key; what was installed from it stays."
    package static let tools = ["apt", "dnf"]
    package static let trials = Trial.debian(with: "apt") + [Trial(.debian12, with: "dnf")]

    @Identity("The repository's name, which its files have.") package var name: String
    @Field("Where it is.") package var url: String? = nil
    @Field("An archive at Launchpad, OWNER/ARCHIVE, in place of `url`.") package var ppa: String? = nil
    @Field("The suites to take packages from.") package var suites: [String] = []
    @Field("The components of each suite.") package var components: [String] = []
    @Field("The architectures to take packages for; if not given, the node's.") package var architectures: [String] = []
    @Field("Where the key is that signs it: a URL.") package var key: String? = nil
    @Field("The SHA-256 of the key.") package var keySha256: String? = nil
    @Field("Whether its packages have to be signed; `false` is the consent to take what nobody vouches for.")
    package var signed = true
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("repository", name)] }
    package var effects: Effects { .packages }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        let isName =
            name.utf8.first.map(\.isAlphanumeric) == true
            && name.utf8.allSatisfy { $0.isAlphanumeric || "-_.".utf8.contains($0) }
        var problems: [FieldProblem] = []
        if !isName {
            let help = "letters, digits, '-', '_' and '.' make one"
            problems.append(.init("repository", "'\(name)' is no name of a repository", help: help))
        }
        if wantsAbsence { return problems }
        switch (url, ppa) {
        case (nil, nil):
            problems.append(.init("repository", "the entry does not say where it is", help: "give url or ppa"))
        case (_?, _?): problems.append(.init("ppa", "'ppa' is given beside 'url'", help: "give one of the two"))
        default: break
        }
        if !signed, keyed || wantsAbsence {
            let why = wantsAbsence ? "has no meaning for a repository that is to be absent" : "is given beside a key"
            problems.append(.init("signed", "'signed: false' \(why)"))
        }
        if ppa != nil, !suites.isEmpty || !components.isEmpty {
            let field = suites.isEmpty ? "components" : "suites"
            problems.append(.init(field, "'\(field)' has no meaning with 'ppa'"))
        }
        if key != nil, keySha256 == nil {
            let help = "look at the key, and write key_sha256 with what 'sha256sum' says of it"
            problems.append(.init("key", "'key' needs the field 'key_sha256'", help: help))
        } else if keySha256 != nil, key == nil {
            problems.append(.init("key_sha256", "'key_sha256' needs the field 'key'"))
        }
        return problems + wordProblems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let looks: [any Fact] = [Form.apt, .dnf].flatMap { form in
            [form.source(name)] + form.keys(name)
        }
        let texts = [Form.apt, .dnf].filter { form in
            guard !wantsAbsence, case .present(let state)? = seen[form.source(name)], state.kind == .file,
                case .present(let digest) = state.digest
            else { return false }
            return !payloads(form, codename: nil).contains { $0.digest == digest }
        }
        return looks + texts.map { FileText($0.source(name).path) }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let form: Form
            switch look.facts.packageManager {
            case "apt", "": form = .apt
            case "dnf": form = .dnf
            case let other: throw .error("repositories of \(other) cannot be managed")
            }
            var keys: [PathState.Seen?] = []
            for fact in form.keys(name) { keys.append(try look.see(fact)) }
            let source = try look.see(form.source(name))
            if wantsAbsence { return removal(form, source, keys) }
            return try making(form, source, keys, look)
        }
    }

    package func signature(given seen: Observations) -> String? {
        [Form.apt, .dnf].lazy.compactMap { form -> String? in
            guard case .present(let state)? = seen[form.source(name)], case .present(let digest) = state.digest else {
                return nil
            }
            return digest
        }.first
    }

    private var keyed: Bool { key != nil || ppa != nil }

    private var wordProblems: [FieldProblem] {
        var problems: [FieldProblem] = []
        func expect(_ field: String, _ words: [String], _ others: String) {
            for word in words
            where word.isEmpty || word.utf8.first == UInt8(ascii: "-")
                || !word.utf8.allSatisfy({ $0.isAlphanumeric || others.utf8.contains($0) })
            {
                problems.append(.init(field, "'\(word)' is nothing that '\(field)' can hold"))
            }
        }
        expect("suites", suites, "-_./~+")
        expect("components", components, "-_./+")
        expect("architectures", architectures, "-_")
        for (field, text) in [("url", url), ("key", key)] {
            guard let text, !text.isAddress else { continue }
            let help = "write it out, from 'https://' on, without blanks"
            problems.append(.init(field, "'\(text)' is no URL", help: help))
        }
        if let ppa {
            let parts = ppa.split(separator: "/", omittingEmptySubsequences: false)
            if parts.count != 2 || parts.contains(where: \.isEmpty)
                || !ppa.utf8.allSatisfy({ $0.isAlphanumeric || "-.+/".utf8.contains($0) })
            {
                problems.append(.init("ppa", "'\(ppa)' is no archive at Launchpad", help: "write OWNER/ARCHIVE"))
            }
        }
        if let keySha256, keySha256.utf8.count != 64 || !keySha256.utf8.allSatisfy(\.isLowerHexDigit) {
            problems.append(.init("key_sha256", "'\(keySha256)' is no SHA-256 of 64 hexadecimal digits"))
        }
        if suites.contains(where: { !$0.hasSuffix("/") }), components.isEmpty {
            problems.append(.init("suites", "'suites' needs the field 'components'"))
        }
        return problems
    }

    private func making(
        _ form: Form, _ source: PathState.Seen?, _ keys: [PathState.Seen?], _ look: Look
    ) throws(Undecided) -> Change? {
        if form == .apt, url != nil, suites.isEmpty { throw .error("with apt it needs 'suites'") }
        if form == .dnf, !keyed, signed {
            throw .error("with dnf it needs 'key', or 'signed: false' as the consent to unsigned packages")
        }
        if form == .dnf, ppa != nil { throw .error("dnf knows no archives of Launchpad") }
        if let source, source.kind != .file { throw .error("\(form.source(name).path) is \(source.inWords)") }
        let wanted = payloads(form, codename: look.facts.os.codename)
        var digest: String?
        if let source { digest = try look.read(source.digest) }
        var goodKeys: [Bool] = []
        for seen in keys {
            guard let seen, seen.kind == .file else {
                goodKeys.append(false)
                continue
            }
            let digest = try look.read(seen.digest)
            goodKeys.append(keySha256 == nil || digest == keySha256)
        }
        let hasKey = !keyed || goodKeys.contains(true)
        let isWritten = zip(wanted, keyed ? goodKeys : [true, false]).contains { $0.digest == digest && $1 }
        if isWritten { return nil }
        var fields: [FieldChange] = []
        var actions: [Action] = []
        if !hasKey {
            let old = keys.lazy.compactMap { $0 }.first.map { seen -> String in
                if case .present(let digest) = seen.digest { "sha256 \(digest.prefix(12))" } else { seen.inWords }
            }
            let new = keySha256.map { "sha256 \($0.prefix(12))" } ?? "as Launchpad tells"
            fields.append(.init("key", from: old, to: new))
            actions.append(fetching(form))
        }
        // With a key of the other kind the text names the other file.
        let text = wanted[goodKeys.last == true ? 1 : 0]
        if !wanted.contains(where: { $0.digest == digest }) || fields.isEmpty {
            var old = wanted.first { $0.digest == digest }.map { String(decoding: $0.bytes, as: UTF8.self) }
            if case .present(let seen)? = look.seen[FileText(form.source(name).path)], !seen.isBinary {
                old = seen.text
            }
            fields.append(
                .init("source", from: old, to: String(decoding: text.bytes, as: UTF8.self), isText: true))
        }
        actions.append(
            .writeSource(
                path: form.source(name).path, keyring: form.keyring(name), armored: wanted[0], binary: wanted[1]))
        return Change(source == nil ? .create : .update, fields: fields, actions: actions + [.refreshIndex])
    }

    private func fetching(_ form: Form) -> Action {
        if let key { return .fetchKey(url: key, digest: keySha256, keyring: form.keyring(name)) }
        let parts = (ppa ?? "/").split(separator: "/").map(String.init)
        return .fetchArchiveKey(owner: parts.first ?? "", archive: parts.last ?? "", keyring: form.keyring(name))
    }

    private func removal(_ form: Form, _ source: PathState.Seen?, _ keys: [PathState.Seen?]) -> Change? {
        let paths = zip([form.source(name)] + form.keys(name), [source] + keys).filter { $1 != nil }.map { $0.0.path }
        guard !paths.isEmpty else { return nil }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: paths.map { .remove(path: $0, recursive: false) } + [.refreshIndex])
    }

    /// What its file is to hold, with an armored and with a binary key.
    private func payloads(_ form: Form, codename: String?) -> [Payload] {
        form.keys(name).map { Payload(text(form, codename ?? "", key: keyed ? $0.path : nil)) }
    }

    private func text(_ form: Form, _ codename: String, key: String?) -> String {
        let address = url ?? "https://ppa.launchpadcontent.net/\(ppa ?? "")/ubuntu"
        switch form {
        case .apt:
            var lines = ["Types: deb", "URIs: \(address)"]
            lines.append("Suites: \((ppa == nil ? suites : [codename]).joined(separator: " "))")
            let components = ppa == nil ? components : ["main"]
            if !components.isEmpty { lines.append("Components: \(components.joined(separator: " "))") }
            if !architectures.isEmpty { lines.append("Architectures: \(architectures.joined(separator: " "))") }
            if let key { lines.append("Signed-By: \(key)") }
            if !signed { lines.append("Trusted: yes") }
            return lines.map { $0 + "\n" }.joined()
        case .dnf:
            var lines = [
                "[\(name)]", "name=\(name)", "baseurl=\(address)", "enabled=1", "gpgcheck=\(signed ? 1 : 0)",
            ]
            if let key { lines.append("gpgkey=file://\(key)") }
            return lines.map { $0 + "\n" }.joined()
        }
    }
}

extension Repository {
    /// How a package manager wants its repositories told.
    fileprivate enum Form {
        case apt, dnf

        func source(_ name: String) -> PathState {
            switch self {
            case .apt: PathState("/etc/apt/sources.list.d/\(name).sources", digest: true)
            case .dnf: PathState("/etc/yum.repos.d/\(name).repo", digest: true)
            }
        }

        /// The path of the key but for its ending.
        func keyring(_ name: String) -> String {
            switch self {
            case .apt: "/etc/apt/keyrings/\(name)"
            case .dnf: "/etc/pki/rpm-gpg/\(name)"
            }
        }

        /// An armored key and a binary one.
        func keys(_ name: String) -> [PathState] {
            ["asc", "gpg"].map { PathState("\(keyring(name)).\($0)", digest: true) }
        }
    }
}

extension String {
    /// Whether it is a URL that stays one word wherever it is written.
    var isAddress: Bool {
        let schemes = ["https://", "http://", "file:///"]
        return schemes.contains { hasPrefix($0) && utf8.count > $0.utf8.count }
            && utf8.allSatisfy { $0.isAlphanumeric || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains($0) }
    }
}
