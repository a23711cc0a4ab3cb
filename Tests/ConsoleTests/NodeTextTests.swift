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
