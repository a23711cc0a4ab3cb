import Nodes
@testable import SSH
import Testing

@Suite struct ConfigurationTests {
    @Test(.enabled(if: isInstalled("ssh"), "ssh is not installed"))
    func `is what ssh makes of its configuration, with the inventory's word before it`() async throws {
        try await withTemporaryFolder { folder in
            let config = """
                Host db*
                    HostName %h.internal
                    User dba
                    Port 2200
                    IdentityFile ~/.ssh/db_%r_%h_%%
                    IdentitiesOnly yes
                    IdentityAgent ~/agent
                    UserKnownHostsFile \(folder)/a \(folder)/b
                    GlobalKnownHostsFile /dev/null
                    HostKeyAlias databases
                    HashKnownHosts yes
                    StrictHostKeyChecking accept-new
                Host far
                    ProxyJump gate,door
                Host odd
                    ProxyCommand nc %h %p
                    CertificateFile ~/.ssh/cert

                """
            try write(config, to: "\(folder)/config")
            var settings = ConnectionSettings(host: "one", address: "db1")
            settings.configFile = "\(folder)/config"
            let read = try await HostConfiguration.asking(about: settings)
            #expect(read.hostName == "db1.internal")
            #expect(read.user == "dba")
            #expect(read.port == 2200)
            #expect(read.identityFiles == ["~/.ssh/db_dba_db1.internal_%".expandingHome])
            #expect(read.usesIdentitiesOnly)
            #expect(read.identityAgent?.hasSuffix("/agent") == true)
            #expect(read.userKnownHostsFiles == ["\(folder)/a", "\(folder)/b"])
            #expect(read.globalKnownHostsFiles == ["/dev/null"])
            #expect(read.hostKeyAlias == "databases")
            #expect(read.hashesKnownHosts)
            #expect(read.acceptsNewHostKeys)
            #expect(read.needsOpenSSH == nil)

            (settings.user, settings.port, settings.identityFile) = ("root", 22, "/a 100% key")
            let own = try await HostConfiguration.asking(about: settings)
            #expect(own.user == "root" && own.port == 22 && own.identityFiles.first == "/a 100% key")

            settings.address = "far"
            #expect(
                try await HostConfiguration.asking(about: settings).needsOpenSSH
                    == "it is reached through 'gate,door'")
            settings.address = "odd"
            #expect(
                try await HostConfiguration.asking(about: settings).needsOpenSSH
                    == "it is reached through a ProxyCommand"
            )
        }
    }

    @Test(.enabled(if: isInstalled("ssh"), "ssh is not installed"))
    func `passes on what ssh has against its configuration`() async throws {
        try await withTemporaryFolder { folder in
            try write("Host *\n    Prot 22\n", to: "\(folder)/config")
            var settings = ConnectionSettings(host: "one")
            settings.configFile = "\(folder)/config"
            let error = await #expect(throws: NodeError.self) { try await HostConfiguration.asking(about: settings) }
            #expect(error?.reason.hasPrefix("ssh does not understand its configuration: ") == true)
        }
    }

    @Test(
        .enabled(if: isInstalled("ssh-keygen"), "ssh-keygen is not installed"), arguments: ["ed25519", "ecdsa", "rsa"])
    func `tells what a private key is without opening it`(type: String) async throws {
        try await withTemporaryFolder { folder in
            for (name, passphrase, format) in [
                ("open", "", ["-a", "1"]), ("locked", "secret", ["-a", "1"]), ("pem", "", ["-m", "PEM"]),
                ("locked-pem", "secret", ["-m", "PEM"]),
            ] where type != "ed25519" || !name.hasSuffix("pem") {
                try await generateKey("\(folder)/\(name)", type: type, passphrase: passphrase, format)
                let key = try #require(PrivateKeyFile(path: "\(folder)/\(name)"))
                let expected = try read("\(folder)/\(name).pub").split(separator: " ").first.map(String.init)
                #expect(key.type == expected, "\(name)")
                #expect(key.isEncrypted == !passphrase.isEmpty, "\(name)")
                #expect(!key.hasCertificate)
            }
            #expect(PrivateKeyFile(path: "\(folder)/open.pub") == nil)
            #expect(PrivateKeyFile(path: "\(folder)/none") == nil)
        }
    }

    @Test func `shows an agent's copies first, then the inventory's key, then the agent's others`() async throws {
        try await withTemporaryFolder { folder in
            for name in ["named", "held", "file"] { try await generateKey("\(folder)/\(name)") }
            let files = try ["named", "held", "file"].map { try #require(PrivateKeyFile(path: "\(folder)/\($0)")) }
            let other = Array("\0\0\0\u{b}ssh-ed25519other".utf8)
            let rsa = Array("\0\0\0\u{7}ssh-rsaother".utf8)
            let held = try #require(files[1].publicKey)
            var settings = ConnectionSettings(host: "one")
            settings.identityFile = "\(folder)/named"
            let lines = files.map { "identityfile \($0.path)" }.joined(separator: "\n")
            let keys = LoginKeys(settings, HostConfiguration(parsing: lines), environment: ["SSH_AUTH_SOCK": "/s"])
            #expect(keys.hasAgent && keys.agentSocket == nil)
            let order = keys.order(agent: [other, rsa, held].filter { $0 != rsa || Session.libraryVersion < 0x010b00 })
            #expect(order == [.ofAgent(held), .inFile(files[0]), .ofAgent(other), .inFile(files[2])])
            let limited = LoginKeys(
                settings, HostConfiguration(parsing: lines + "\nidentitiesonly yes\nidentityagent /agent"),
                environment: [:])
            #expect(limited.agentSocket == "/agent")
            #expect(limited.order(agent: [other, held]) == [.ofAgent(held), .inFile(files[0]), .inFile(files[2])])
        }
    }

    @Test(arguments: [
        (
            "ssh: connect to host x port 22: Connection refused\n", NodeError.Kind.unreachable,
            "connection refused (h:22)"
        ),
        ("ssh: connect to host x port 22: Connection timed out\n", .unreachable, "no answer within 10 s (h:22)"),
        ("Connection timed out during banner exchange\n", .unreachable, "no answer within 10 s (h:22)"),
        ("ssh: Could not resolve hostname h: Name or service not known\n", .unreachable, "name 'h' is not known"),
        ("Host key verification failed.\n", .hostKey, "the host key of 'x' is not known"),
        (
            "@  WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\nOffending ED25519 key in /k:7\r\nHost key for x has changed\n",
            .hostKey, "the host key of 'x' is not the known one at /k:7"
        ),
        (
            "u@x: Permission denied (publickey).\n", .authentication,
            "'u' was not let in: u@x: Permission denied (publickey). (by the system's ssh)"
        ),
        ("", .unreachable, "ssh said nothing (by the system's ssh)"),
    ])
    func `reads ssh's last words`(said: String, kind: NodeError.Kind, reason: String) {
        let configuration = HostConfiguration(parsing: "hostname h\nuser u\nport 22\n")
        let error = OpenSSHRefusal(said, ConnectionSettings(host: "x"), configuration).error
        #expect(error.kind == kind)
        #expect(error.reason == reason)
    }
}
