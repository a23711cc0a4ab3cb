import Actions
import Facts
import Model

/// A verdict and what led to it, as the golden files have it.
enum PlanText {
    static func text(_ resource: any Resource, _ verdict: Verdict, _ looking: Looking) -> String {
        var text = "\(resource.address)\n"
        text += "asks: \(looking.asked.map(words).joined(separator: ", "))\n"
        text += verdict.words
        if let remark = resource.remark(given: looking.seen) { text += "remark: \(remark)\n" }
        if let signature = resource.signature(given: looking.seen) { text += "signature: \(signature)\n" }
        return text
    }

    private static func words(_ fact: any Fact) -> String {
        switch fact {
        case let fact as PathState: "path \(fact.path)\(fact.digest ? " with digest" : "")"
        case let fact as FileText: "text \(fact.path)"
        case let fact as Listing: "all \(fact.isDeep ? "below" : "in") \(fact.path)"
        case let fact as AuthorizedKeys: "keys of \(fact.user)"
        case let fact as FileLines: "lines of \(fact.path)"
        case let fact as PackageState: "package \(fact.name)"
        case let fact as PackageCandidate: "candidate \(fact.name)"
        case is PackageIndex: "index"
        case let fact as PackageTrial: "trial \(fact.name)"
        case let fact as UnitState: "unit \(fact.name)"
        case let fact as UserState: "user \(fact.name)"
        case let fact as ShadowState: "shadow of \(fact.name)"
        case let fact as GroupState: "group \(fact.name)"
        case let fact as Crontab: "crontab \(fact.user)"
        case let fact as GitCheckout: "checkout \(fact.path)\(fact.owner.map { " as \($0)" } ?? "")"
        case let fact as GitBranch: "branch \(fact.branch) of \(fact.repository)"
        case let fact as VenvState: "venv \(fact.path)"
        case let fact as PythonVersion: "version of \(fact.program)"
        case let fact as NpmPackage: "npm \(fact.name)"
        case let fact as ContainerState: "container \(fact.name)"
        case let fact as ImageState: "image \(fact.name)"
        case let fact as ImageArchive: "image in \(fact.path)"
        case let fact as NetworkState: "network \(fact.name)"
        case let fact as VolumeState: "volume \(fact.name)"
        case let fact as CommandSucceeds:
            "command '\(fact.script)'\(fact.user.map { " as \($0)" } ?? "")\(fact.directory.map { " in \($0)" } ?? "")"
        default: "\(fact)"
        }
    }
}

extension Verdict {
    fileprivate var words: String {
        switch self {
        case .same: return "same\n"
        case .unknown(let why): return "unknown: \(why)\n"
        case .error(let why): return "error: \(why)\n"
        case .change(let change):
            var text = "\(change.kind.rawValue)\(change.isRepeated ? ", every time" : "")\n"
            if let reason = change.reason { text += "reason: \(reason)\n" }
            for field in change.fields { text += field.words }
            for loss in change.losses { text += "loses: \(loss)\n" }
            for action in change.actions { text += "do: \(action.words)\n" }
            return text
        }
    }
}

extension FieldChange {
    fileprivate var words: String {
        func shown(_ text: String?) -> String { text.map { "\"\($0.replacing("\n", with: "\\n"))\"" } ?? "nothing" }
        let kind = (isText ? " (text)" : "") + (isSensitive ? " (sensitive)" : "")
        return "\(field)\(kind): \(shown(before)) -> \(shown(after))\n"
    }
}

extension Action {
    fileprivate var words: String {
        switch self {
        case .makeDirectory(let path, let attributes, let withParents):
            "make directory \(path)\(attributes.words)\(withParents ? " with parents" : "")"
        case .writeFile(let path, let content, let attributes, let validate):
            "write \(content.bytes.count) bytes to \(path)\(attributes.words)\(validate.map { " if \($0)" } ?? "")"
        case .editFile(let path, let edit, let creates, let attributes, let validate):
            "edit \(path)\(creates ? " or make it" : "")\(attributes.words)\(validate.map { " if \($0)" } ?? ""): "
                + String(decoding: edit.payload.bytes, as: UTF8.self).replacing("\n", with: "\\n")
        case .keepVersion(let path, let count): "keep \(count) versions of \(path)"
        case .makeLink(let path, let target): "link \(path) to \(target)"
        case .unpack(let path, let archive, let tool, let strip, let stamp, let attributes):
            "unpack \(archive) with \(tool) to \(path)\(attributes.words)\(strip > 0 ? " without \(strip)" : "") stamped "
                + String(decoding: stamp.bytes, as: UTF8.self).replacing("\n", with: "\\n")
        case .fetch(let path, let source, let attributes):
            "fetch \(path)\(attributes.words) from \(source.urls)\(source.digest.map { " if \($0.prefix(8))…" } ?? "")"
                + source.headers.keys.sorted().map { " with \($0)" }.joined()
        case .setAttributes(let path, let attributes): "set \(path)\(attributes.words)"
        case .setAllAttributes(let paths, let attributes): "set all of \(paths)\(attributes.words)"
        case .removeAll(let paths, let recursive): "remove \(paths)\(recursive ? " and all that is in them" : "")"
        case .remove(let path, let recursive): "remove \(path)\(recursive ? " and all that is in it" : "")"
        case .run(let words, let environment, let directory, _):
            "run \(words)\(Self.surroundings(environment, directory))"
        case .shell(let script, let environment, let directory):
            "shell \(script)\(Self.surroundings(environment, directory))"
        case .installPackages(let requests, let refreshIndex):
            "install \(requests.map { $0.name + ($0.version.map { "=\($0)" } ?? "") })"
                + (refreshIndex ? " from a fresh index" : "")
        case .removePackages(let names, let purge): "\(purge ? "purge" : "uninstall") \(names)"
        case .holdPackage(let name, let isHeld): "\(isHeld ? "hold" : "unhold") \(name)"
        case .unit(let verb, let unit): "\(verb.rawValue) \(unit)"
        case .reloadUnitFiles: "reload unit files"
        case .addGroup(let name, let gid, let isSystem):
            "add group \(name)\(gid.map { " gid \($0)" } ?? "")\(isSystem ? " system" : "")"
        case .changeGroup(let name, let gid): "change group \(name) gid \(gid)"
        case .removeGroup(let name): "remove group \(name)"
        case .addUser(let account): "add user \(account.words)"
        case .changeUser(let account): "change user \(account.words)"
        case .removeUser(let name, let withHome): "remove user \(name)\(withHome ? " with home" : "")"
        case .editCrontab(let user, let marker, let aliases, let lines):
            "crontab \(user) '\(marker)' or \(aliases): \(lines)"
        case .fetchKey(let url, let digest, let keyring): "fetch key \(url) to \(keyring) if \(digest ?? "any")"
        case .fetchArchiveKey(let owner, let archive, let keyring): "fetch key of \(owner)/\(archive) to \(keyring)"
        case .writeSource(let path, let keyring, let armored, _):
            "write source of \(armored.bytes.count) bytes to \(path) with \(keyring)"
        case .refreshIndex: "refresh index"
        case .checkOut(let checkout): checkout.words
        case .installNpm(let requests):
            "install \(requests.map { $0.name + ($0.version.map { "@\($0)" } ?? "") }) with npm"
        case .removeNpm(let names): "uninstall \(names) with npm"
        case .buildVenv(let venv):
            "build \(venv.path) with \(venv.python)\(venv.requirements.map { " from \($0)" } ?? "")"
                + (venv.owner.map { " as \($0)" } ?? "") + Self.surroundings(venv.environment, nil)
        case .installPython(let requests, let venv, let owner):
            "install \(requests.map { $0.name + ($0.version.map { "==\($0)" } ?? "") }) in \(venv)"
                + (owner.map { " as \($0)" } ?? "")
        case .removePython(let names, let venv, let owner):
            "uninstall \(names) in \(venv)\(owner.map { " as \($0)" } ?? "")"
        case .container(let action): action.words
        case .image(let action): action.words
        case .engine(.create(let kind, let name, let options, let replaces)):
            "\(replaces ? "make anew" : "make") \(kind) \(name) \(options)"
        case .engine(.remove(let kind, let name)): "remove \(kind) \(name)"
        case .waitUntil(let script, let seconds): "wait \(seconds) s until \(script)"
        case .appendLedger(let folder, let lines): "ledger \(folder) \(lines)"
        }
    }

    private static func surroundings(_ environment: [String: String], _ directory: String?) -> String {
        let variables = environment.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return variables + (directory.map { " in \($0)" } ?? "")
    }
}

extension ContainerAction {
    fileprivate var words: String {
        switch self {
        case .create(let container):
            "make container \(container.name)\(container.starts ? " and start it" : ""): \(container.options) "
                + "\(container.image) \(container.command)"
                + (container.networks.isEmpty ? "" : " on \(container.networks)")
                + (container.gpus.isEmpty ? "" : " with GPUs \(container.gpus)")
                + (container.environment.bytes.isEmpty ? "" : " and \(container.environment.bytes.count) bytes of env")
        case .start(let name): "start container \(name)"
        case .stop(let name): "stop container \(name)"
        case .restart(let name): "restart container \(name)"
        case .reload(let name): "reload container \(name)"
        case .unpause(let name): "unpause container \(name)"
        case .remove(let name): "remove container \(name)"
        }
    }
}

extension ImageAction {
    fileprivate var words: String {
        switch self {
        case .pull(let name): "pull \(name)"
        case .build(let name, let context, let options): "build \(name) from \(context.bytes.count) bytes \(options)"
        case .save(let name, let path): "save \(name) to \(path)"
        case .load(let name, let archive, let id): "load \(id) from \(archive) as \(name)"
        case .remove(let name): "remove image \(name)"
        }
    }
}

extension Action.Attributes {
    fileprivate var words: String {
        (owner.map { " owner \($0)" } ?? "") + (group.map { " group \($0)" } ?? "")
            + (mode.map { " mode \(Mode($0))" } ?? "")
    }
}

extension Action.Checkout {
    fileprivate var words: String {
        "check out \(wanted) of \(repository) in \(path)\(depth.map { " depth \($0)" } ?? "")"
            + (owner.map { " as \($0)" } ?? "") + (discardsChanges ? " throwing changes away" : "")
    }
}

extension Action.Account {
    fileprivate var words: String {
        var text = name
        if let uid { text += " uid \(uid)" }
        if let group { text += " group \(group)" }
        if let groups { text += " groups \(groups)" }
        if let home { text += " home \(home)" }
        if let shell { text += " shell \(shell)" }
        if let comment { text += " comment \(comment)" }
        if let password { text += " password \(password)" }
        if let isLocked { text += isLocked ? " locked" : " unlocked" }
        if let expiry { text += " expires '\(expiry)'" }
        return text + (isSystem ? " system" : "") + (createsHome ? " with home" : "")
            + (movesHome ? " moving home" : "")
    }
}
