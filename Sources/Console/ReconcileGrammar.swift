/// The verbs of reconcile.
extension Verb {
    private static let manifests = Operand("MANIFEST", "Names or paths of manifests; all of them otherwise.", .any)

    package static let validate = Verb(
        "validate", summary: "Check the project without touching a host.",
        operands: [Operand("PATH", "Manifests, files and folders to tell of; the whole project otherwise.", .any)],
        options: [.format, .strict])
    package static let schema = Verb(
        "schema", summary: "Print the JSON Schema of manifests, for editors.",
        operands: [
            Operand("KIND", "What to describe: 'manifest', 'module', or 'project' for reconcile.yaml.", .optional)
        ])
    package static let docs = Verb(
        "docs", summary: "List the types of resources, or print the reference of one.",
        operands: [
            Operand("TYPE", "A type, such as 'cron', or 'common' for what any entry may have.", .optional)
        ])
    package static let plan = Verb(
        "plan", summary: "Look at the hosts and show what differs from the manifests.", operands: [manifests],
        options: [.detailedExitcode, .all, .showScript])
    package static let apply = Verb(
        "apply", summary: "Show what differs, ask, make it true and look again.", operands: [manifests],
        options: [.autoApprove])
    package static let inventoryList = Verb(
        "inventory", "list", summary: "Print the inventory as 'ansible-inventory --list' does.", options: [.showSecrets]
    )
    package static let inventoryGraph = Verb(
        "inventory", "graph", summary: "Print the tree of groups and hosts.",
        operands: [Operand("GROUP", "The group to start from; 'all' otherwise.", .optional)],
        options: [.showVariables, .showSecrets])
    package static let inventoryHost = Verb(
        "inventory", "host", summary: "Print the variables that the inventory has for a host.",
        operands: [Operand("HOST", "A host of the inventory.")], options: [.showSecrets])
    package static let inventoryMatch = Verb(
        "inventory", "match", summary: "Print the hosts that a pattern matches.",
        operands: [Operand("PATTERN", "A host pattern, such as 'web:!staging'.")])
    package static let vars = Verb(
        "vars", summary: "Print the variables of a host, and where they come from.",
        operands: [
            Operand("HOST", "A host of the inventory."),
            Operand("NAME", "One variable; all of them otherwise.", .optional),
        ], options: [.explain, .showSecrets])
    package static let facts = Verb(
        "facts", summary: "Look at hosts and print what they are.",
        operands: [Operand("HOST", "Hosts or host patterns.", .some)])
    package static let exec = Verb(
        "exec", summary: "Run a command on hosts.", operands: [Operand("PATTERN", "A host pattern.")],
        command: Operand("COMMAND", "The program and its arguments, taken as words.", .some))
    package static let template = Verb(
        "template", summary: "Render a template to standard output.",
        operands: [Operand("FILE", "A template, as a manifest or a path names it.")],
        options: [.host, .varsFile, .showSecrets])
    package static let cronNext = Verb(
        "cron", "next", summary: "Print the next times at which cron runs a line.",
        operands: [
            Operand("SCHEDULE", "Five fields in quotes or a word such as @daily; CRON_TZ=ZONE may stand before them.")
        ], options: [.from, .count, .zone])
    package static let version = Verb("version", summary: "Print the version.")
}

extension Grammar {
    package static let reconcile = Grammar(
        program: "reconcile", summary: "reconcile makes hosts what manifests say they are.",
        verbs: [
            .validate, .plan, .apply, .inventoryList, .inventoryGraph, .inventoryHost, .inventoryMatch, .vars, .facts,
            .exec, .template, .cronNext, .vaultEncrypt, .vaultDecrypt, .vaultView, .vaultEdit, .vaultRekey,
            .vaultEncryptString, .docs, .schema, .version,
        ],
        everywhere: [
            OptionGroup(
                "What is read and which hosts and entries count",
                [.project, .inventory, .limit, .tags, .skipTags, .extraVars]),
            OptionGroup(
                "How hosts are reached",
                [
                    .forks, .user, .privateKey, .askPass, .become, .becomeUser, .becomeMethod, .askBecomePass,
                    .transport, .connectTimeout, .sshConfig, .knownHosts, .acceptNew,
                ]),
            OptionGroup("How secrets are opened", [.vaultID, .vaultPasswordFile, .askVaultPass]),
            OptionGroup("What is printed", [.json, .noColor, .verbose, ArgumentParser.help]),
        ])
}
