import Diagnostics
import Templates
import TestSupport
import Testing

@Suite struct `The hash of a password` {
    private static func hash(_ filter: String, of password: String) throws -> String {
        try Template(parsing: Source(name: "t.j2", text: "{{ p | \(filter) }}"))
            .render(in: DictionaryScope(["p": .string(password)])).text
    }

    @Test func `is what its specification says`() throws {
        #expect(
            try Self.hash("password_hash('sha512', 'saltstring', rounds=5000)", of: "Hello world!")
                == "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1"
        )
    }

    @Test(arguments: ["a", "correct horse battery staple", String(repeating: "é", count: 80), "x$y'z"])
    func `is what the system's tools make`(_ password: String) throws {
        for (kind, option) in [("sha512", "-6"), ("sha256", "-5")] {
            let quoted = "'" + password.replacing("'", with: "'\"'\"'") + "'"
            let result = try runScript("openssl passwd \(option) -salt Salt./x9 \(quoted)")
            try #require(result.status == 0, "openssl is not installed: \(result.errorText)")
            let ours = try Self.hash("password_hash('\(kind)', 'Salt./x9', rounds=5000)", of: password)
            #expect(ours + "\n" == result.text)
        }
    }

    @Test func `has as many rounds as Ansible's, and a salt that is given`() throws {
        #expect(try Self.hash("password_hash(salt='abc')", of: "x").hasPrefix("$6$rounds=656000$abc$"))
        for filter in ["password_hash", "password_hash('crypt16', 'x')", "password_hash(salt='a b')"] {
            #expect(throws: Diagnostic.self) { try Self.hash(filter, of: "x") }
        }
    }
}
