import Facts
import FoundationEssentials
import Shell
import TestSupport
import Testing

/// A kind of fact, and facts of it to try things with.
struct FactSample: Sendable, CustomTestStringConvertible {
    let kind: String
    /// Processes that one more fact may cost on the node; where it is not 0, what asks cannot ask of many at once.
    let growth: Int
    /// The fact of a number, from 1 on, in a folder that `withFactWorld` has filled.
    let fact: @Sendable (_ folder: String, _ number: Int) -> any Fact

    var testDescription: String { kind }

    private init<F: Fact>(growth: Int = 0, _ fact: @escaping @Sendable (String, Int) -> F) {
        (kind, self.growth, self.fact) = (F.kind, growth, { fact($0, $1) })
    }

    /// Packages that every Debian has, against which nothing stands.
    private static let required = [
        "apt", "base-files", "base-passwd", "bash", "bsdutils", "coreutils", "dash", "debconf", "debianutils",
        "diffutils",
        "dpkg", "findutils", "grep", "gzip", "hostname", "init-system-helpers", "libc-bin", "libpam-modules",
        "libpam-modules-bin", "libpam-runtime", "login", "mawk", "mount", "ncurses-base", "ncurses-bin", "passwd",
        "perl-base", "sed", "sysvinit-utils", "tar", "tzdata", "util-linux",
    ]

    /// One or more of every kind that there is.
    static let all: [Self] = [
        .init { _, _ in StandardFactsProbe() }, .init { _, _ in LedgerText(project: "p") },
        .init { folder, number in PathState("\(folder)/file \(number)", digest: true) },
        .init { folder, number in PathState("\(folder)/link \(number)") },
        .init { folder, number in FileText("\(folder)/file \(number)") },
        .init { folder, number in FileLines("\(folder)/file \(number)") },
        .init { folder, number in Listing("\(folder)/folder \(number)", isDeep: true) },
        .init { folder, number in Listing("\(folder)/folder \(number)", isDeep: false) },
        .init { _, number in PackageState(number == 1 ? "bash" : "no-such-package-\(number)") },
        .init { _, number in PackageCandidate(number == 1 ? "bash" : "no-such-package-\(number)") },
        .init { _, number in PackageTrial(required[number % required.count], version: nil) },
        .init { _, _ in PackageIndex() }, .init { _, number in UnitState("u\(number).service") },
        .init { _, number in UserState(number == 1 ? "root" : "user\(number)") },
        .init { _, number in ShadowState(number == 1 ? "root" : "user\(number)") },
        .init { _, number in GroupState(number == 1 ? "root" : "group\(number)") },
        .init { _, number in AuthorizedKeys(user: number == 1 ? "root" : "user\(number)") },
        .init { folder, number in VenvState("\(folder)/venv \(number)") },
        .init { _, number in NpmPackage("p\(number)") },
        .init { _, number in ContainerState("c\(number)") }, .init { _, number in ImageState("i\(number)") },
        .init { _, number in NetworkState("n\(number)") }, .init { _, number in VolumeState("v\(number)") },
        // An archive is opened by itself.
        .init(growth: 3) { folder, number in ImageArchive("\(folder)/image \(number)") },
        // crontab(1) tells of one user at a time, and only of those who are asked about.
        .init(growth: 2) { _, number in Crontab(user: "user\(number)") },
        // What somebody wrote is run once for each, by a shell that it cannot harm.
        .init(growth: 1) { folder, number in CommandSucceeds("[ -e '\(folder)/file \(number)' ]") },
        .init(growth: 3) { folder, _ in CommandSucceeds("true", user: "nobody", directory: folder) },
        // A Python tells its own version alone: one for each program, not for each environment.
        .init(growth: 2) { folder, number in PythonVersion("\(folder)/python\(number)") },
        // So does a git repository; its server runs two more.
        .init(growth: 8) { folder, number in GitCheckout("\(folder)/git \(number)", tag: "v1") },
        .init(growth: 5) { folder, number in GitBranch("\(folder)/git \(number)", "main") },
    ]

    /// Calls the body with a folder that holds what the facts with numbers up to this one ask about, and programs that
    /// stand for those that not every machine has.
    static func withWorld<Result>(upTo count: Int = 1, _ body: (String) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            let made = try runScript(
                """
                set -e
                cd \(folder)
                chmod 755 .
                (\(GitTests.origin))
                mkdir booted tools
                echo '[{"Config": "blobs/sha256/ab"}]' >manifest.json
                n=0
                while [ $n -lt \(count) ]; do
                    n=$((n + 1))
                    echo "$n" >"file $n"
                    ln -s "file $n" "link $n"
                    mkdir -p "folder $n/below" "venv $n/bin" "venv $n/lib/python3.11/site-packages/x-$n.dist-info"
                    echo 'version = 3.11.2' >"venv $n/pyvenv.cfg"
                    ln -s /bin/sh "venv $n/bin/python"
                    cp -R origin "git $n"
                    tar -cf "image $n" manifest.json
                    printf '#!/bin/sh\\necho 3.%s\\n' "$n" >"python$n"
                    chmod 755 "python$n"
                done
                """)
            if made.status != 0 { throw Unexpected(look: made.errorText) }
            for (name, text) in tools { try writeTool("#!/bin/sh\n\(text)\n", to: "\(folder)/tools/\(name)") }
            return try body(folder)
        }
    }

    private static let tools = [
        "npm": "echo /usr/lib; for n in 1 2; do echo \"/usr/lib/node_modules/p$n:p$n@1.$n:\"; done",
        "podman": "echo '[]'; kind=$1; shift 3; for n; do echo \"Error: no such $kind: $n\" >&2; done; exit 125",
        "crontab": "echo \"# of $*\"; echo '1 2 * * * true'",
        "systemctl": #"""
        while [ "$1" != -- ]; do shift; done
        shift
        for unit; do printf 'Id=%s\nLoadState=loaded\nActiveState=active\nSubState=running\nType=simple\n\n' "$unit"; done
        """#,
    ]

    /// The sections that look at these facts in a folder that `withWorld` made, which has booted systemd.
    static func sections(_ facts: [any Fact], in folder: String) -> [(name: String, body: String)] {
        Probe(facts).sections.map { section in
            (section.name, section.body.replacing("/run/systemd/system", with: "\(folder)/booted"))
        }
    }

    static func environment(in folder: String) -> [String: String] {
        ["HOME": folder, "GIT_CONFIG_GLOBAL": "/dev/null"]
    }
}
