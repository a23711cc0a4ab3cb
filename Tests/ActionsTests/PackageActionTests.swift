import Actions
import TestSupport
import Testing

@Suite struct PackageActionTests {
    /// Runs actions with `apt-get` and `dpkg` replaced, and gives what they were called with.
    private func calls(_ actions: [Action], apt: String = "", dpkg: String = "") throws -> (ScriptResult, [String]) {
        try withTemporaryFolder { folder in
            for (name, rest) in [("apt-get", apt), ("dpkg", dpkg)] {
                let tool = """
                    #!/bin/sh
                    here=\(folder)
                    while [ "$1" = -y ] || [ "$1" = -q ] || [ "$1" = -o ]; do
                        [ "$1" != -o ] || shift
                        shift
                    done
                    printf '%s\\n' "\(name) $DEBIAN_FRONTEND $*" >>"$here/calls"
                    \(rest)
                    """
                try writeTool(tool, to: "\(folder)/\(name)")
            }
            let result = try act(actions, path: [folder])
            let text = String(decoding: (try? contents(of: folder + "/calls")) ?? [], as: UTF8.self)
            return (result, text.split(separator: "\n").map(String.init))
        }
    }

    private static func install(_ names: [String], version: String? = nil, refresh: Bool = false) -> Action {
        .installPackages(names.map { .init(name: $0, version: version) }, refreshIndex: refresh)
    }

    @Test func `packages are installed in one go`() throws {
        let (result, calls) = try calls([Self.install(["a", "b"])])
        #expect(result.status == 0)
        #expect(calls == ["apt-get noninteractive --no-remove install -- a b"])
    }

    @Test func `a version is pinned, and may be an older one`() throws {
        let (_, calls) = try calls([Self.install(["a"], version: "1.0-1", refresh: true)])
        #expect(
            calls == [
                "apt-get noninteractive update",
                "apt-get noninteractive --no-remove install --allow-downgrades -- a=1.0-1",
            ])
    }

    @Test func `an index that is too old is fetched, once`() throws {
        let stale = #"""
            case $* in
            (update) : >"$here/fresh" ;;
            (*) [ -e "$here/fresh" ] || { echo 'E: Unable to locate package a'; exit 100; } ;;
            esac
            """#
        let (result, seen) = try calls([Self.install(["a"])], apt: stale)
        #expect(result.status == 0)
        #expect(seen.count == 4)
        #expect(seen[2] == "apt-get noninteractive update")
        let (never, _) = try calls([Self.install(["a"])], apt: "[ \"$1\" = update ] || { echo 'E: none'; exit 100; }")
        #expect(never.status == 100)
        #expect(never.text == "E: none\nonce more, with a fresh index\nE: none\n")
    }

    @Test func `what dpkg could not set up is not tried again`() throws {
        let (result, calls) = try calls(
            [Self.install(["a"])], apt: "exit 100", dpkg: "echo 'a is only half configured'")
        #expect(result.status == 100)
        #expect(calls.count == 2)
    }

    @Test func `what something else needs is not removed`() throws {
        let (result, refused) = try calls(
            [.removePackages(["a"], purge: false)], dpkg: "echo 'b depends on a' >&2; exit 1")
        #expect(result.status != 0)
        #expect(result.text == "b depends on a\n")
        #expect(refused == ["dpkg  --no-act --remove -- a"])
        let (_, calls) = try calls([.removePackages(["a", "b"], purge: true)])
        #expect(calls == ["dpkg  --no-act --purge -- a b", "apt-get noninteractive purge -- a b"])
    }

    @Test func `what a power failure left half unpacked is unpacked again first`() throws {
        try withTemporaryFolder { folder in
            try writeTool("#!/bin/sh\necho 'ok a:amd64'; echo 'reinstreq b:all'\n", to: folder + "/dpkg-query")
            try writeTool(
                "#!/bin/sh\nprintf '%s\\n' \"${*##*Only=true }\" >>\(folder)/calls\n", to: folder + "/apt-get")
            #expect(try act([Self.install(["a"])], path: [folder]).status == 0)
            #expect(
                String(decoding: try contents(of: folder + "/calls"), as: UTF8.self)
                    == "--no-remove --reinstall install -- b:all\n--no-remove install -- a\n")
        }
    }
}
