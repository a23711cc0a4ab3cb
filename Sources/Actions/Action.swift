internal import Digests

/// Everything that reconcile can do to a node.
///
/// `Compiler` turns each into POSIX sh, in one place.
package enum Action: Sendable, Hashable {
    /// Makes a directory, with missing parents (mode 0755) if asked.
    case makeDirectory(path: String, attributes: Attributes, withParents: Bool)
    /// Writes a regular file atomically: a temporary beside it, mode and owner before the rename, then sync.
    ///
    /// Attributes left out are kept from the file that is replaced; a new file gets the writer's and 0644. A link at
    /// the path is replaced itself, what it leads to stays; a directory there is an error. In `validate`, a command,
    /// `%s` stands for the temporary; if it fails, nothing is changed.
    case writeFile(path: String, content: Payload, attributes: Attributes, validate: String?)
    /// Edits lines of a text file atomically, as `writeFile` writes; other lines stay byte for byte. A link at the path
    /// is an error, a missing file too unless `creates`; attributes are kept, and those given are for a new file.
    case editFile(path: String, edit: TextEdit, creates: Bool, attributes: Attributes, validate: String?)
    /// Copies a file beside it, under its name, the time and a tilde, unless the newest copy is the same; of more than
    /// so many copies the oldest go. What is no regular file is left alone.
    case keepVersion(path: String, count: Int)
    /// Puts a symbolic link at `path`, replacing what is there unless that is a directory.
    case makeLink(path: String, target: String)
    /// Fetches a regular file and puts it in place when it is what it should be, as `writeFile` does; with a digest, what
    /// an earlier attempt has fetched is gone on with.
    case fetch(path: String, source: Source, attributes: Attributes)
    /// Unpacks an archive on the node, without directories at its top that hold all the rest, and puts it in the place
    /// of the whole directory. The stamp becomes a file in it, `.reconcile-archive`. Owner and group are for all of it.
    case unpack(
        path: String, archive: String, with: Unpacker, strip: Int, stamp: Payload, attributes: Attributes)
    /// Sets owner, group and mode of what is there; of the link itself, if it is one.
    case setAttributes(path: String, attributes: Attributes)
    /// Sets owner, group and mode of many things; of links the owner and group alone.
    case setAllAttributes(paths: [String], attributes: Attributes)
    /// Removes many things: files and links, and with `recursive` whole trees too, each staying on its file system.
    case removeAll(paths: [String], recursive: Bool)
    /// Removes a file, a link or an empty directory; with `recursive` a whole tree, staying on its file system.
    case remove(path: String, recursive: Bool)
    /// Runs a program: words, never a line for a shell to take apart. The names in `environment` are such as a shell
    /// can have.
    case run(words: [String], environment: [String: String], directory: String?, input: Payload?)
    /// Runs text as a POSIX shell script.
    case shell(script: String, environment: [String: String], directory: String?)
    /// Installs or upgrades packages in one transaction, which removes none. Without `refreshIndex`, the index is
    /// fetched only if it turns out to be too old.
    case installPackages([PackageRequest], refreshIndex: Bool)
    /// Removes packages in one transaction; one that another package needs is an error.
    case removePackages([String], purge: Bool)
    /// Keeps a package at its version, or lets it go again.
    case holdPackage(String, isHeld: Bool)
    /// Puts the key of a repository at `keyring` and an ending that tells its kind; with a digest, just the one that has it.
    case fetchKey(url: String, digest: String?, keyring: String)
    /// The same for an archive at Launchpad, which tells its key.
    case fetchArchiveKey(owner: String, archive: String, keyring: String)
    /// Writes the file of a repository as it is with an armored key, or as it is with the binary one that is there.
    case writeSource(path: String, keyring: String, armored: Payload, binary: Payload)
    /// Has the package manager read anew what its repositories hold.
    case refreshIndex
    case unit(UnitVerb, unit: String)
    /// Makes systemd read its unit files again.
    case reloadUnitFiles
    case addGroup(name: String, gid: Int?, isSystem: Bool)
    case changeGroup(name: String, gid: Int)
    case removeGroup(name: String)
    case addUser(Account)
    /// Changes only what is given.
    case changeUser(Account)
    case removeUser(name: String, withHome: Bool)
    /// Puts one named entry into a user's crontab, or takes it out (`lines` empty); other lines stay as they are.
    ///
    /// `marker` is the comment line above the entry, `aliases` other markers under which it is known. What belongs to
    /// an entry that is there: the marker and as many lines below it as are given, at least one, up to an empty line or
    /// another entry's marker.
    case editCrontab(user: String, marker: String, aliases: [String], lines: [String])
    /// Checks a commit out, fetching it first where it is not there yet; makes the repository if need be.
    case checkOut(Checkout)
    /// Builds a virtual environment of Python; one that is there is replaced when the new one is whole.
    case buildVenv(Venv)
    /// Installs packages into a virtual environment, in one transaction, as its owner.
    case installPython([PackageRequest], venv: String, owner: String?)
    case removePython([String], venv: String, owner: String?)
    /// Installs packages of npm for all users, in one call.
    case installNpm([PackageRequest])
    case removeNpm([String])
    case container(ContainerAction)
    case image(ImageAction)
    /// On a network or a volume of podman or docker.
    case engine(EngineAction)
    /// Waits until a command succeeds, looking every second.
    case waitUntil(script: String, seconds: Int)
    /// Appends lines to this project's ledger on the node, durably. `folder` as `Ledger` has it.
    case appendLedger(folder: String, lines: [String])

    package enum Unpacker: String, Sendable, Hashable { case tar, gzip, xz, bzip2, zstd, zip }

    package enum UnitVerb: String, Sendable, Hashable, Codable {
        case start, stop, restart, reload, enable, disable, mask, unmask
    }

    package struct PackageRequest: Sendable, Hashable {
        package var name: String
        /// A version as the package manager writes it; nil for whichever is the candidate.
        package var version: String?

        package init(name: String, version: String? = nil) {
            self.name = name
            self.version = version
        }
    }

    /// Owner, group and mode; nil leaves one as it is.
    package struct Attributes: Sendable, Hashable {
        /// A name or a number.
        package var owner: String?
        package var group: String?
        /// Permission bits, 0 to 0o7777.
        package var mode: Int?

        package init(owner: String? = nil, group: String? = nil, mode: Int? = nil) {
            self.owner = owner
            self.group = group
            self.mode = mode
        }
    }

    /// Where a node fetches something from.
    package struct Source: Sendable, Hashable {
        /// Tried in this order: `https:`, `http:`, or `file:` for what lies on the node.
        package var urls: [String]
        /// SHA-256 in lower-case hexadecimal; nil where anything will do.
        package var digest: String?
        package var headers: [String: String]

        package init(urls: [String], digest: String? = nil, headers: [String: String] = [:]) {
            self.urls = urls
            self.digest = digest
            self.headers = headers
        }
    }

    package struct Account: Sendable, Hashable {
        package var name: String
        package var uid: Int?
        /// The primary group's name or number.
        package var group: String?
        /// All supplementary groups it is to be in, when given.
        package var groups: [String]?
        package var home: String?
        package var shell: String?
        package var comment: String?
        package var isSystem = false
        package var createsHome = false
        /// Whether what is in the old home folder moves to the one that is given.
        package var movesHome = false
        /// What takes the place of the password's hash in `shadow(5)`.
        package var password: String?
        /// Whether the password is locked.
        package var isLocked: Bool?
        /// The day from which on the account is closed as `YYYY-MM-DD`, or empty for never.
        package var expiry: String?

        package init(name: String) { self.name = name }
    }
}

/// Bytes for a node, known by their digest.
package struct Payload: Sendable, Hashable {
    package let bytes: [UInt8]
    /// SHA-256 in lower-case hexadecimal, worked out anew each time it is asked for.
    package var digest: String { SHA256.hex(bytes) }

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package init(_ text: String) { self.init(Array(text.utf8)) }

    /// Payloads above this size, in bytes, travel on a channel of their own before the request that uses them.
    package static let inlineLimit = 256 << 10
}
