internal import Shell

extension Compiler {
    func accountStep(_ action: Action) -> String { "reconcile_account_unlock\n" + accountChange(action) }

    private func accountChange(_ action: Action) -> String {
        switch action {
        case .addGroup(let name, let gid, let isSystem):
            let number = gid.map { ["-g", String($0)] } ?? []
            return Self.either(
                ["groupadd"] + number + (isSystem ? ["-r"] : []) + ["--", name],
                ["addgroup"] + number + (isSystem ? ["-S"] : []) + [name])
        case .changeGroup(let name, let gid):
            return ["groupmod", "-g", String(gid), "--", name].shellWords
        case .removeGroup(let name):
            return Self.either(["groupdel", "--", name], ["delgroup", name])
        case .addUser(let account):
            return passwordContent(of: account) + "reconcile_account_begins \(account.name.shellQuoted) &&\n"
                + Self.add(account) + Self.passwordStep(of: account, after: "&& ")
                + " && reconcile_account_made \(account.name.shellQuoted)"
        case .changeUser(let account):
            let options = account.shadowOptions + account.changeOptions
            let change = options.isEmpty ? "" : (["usermod"] + options + ["--", account.name]).shellWords
            let password = Self.passwordStep(of: account, after: options.isEmpty ? "" : "&& ")
            return passwordContent(of: account) + (change.isEmpty && password.isEmpty ? ":" : change + password)
        case .removeUser(let name, let withHome):
            return Self.either(
                ["userdel"] + (withHome ? ["-r"] : []) + ["--", name],
                ["deluser"] + (withHome ? ["--remove-home"] : []) + [name])
        default:
            preconditionFailure("not an action on an account")
        }
    }

    /// A password's hash never stands on a command line.
    private func passwordContent(of account: Action.Account) -> String {
        account.password.map { content(Payload("\(account.name):\($0)\n")) } ?? ""
    }

    private static func passwordStep(of account: Action.Account, after joint: String) -> String {
        account.password == nil ? "" : (joint.isEmpty ? "" : " \(joint)") + "reconcile_content | chpasswd -e"
    }

    private static func add(_ account: Action.Account) -> String {
        var shadow = ["reconcile_useradd", account.group == nil ? "own" : "given"] + account.shadowOptions
        if account.isSystem { shadow.append("-r") }
        shadow.append(account.createsHome ? "-m" : "-M")
        var busybox = ["adduser", "-D"]
        if account.isSystem { busybox.append("-S") }
        if !account.createsHome { busybox.append("-H") }
        busybox += account.busyboxOptions + [account.name]
        let memberships = (account.groups ?? []).map { " && " + ["addgroup", account.name, $0].shellWords }.joined()
        return "if command -v useradd >/dev/null; then \((shadow + ["--", account.name]).shellWords)\n"
            + "else \(busybox.shellWords)\(memberships); fi"
    }

    /// The first where the node has its tool, else the second, which is busybox's.
    private static func either(_ shadow: [String], _ busybox: [String]) -> String {
        "if command -v \(shadow[0]) >/dev/null; then \(shadow.shellWords); else \(busybox.shellWords); fi"
    }

    static let accountFunctions = #"""
        # The locks of these tools hold the number of a process; a power failure leaves empty ones, which none takes away.
        reconcile_account_unlock() {
            for file in /etc/passwd /etc/shadow /etc/group /etc/gshadow /etc/subuid /etc/subgid; do
                [ ! -e "$file.lock" ] || [ -s "$file.lock" ] || rm -f -- "$file.lock"
            done
        }
        # NAME: an account that is being made has a mark, so that one that was cut off is not taken for a whole one.
        reconcile_account_begins() {
            reconcile_mark=/var/lib/reconcile/.user-$1
            reconcile_again=
            if [ -e "$reconcile_mark" ]; then
                reconcile_again=yes
                if ! id -u -- "$1" >/dev/null 2>&1; then :
                elif command -v userdel >/dev/null; then
                    had=$(getent group -- "$1")
                    userdel -f -- "$1" || return
                    # It takes the group of the name along, on which the new account may rest.
                    if [ -n "$had" ] && ! getent group -- "$1" >/dev/null; then groupadd -- "$1"; fi
                else deluser "$1"; fi || return
            fi
            # Who may make no mark may make no account either, and is told so by the tool.
            { mkdir -p /var/lib/reconcile && : >"$reconcile_mark" && reconcile_sync "$reconcile_mark"; } 2>/dev/null || :
        }
        # NAME: of a home folder that was there from the time before, what was to be copied there may be empty.
        reconcile_account_made() {
            if [ -n "$reconcile_again" ]; then
                while IFS=: read -r user _ _ _ _ home _; do
                    [ "$user" != "$1" ] || break
                done </etc/passwd
                for file in /etc/skel/.[!.]* /etc/skel/*; do
                    copy=$home/${file##*/}
                    if [ "$user" != "$1" ] || ! [ -d "$home" ] || ! [ -f "$file" ] || [ -s "$copy" ]; then continue; fi
                    cp -p -- "$file" "$copy" && chown -h -- "$1:" "$copy" || return
                done
            fi
            sync
            rm -f -- "$reconcile_mark"
        }
        # GROUP OPTION... -- NAME; without a group given, one that already has the user's name becomes its own.
        reconcile_useradd() {
            group=$1
            shift
            if [ "$group" = own ]; then
                for name in "$@"; do :; done
                if getent group -- "$name" >/dev/null 2>&1; then set -- -g "$name" "$@"; fi
            fi
            useradd "$@"
        }
        """#
}

extension Action.Account {
    /// What is given, as options of `useradd(8)` and `usermod(8)`.
    fileprivate var shadowOptions: [String] {
        var options: [String] = []
        if let uid { options += ["-u", String(uid)] }
        if let group { options += ["-g", group] }
        if let groups { options += ["-G", groups.joined(separator: ",")] }
        if let home { options += ["-d", home] }
        if let shell { options += ["-s", shell] }
        if let comment { options += ["-c", comment] }
        if let expiry { options += ["-e", expiry] }
        return options
    }

    /// What can be done only to an account that is there.
    fileprivate var changeOptions: [String] {
        (movesHome ? ["-m"] : []) + (isLocked.map { [$0 ? "-L" : "-U"] } ?? [])
    }

    /// What is given, as options of busybox's `adduser`.
    fileprivate var busyboxOptions: [String] {
        var options: [String] = []
        if let uid { options += ["-u", String(uid)] }
        if let group { options += ["-G", group] }
        if let home { options += ["-h", home] }
        if let shell { options += ["-s", shell] }
        if let comment { options += ["-g", comment] }
        return options
    }
}
