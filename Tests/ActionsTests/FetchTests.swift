import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct FetchTests {
    private static let hasServer =
        (try? runScript("command -v python3 && command -v curl && command -v wget"))?.status == 0
    private static let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }

    /// Fetches by `http:` from a server of the folder that knows ranges, and then prints what it was asked.
    private func fetch(
        _ source: (Int) -> Action.Source, in folder: String, hiding hidden: String = "none",
        with shell: PosixShell = .dash,
        attributes: Action.Attributes = .init()
    ) throws -> ScriptResult {
        try write(Array(Self.server.utf8), to: folder + "/server.py")
        let start = """
            python3 \(folder)/server.py \(folder)/served >\(folder)/log 2>/dev/null &
            n=0
            until [ -s \(folder)/log ] || [ "$n" -gt 300 ]; do sleep 0.1; n=$((n + 1)); done
            echo "$! $(head -n 1 \(folder)/log)"
            """
        let words = try runScript(start).text.split(whereSeparator: \.isWhitespace)
        let server = try #require(words.first)
        let port = try #require(words.last.flatMap { Int($0) })
        mkdir(folder + "/out", 0o755)
        let action = Action.fetch(path: folder + "/out/file", source: source(port), attributes: attributes)
        let script = """
            command() { case $2 in (\(hidden)) return 1 ;; esac; }
            \(Compiler.prelude)
            (
            \(Compiler(spool: "/no").script([action]))
            )
            status=$?
            kill -9 \(server)
            exit "$status"
            """
        return try runScript(script, with: shell)
    }

    private static let server = """
        import sys, http.server
        class H(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                print(self.path, self.headers.get('Range', '-'), self.headers.get('X-Token', '-'), flush=True)
                try: body = open(sys.argv[1] + self.path.split('?')[0], 'rb').read()
                except OSError: return self.send_error(404)
                start = int((self.headers.get('Range') or 'bytes=0-')[6:].split('-')[0])
                if start >= len(body): return self.send_error(416)
                self.send_response(206 if start else 200)
                if start: self.send_header('Content-Range', f'bytes {start}-{len(body)-1}/{len(body)}')
                self.send_header('Content-Length', str(len(body) - start))
                self.end_headers()
                self.wfile.write(body[start:])
            def log_message(self, *a): pass
        s = http.server.HTTPServer(('127.0.0.1', 0), H)
        print(s.server_port, flush=True)
        s.serve_forever()

        """

    private func asked(_ folder: String) throws -> [String] {
        String(decoding: try contents(of: folder + "/log"), as: UTF8.self).split(separator: "\n").dropFirst()
            .map(String.init)
    }

    private var digest: String { Payload(Self.bytes).digest }

    private static func urls(_ names: [String], _ port: Int) -> [String] {
        names.map { "http://127.0.0.1:\(port)/\($0)?t=1" }
    }

    @Test(.enabled(if: hasServer, "needs python3, curl and wget"), arguments: ["none", "curl"], PosixShell.installed)
    func `a file is fetched and checked, from the first mirror that has it`(
        _ hidden: String, _ shell: PosixShell
    ) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/served", 0o755)
            try write(Self.bytes, to: folder + "/served/good")
            try write([1, 2, 3], to: folder + "/served/bad")
            let result = try fetch(
                { .init(urls: Self.urls(["none", "bad", "good"], $0), digest: digest) }, in: folder, hiding: hidden,
                with: shell, attributes: .init(mode: 0o640))
            #expect(result.status == 0, "\(result.text)")
            #expect(result.text.contains("/bad: has another SHA-256"))
            #expect(try contents(of: folder + "/out/file") == Self.bytes)
            #expect(try Status(folder + "/out/file").mode == 0o640)
            #expect(try entries(of: folder + "/out") == ["file"])
        }
    }

    @Test(.enabled(if: hasServer, "needs python3, curl and wget"), arguments: ["none", "curl"], PosixShell.installed)
    func `a fetch that was cut goes on where it stopped`(_ hidden: String, _ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/served", 0o755)
            mkdir(folder + "/out", 0o755)
            try write(Self.bytes, to: folder + "/served/good")
            let part = "\(folder)/out/.file.reconcile-part-\(digest.prefix(16))"
            try write(Array(Self.bytes.prefix(150_000)), to: part)
            try write([1], to: folder + "/out/.file.reconcile-part-of-another")
            let result = try fetch(
                { .init(urls: Self.urls(["good"], $0), digest: digest) }, in: folder, hiding: hidden, with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try contents(of: folder + "/out/file") == Self.bytes)
            #expect(try entries(of: folder + "/out") == ["file"])
            #expect(try asked(folder) == ["/good?t=1 bytes=150000- -"])
        }
    }

    @Test(.enabled(if: hasServer, "needs python3, curl and wget"))
    func `what was begun and turns out to be something else is fetched anew`() throws {
        for begun in [Array(Self.bytes.dropFirst().prefix(1000)), [UInt8](repeating: 0, count: 300_000)] {
            try withTemporaryFolder { folder in
                mkdir(folder + "/served", 0o755)
                mkdir(folder + "/out", 0o755)
                try write(Self.bytes, to: folder + "/served/good")
                try write(begun, to: "\(folder)/out/.file.reconcile-part-\(digest.prefix(16))")
                let result = try fetch({ .init(urls: Self.urls(["good"], $0), digest: digest) }, in: folder)
                #expect(result.status == 0, "\(result.text)")
                #expect(try contents(of: folder + "/out/file") == Self.bytes)
            }
        }
    }

    @Test(.enabled(if: hasServer, "needs python3, curl and wget"))
    func `headers are sent, also odd ones, and what is wrong leaves the old file`() throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/served", 0o755)
            mkdir(folder + "/out", 0o755)
            try write([1], to: folder + "/served/good")
            try write([9], to: folder + "/out/file")
            let odd = #"a "b" \c $(id) %41"#
            let result = try fetch(
                { .init(urls: Self.urls(["good"], $0), digest: digest, headers: ["X-Token": odd]) }, in: folder)
            #expect(result.status != 0 && result.text.contains("could not be fetched"))
            #expect(try asked(folder) == ["/good?t=1 - \(odd)"])
            #expect(try contents(of: folder + "/out/file") == [9])
            #expect(try entries(of: folder + "/out") == ["file"])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a file on the node is copied, and keeps the attributes of the one that it replaces`(
        _ shell: PosixShell
    ) throws {
        try withTemporaryFolder { folder in
            try write(Self.bytes, to: folder + "/it's here")
            try write([9], to: folder + "/file")
            chmod(folder + "/file", 0o604)
            let urls = ["file:///no/such/file", "file://\(folder)/it's here"]
            let result = try act(
                [
                    .fetch(
                        path: folder + "/file", source: .init(urls: urls, digest: digest), attributes: .init()),
                    .fetch(path: folder + "/new", source: .init(urls: urls), attributes: .init()),
                ], with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try contents(of: folder + "/file") == Self.bytes)
            #expect(try contents(of: folder + "/new") == Self.bytes)
            #expect(try Status(folder + "/file").mode == 0o604)
            #expect(try Status(folder + "/new").mode == 0o644)
            #expect(try entries(of: folder) == ["file", "it's here", "new"])
        }
    }

    @Test func `a node without a tool to fetch with says so`() throws {
        try withTemporaryFolder { folder in
            let source = Action.Source(urls: ["http://127.0.0.1:1/x"])
            let script = Compiler(spool: "/no").script([
                .fetch(path: folder + "/f", source: source, attributes: .init())
            ])
            let result = try runScript("command() { return 1; }\n\(Compiler.prelude)\n(\n\(script))")
            #expect(result.status != 0 && result.text.contains("there is neither curl nor wget"))
        }
    }
}
