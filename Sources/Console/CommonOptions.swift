/// The options of reconcile, each said once.
extension Option {
    package static let project = Option("project", value: "DIR", "The project's folder; the current one otherwise.")
    package static let inventory = Option(
        "inventory", short: "i", value: "PATH", repeatable: true,
        "An inventory file or folder instead of the project's.")
    package static let limit = Option(
        "limit", short: "l", value: "PATTERN", "Only the hosts that match this pattern too.")
    package static let tags = Option(
        "tags", short: "t", value: "TAGS", repeatable: true, "Only entries with one of these tags, separated by commas."
    )
    package static let skipTags = Option(
        "skip-tags", value: "TAGS", repeatable: true, "No entries with one of these tags.")
    package static let extraVars = Option(
        "extra-vars", short: "e", value: "VARS", repeatable: true,
        "Variables above all others: name=value, a JSON or YAML mapping, or @FILE.")

    package static let forks = Option(
        "forks", short: "f", value: "N", count: true, "How many hosts are worked on at once; 32 otherwise.")
    package static let user = Option(
        "user", short: "u", value: "NAME", "The user to log in as where 'ansible_user' does not say.")
    package static let privateKey = Option(
        "private-key", value: "FILE", "The key to log in with where 'ansible_ssh_private_key_file' does not say.")
    package static let askPass = Option("ask-pass", short: "k", "Ask once for the password to log in with.")
    package static let become = Option("become", short: "b", "Work as another user, root unless said otherwise.")
    package static let becomeUser = Option("become-user", value: "NAME", "The user to become.")
    package static let becomeMethod = Option(
        "become-method", value: "METHOD", choices: ["sudo", "doas", "su"], "How to become that user: sudo, doas or su.")
    package static let askBecomePass = Option(
        "ask-become-pass", short: "K", "Ask once for the password that becoming another user takes.")
    package static let transport = Option(
        "transport", value: "NAME", choices: ["ssh", "libssh2", "openssh", "local"],
        "How hosts are reached where 'ansible_connection' does not say: ssh, libssh2, openssh or local.")
    package static let connectTimeout = Option(
        "connect-timeout", value: "SECONDS", count: true, "How long connecting may take; 10 seconds otherwise.")
    package static let sshConfig = Option("ssh-config", value: "FILE", "Another file than ~/.ssh/config.")
    package static let knownHosts = Option("known-hosts", value: "FILE", "Another file than ~/.ssh/known_hosts.")
    package static let acceptNew = Option(
        "accept-new", "Accept and note down the keys of hosts that are not known yet; a changed key never.")

    package static let vaultID = Option(
        "vault-id", value: "LABEL@SOURCE", repeatable: true,
        "A vault password under a label: a file, a program that prints it, or 'prompt'.")
    package static let vaultPasswordFile = Option(
        "vault-password-file", value: "FILE", repeatable: true,
        "A file with a vault password, or a program that prints it.")
    package static let askVaultPass = Option("ask-vault-pass", short: "J", "Ask for the vault password.")

    package static let json = Option("json", "Print JSON for programs.")
    package static let noColor = Option("no-color", "Print no colours; the same as NO_COLOR in the environment.")
    package static let verbose = Option("verbose", short: "v", "Tell every step on standard error.")

    package static let detailedExitcode = Option("detailed-exitcode", "Exit with 2 when there is something to change.")
    package static let all = Option("all", "Show what is as wanted, too.")
    package static let showScript = Option("show-script", "Print what is run on the hosts.")
    package static let autoApprove = Option("auto-approve", "Apply without asking.")
    package static let showVariables = Option("vars", "Show the variables of each group and host, too.")
    package static let explain = Option("explain", "Show where each value was set, and what it overrode.")
    package static let format = Option(
        "format", value: "FORMAT", choices: ProblemFormat.allCases.map(\.rawValue),
        "How problems are printed: human, json, sarif, github or junit.")
    package static let strict = Option("strict", "Count warnings as errors.")
    package static let host = Option("host", value: "HOST", "The host whose variables and names are used.")
    package static let varsFile = Option(
        "vars", value: "FILE", repeatable: true, "A YAML or JSON file of variables above the host's.")
    package static let from = Option(
        "from", value: "TIME", "The first time that counts, such as '2026-03-29 01:30' or with '+02:00'; now otherwise."
    )
    package static let count = Option("count", short: "n", value: "N", count: true, "How many times; 5 otherwise.")
    package static let zone = Option(
        "tz", value: "ZONE", "The time zone of cron's host, such as Europe/Berlin; this machine's otherwise.")
}
