import Console
import Diagnostics
import Testing
import YAML

@Suite("Values are printed to be read") struct NodeTextTests {
    private func node(_ text: String) throws -> Node {
        try #require(try Node(parsing: Source(name: "x.yaml", text: text)))
    }

    private static let sample = """
        name: web server
        port: 8080
        "on": yes
        version: "1.20"
        empty: []
        nothing:
        users:
        - name: ann
          keys: [a, b]
        - - deep
        nested:
          text: "a\\nb \\u001b[31m"
          none: {}

        """

    @Test func `as YAML`() throws {
        #expect(
            NodeText(try node(Self.sample)).yaml == """
                name: "web server"
                port: 8080
                "on": yes
                version: "1.20"
                empty: []
                nothing: null
                users:
                - name: ann
                  keys:
                  - a
                  - b
                - - deep
                nested:
                  text: "a\\nb \\u001b[31m"
                  none: {}

                """)
    }

    @Test func `as JSON`() throws {
        #expect(
            NodeText(try node("{a: [1, yes, 'x'], b: {c: ~}, d: []}")).json == """
                {
                  "a": [
                    1,
                    true,
                    "x"
                  ],
                  "b": {
                    "c": null
                  },
                  "d": []
                }

                """)
    }

    @Test func `what is printed as YAML reads back as the same`() throws {
        let once = NodeText(try node(Self.sample))
        #expect(NodeText(try node(once.yaml)).json == once.json)
    }

    @Test func `what is sensitive is not printed`() throws {
        var secret = try node("{password: hunter2}")
        guard case .mapping(var entries) = secret.value else { return }
        entries[0].value.isSensitive = true
        secret.value = .mapping(entries)
        #expect(NodeText(secret).yaml == "password: (sensitive)\n")
        #expect(!NodeText(secret).json.contains("hunter2"))
        secret.isSensitive = true
        #expect(NodeText(secret).yaml == "(sensitive)\n")
    }
}

@Suite("Variables are given on the command line") struct ExtraVariablesTests {
    private let variables = ExtraVariables { path in "from: '\(path)'" }

    @Test(arguments: [
        ("a=1", #"{"a": "1"}"#),
        ("a=1 b='x y' c=", #"{"a": "1","b": "x y","c": ""}"#),
        (#"{"a": 1, "b": [true]}"#, #"{"a": 1,"b": [true]}"#),
        ("{a: yes}", #"{"a": true}"#),
        ("@vars.yaml", #"{"from": "vars.yaml"}"#),
        ("url=http://x/?a=b", #"{"url": "http://x/?a=b"}"#),
    ])
    func `as pairs, as a mapping and as a file`(text: String, json: String) throws {
        let printed = NodeText(try variables.mapping(text)).json
        #expect(printed.filter { $0 != "\n" }.replacing("  ", with: "") == json)
    }

    @Test func `a word that sets nothing is named where it stands`() throws {
        let problem = try #require(throws: Diagnostic.self) { try variables.mapping("a=1 oops") }
        #expect(problem.span?.start.column == 5)
        #expect(throws: Diagnostic.self) { try variables.mapping("=x") }
    }
}

@Suite("Variables are explained") struct VariablesDocumentTests {
    private func node(_ text: String, _ file: String) throws -> Node {
        try #require(try Node(parsing: Source(name: file, text: text)))
    }

    @Test func `the winner comes first, then what it overrode, each with its place`() throws {
        let port = VariablesDocument.Variable(
            name: "port", value: try node("8080", "group_vars/web.yaml"),
            layers: [
                .init(
                    rule: "inventory vars of group 'web'", value: try node("\n\n 80", "inventory/hosts.yaml"),
                    reason: "files come first"),
                .init(rule: "group_vars/web", value: try node("8080", "group_vars/web.yaml")),
            ])
        var secret = try node("hunter2", "group_vars/all.yaml")
        secret.isSensitive = true
        let password = VariablesDocument.Variable(
            name: "password", value: secret, layers: [.init(rule: "group_vars/all", value: secret)])
        let document = VariablesDocument([port, password])
        #expect(
            document.explanation == """
                port: 8080
                  set by group_vars/web (group_vars/web.yaml:1:1): 8080
                  overrides inventory vars of group 'web' (inventory/hosts.yaml:3:2): 80
                    because files come first
                password: "(sensitive)"
                  set by group_vars/all (group_vars/all.yaml:1:1): "(sensitive)"

                """)
        #expect(document.yaml == "port: 8080\npassword: (sensitive)\n")
        #expect(!document.explanationJSON.contains("hunter2"))
        #expect(document.explanationJSON.contains("\"overridden_because\": \"files come first\""))
        #expect(document.explanationJSON.contains("\"column\": 2"))
    }
}
