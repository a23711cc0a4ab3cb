internal import Inventory
internal import Model

/// A key of a document, as editors know it; that it is read is seen to by whoever reads the document.
struct DocumentKey: Sendable {
    let name: String
    let schema: JSON
    let help: String

    init(_ name: String, _ schema: JSON, _ help: String) {
        self.name = name
        self.schema = schema
        self.help = help
    }

    static let text: JSON = ["type": "string"]
    static let texts: JSON = ["anyOf": [["type": "array", "items": ["type": "string"]], ["type": "string"]]]
    static let flagOrUser: JSON = ["type": ["boolean", "string"]]
    static let variables: JSON = ["type": "object", "propertyNames": variableName]
    static let variableName: JSON = ["pattern": #"^[A-Za-z_\u0080-\uFFFF][0-9A-Za-z_\u0080-\uFFFF]*$"#]
    static let entries: JSON = ["type": "array", "minItems": .number("1"), "items": ["$ref": "#/$defs/entry"]]
    static let assertions: JSON = [
        "anyOf": [["type": "array", "items": assertion], assertion]
    ]
    private static let assertion: JSON = [
        "anyOf": [
            ["type": "string"],
            [
                "type": "object",
                "properties": [
                    "that": [
                        "type": ["string", "boolean", "array"], "description": "The expression that has to be true.",
                    ],
                    "message": ["type": "string", "description": "What to say where it is not."],
                ], "required": ["that"], "additionalProperties": false,
            ],
        ]
    ]
}

extension Manifest {
    static let keys: [DocumentKey] = [
        .init("name", DocumentKey.text, "What the manifest is called; the file's name otherwise."),
        .init("hosts", DocumentKey.texts, "The hosts that it is about: an Ansible host pattern, such as 'web:!old'."),
        .init(
            "after", DocumentKey.texts,
            "Manifests that have to be through before it: on the host, or with '@' and a host pattern on others."),
        .init("become", DocumentKey.flagOrUser, "Whether, and as whom, its entries are looked at and done."),
        .init("become_user", DocumentKey.text, "The user that 'become' takes, if it is not root."),
        .init("defaults", DocumentKey.variables, "Variables that anything may override."),
        .init("vars", DocumentKey.variables, "Variables above those of the inventory."),
        .init("secrets", ProjectSettings.secrets, "What its templates see as 'secrets' besides the project's."),
        .init("tags", DocumentKey.texts, "What '--tags' and '--skip-tags' choose it by."),
        .init("assert", DocumentKey.assertions, "What has to be true of a host before anything is done there."),
        .init(
            "resources", DocumentKey.entries, "What is true of the hosts, in the order in which it is made true."),
    ]
}

extension Module {
    static let keys: [DocumentKey] = [
        .init("summary", DocumentKey.text, "What the module is for."),
        .init(
            "params",
            ["type": "object", "propertyNames": DocumentKey.variableName, "additionalProperties": Parameter.schema],
            "What an include gives under 'vars': each parameter with its type."),
        .init("defaults", DocumentKey.variables, "Variables that anything may override."),
        .init("vars", DocumentKey.variables, "Variables of the module's own."),
        .init("assert", DocumentKey.assertions, "What has to be true of a host that includes it."),
        .init("resources", DocumentKey.entries, "What stands in place of an include, in order."),
    ]
}

extension Parameter {
    /// A declaration: a mapping, or the type alone.
    fileprivate static let schema: JSON = {
        let type: JSON = ["enum": .array(ParameterType.allCases.map { .string($0.rawValue) })]
        let properties: JSON = [
            "type": type.describing("What it takes."), "default": ["description": "What it is where none is given."],
            "required": ["type": "boolean", "description": "Whether an include has to give it."],
            "choices": ["type": "array", "description": "The only values that it takes."],
            "pattern": ["type": "string", "description": "What all of its text has to match, as Python reads it."],
            "help": ["type": "string", "description": "What it is for."],
        ]
        let mapping: JSON = [
            "type": "object", "properties": properties, "required": ["type"], "additionalProperties": false,
        ]
        return ["anyOf": [type, mapping]]
    }()
}

extension Include {
    static let summary = "The resources of a module."

    /// An entry that includes a module; what it gives for parameters, only the module knows.
    static let schema: JSON = {
        let common = CommonKey.all.filter { $0.answers.isEmpty && $0.name != "vars" }
        let members: [JSON.Member] =
            [.init(key, ["type": "string", "description": "The module: the name of a folder in 'modules'."])]
            + common.map { .init($0.name, $0.jsonSchema.describing($0.help)) }
            + [.init("vars", ["type": "object", "description": "Values for the module's parameters."])]
        return [
            "type": "object", "properties": .object(members), "required": .array([.string(key)]),
            "additionalProperties": false,
        ]
    }()
}

extension ProjectSettings {
    static let keys: [DocumentKey] = [
        .init(
            "project", ["type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"],
            "What the project is called; what it manages on a node is kept under this name."),
        .init("inventory", DocumentKey.texts, "Inventory files and folders, relative to the project."),
        .init("forks", ["type": "integer", "minimum": .number("1")], "How many hosts are worked on at a time."),
        .init("become", DocumentKey.flagOrUser, "Whether, and as whom, everything is looked at and done."),
        .init("become_user", DocumentKey.text, "The user that 'become' takes, if it is not root."),
        .init("state", DocumentKey.text, "The file of the history, relative to the project."),
        .init("strictness", strictness, "What is an error or a warning in inventories and variable files."),
        .init("vault", vault, "Where the passwords of encrypted files and values come from."),
        .init(
            "secrets", secrets, "What every template sees as 'secrets', with where each comes from."),
        .init("allow_secrets", DocumentKey.texts, "Files, as globs, in which secrets in plain text are allowed."),
    ]

    private static let vault: JSON = {
        let texts = DocumentKey.texts.describing("Ids with where their passwords come from: 'ID@FILE'.")
        let properties: JSON = [
            "ids": texts, "password_file": DocumentKey.text.describing("A file or program that gives the password."),
            "id": DocumentKey.text.describing("What the id of 'password_file' is, if not 'default'."),
            "encrypt_id": DocumentKey.text.describing("The id that is used to encrypt."),
            "match_ids": ["type": "boolean", "description": "Whether only the password of an id is tried for it."],
        ]
        return ["type": "object", "properties": properties, "additionalProperties": false]
    }()

    /// Each secret by its name, with where it comes from.
    fileprivate static let secrets: JSON = [
        "type": "object", "propertyNames": DocumentKey.variableName, "additionalProperties": secret,
    ]

    private static let secret: JSON = {
        let properties: JSON = [
            "vault": DocumentKey.text.describing("An encrypted file of the project."),
            "key": DocumentKey.text.describing("The value's name in that file, if not the secret's."),
            "command": DocumentKey.texts.describing("A program that prints it."),
            "file": DocumentKey.text.describing("A file that holds it."),
            "env": DocumentKey.text.describing("A variable of the environment."),
            "lazy": ["const": true, "description": "Every secret is looked for only when it is used."],
        ]
        let sources = ["vault", "command", "file", "env"].map { JSON.string($0) }
        return [
            "type": "object", "properties": properties, "additionalProperties": false,
            "oneOf": .array(sources.map { ["required": .array([$0])] }),
        ]
    }()

    private static let strictness: JSON = {
        // To YAML 1.1 `off` is a truth value.
        let levels = Strictness.Level.allCases.map { JSON.string($0.rawValue) } + [.bool(false)]
        let checks = Strictness.Check.allCases.map { JSON.Member($0.rawValue, ["enum": .array(levels)]) }
        return ["type": "object", "properties": .object(checks), "additionalProperties": false]
    }()
}
