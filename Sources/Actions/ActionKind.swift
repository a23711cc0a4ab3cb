extension Action {
    /// What an action does, whatever it is done to: in words for the reference.
    package enum Kind: String, Sendable, CaseIterable {
        case makeDirectory = "makes a directory"
        case writeFile = "writes a file beside its place, and moves it there in one step"
        case editFile = "edits lines of a file, which is written anew beside its place and moved there in one step"
        case keepVersion = "keeps a copy of what a file holds before it is replaced"
        case makeLink = "puts a symbolic link in place, in one step"
        case fetch = "fetches a file, which takes its place when it is what it should be"
        case unpack = "unpacks an archive beside the directory, which it replaces as a whole"
        case setAttributes = "sets owner, group and mode"
        case setAllAttributes = "sets owner, group and mode of many paths at once"
        case removeAll = "removes many paths at once"
        case remove = "removes a path; a directory that is not empty only with the entry's consent"
        case run = "runs a program"
        case shell = "runs a shell script"
        case installPackages = "installs or upgrades packages, all of one batch in one transaction"
        case removePackages = "removes packages, all of one batch in one transaction"
        case holdPackage = "holds a package at its version, or lets it go"
        case fetchKey = "fetches the key of a repository"
        case fetchArchiveKey = "fetches the key of an archive at Launchpad"
        case writeSource = "writes the file of a repository, in one step"
        case refreshIndex = "has the package manager read anew what its repositories hold"
        case unit = "starts, stops, restarts, reloads, enables or disables a unit"
        case reloadUnitFiles = "has systemd read its unit files again"
        case addGroup = "makes a group"
        case changeGroup = "changes a group"
        case removeGroup = "removes a group"
        case addUser = "makes an account"
        case changeUser = "changes an account, only in what is given"
        case removeUser = "removes an account, and its home only with the entry's consent"
        case editCrontab = "edits one entry of a crontab, and hands the whole to crontab(1)"
        case checkOut = "checks a commit out, and fetches it before where it is not there"
        case buildVenv = "builds an environment, which takes the place of the old one when it is whole"
        case installPython = "installs packages with pip, all of one batch in one transaction"
        case removePython = "removes packages with pip"
        case installNpm = "installs packages with npm, all of one batch in one call"
        case removeNpm = "removes packages with npm, all of one batch in one call"
        case createContainer =
            "makes a container beside the old one, which comes back when the new one cannot be started"
        case runContainer = "starts, stops, restarts or wakes a container, or sends it SIGHUP"
        case removeContainer = "stops a container and removes it"
        case pullImage = "pulls an image"
        case buildImage = "builds an image from a folder of the project"
        case saveImage = "saves an image to a file on the node"
        case loadImage = "loads an image from a file on the node, and gives it its name"
        case removeImage = "takes an image's name away, and the image where it has no other"
        case createNetwork = "makes a network, with the entry's consent in place of one that differs"
        case removeNetwork = "removes a network"
        case createVolume = "makes a volume, with the entry's consent in place of one that differs"
        case removeVolume = "removes a volume"
        case waitUntil = "waits until a command succeeds"
        case appendLedger = "notes in the node's ledger what is managed"
    }

    package var kind: Kind {
        switch self {
        case .makeDirectory: .makeDirectory
        case .writeFile: .writeFile
        case .editFile: .editFile
        case .keepVersion: .keepVersion
        case .makeLink: .makeLink
        case .fetch: .fetch
        case .unpack: .unpack
        case .setAttributes: .setAttributes
        case .setAllAttributes: .setAllAttributes
        case .removeAll: .removeAll
        case .remove: .remove
        case .run: .run
        case .shell: .shell
        case .installPackages: .installPackages
        case .removePackages: .removePackages
        case .holdPackage: .holdPackage
        case .fetchKey: .fetchKey
        case .fetchArchiveKey: .fetchArchiveKey
        case .writeSource: .writeSource
        case .refreshIndex: .refreshIndex
        case .unit: .unit
        case .reloadUnitFiles: .reloadUnitFiles
        case .addGroup: .addGroup
        case .changeGroup: .changeGroup
        case .removeGroup: .removeGroup
        case .addUser: .addUser
        case .changeUser: .changeUser
        case .removeUser: .removeUser
        case .editCrontab: .editCrontab
        case .checkOut: .checkOut
        case .buildVenv: .buildVenv
        case .installPython: .installPython
        case .removePython: .removePython
        case .installNpm: .installNpm
        case .removeNpm: .removeNpm
        case .container(.create): .createContainer
        case .container(.remove): .removeContainer
        case .container: .runContainer
        case .image(.pull): .pullImage
        case .image(.build): .buildImage
        case .image(.load): .loadImage
        case .image(.save): .saveImage
        case .image(.remove): .removeImage
        case .engine(.create(.network, _, _, _)): .createNetwork
        case .engine(.remove(.network, _)): .removeNetwork
        case .engine(.create(.volume, _, _, _)): .createVolume
        case .engine(.remove(.volume, _)): .removeVolume
        case .waitUntil: .waitUntil
        case .appendLedger: .appendLedger
        }
    }
}
