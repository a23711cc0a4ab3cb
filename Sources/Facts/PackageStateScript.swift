internal import Shell

extension PackageState {
    /// What the node's package manager calls itself in the first line decides how the rest is read.
    package static func script(_ facts: [PackageState]) -> String {
        PackageManager.detection + "\nset -- \(facts.map(\.name).filter(isName).shellWords)\n" + looks
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [PackageState]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        guard let tool = reader.line()?.split(separator: " ").map(String.init), let name = tool.first else {
            return facts.map { _ in .unanswered(status) }
        }
        var answer: any PackageAnswer
        switch name {
        case "dpkg": answer = DpkgAnswer(nativeArchitecture: tool.count > 1 ? tool[1] : nil)
        case "rpm": answer = RpmAnswer()
        case "pacman": answer = PacmanAnswer()
        case "apk": answer = ApkAnswer()
        case "brew": answer = BrewAnswer()
        default: return facts.map { _ in .unavailable("package manager") }
        }
        while let line = reader.line() { answer.read(line) }
        if let reason = answer.complaint ?? answer.failure(status) { return facts.map { _ in .failed(reason) } }
        return facts.map { isName($0.name) ? answer.state(of: $0.name) : .failed("'\($0.name)' is no package name") }
    }

    /// One program for all names, and none for Homebrew, whose packages are folders.
    private static let looks = #"""
        case $manager in
        (dpkg)
            arch=
            if [ -r /var/lib/dpkg/arch ]; then read -r arch </var/lib/dpkg/arch; fi
            printf 'dpkg %s\n' "$arch"
            dpkg-query -W -f='${Package}\t${Architecture}\t${Version}\t${db:Status-Status}\t${db:Status-Want}\n' \
                -- "$@" 2>&1
            ;;
        (rpm)
            echo rpm
            for file in /etc/dnf/plugins/versionlock.list /etc/dnf/versionlock.toml; do
                [ -r "$file" ] || continue
                while IFS= read -r line; do printf 'hold\t%s\n' "$line"; done <"$file"
            done
            rpm -q --qf '%{NAME}\t%{ARCH}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n' -- "$@" 2>&1
            ;;
        (pacman)
            echo pacman
            pacman -Q -- "$@" 2>&1
            ;;
        (apk)
            echo apk
            for file in /lib/apk/db/installed /usr/lib/apk/db/installed; do
                [ ! -e "$file" ] || {
                    sed -n '/^[PV]:/p' "$file" || echo "!$file cannot be read"
                    break
                }
            done
            ;;
        (brew)
            echo brew
            prefix=${brew%/bin/brew}
            for name in "$@"; do
                short=${name##*/}
                [ ! -e "$prefix/var/homebrew/pinned/$short" ] || printf 'hold\t%s\n' "$name"
                # The version that is linked is the one in use.
                if [ -d "$prefix/opt/$short" ] && [ -d "$prefix/Cellar/$short" ]; then
                    version=$(cd -P -- "$prefix/opt/$short" && pwd -P)
                    printf '%s\t%s\n' "$name" "${version##*/}"
                    continue
                fi
                for version in "$prefix/Cellar/$short"/* "$prefix/Caskroom/$short"/*; do
                    [ ! -d "$version" ] || printf '%s\t%s\n' "$name" "${version##*/}"
                done
            done
            ;;
        (*) echo none ;;
        esac
        """#
}
