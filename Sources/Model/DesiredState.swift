package import Diagnostics

/// What one host is to be, in the order in which it is to be made true.
package struct DesiredState: Sendable {
    package var host: String
    package var resources: [DesiredResource]
    /// Claims that an entry makes whose `when` is false: they are not managed in this run, and no orphans either.
    package var dormant: Set<Claim>
    /// The names of the manifests that were read for this host: the scope in which an orphan can be told.
    package var manifests: Set<String>
    /// No manifest was left out of the run: then what a deleted manifest left behind is an orphan too.
    package var coversWholeProject: Bool
    /// Manifests that hold an entry whose claim cannot be told yet: no orphan can be told among theirs.
    package var uncertainManifests: Set<String>
    /// Failed assertions: nothing is done on the host, all of them are reported.
    package var refusals: [Diagnostic]

    package init(
        host: String, resources: [DesiredResource] = [], dormant: Set<Claim> = [], manifests: Set<String> = [],
        coversWholeProject: Bool = true, uncertainManifests: Set<String> = [], refusals: [Diagnostic] = []
    ) {
        self.host = host
        self.resources = resources
        self.dormant = dormant
        self.manifests = manifests
        self.coversWholeProject = coversWholeProject
        self.uncertainManifests = uncertainManifests
        self.refusals = refusals
    }
}

/// One entry of a manifest on one host: its resource and what any entry may say.
package struct DesiredResource: Sendable {
    /// What a manifest's entry is, when it cannot be rendered yet because a fact that it rests on is not known.
    package enum Entry: Sendable {
        case resource(any Resource)
        case undecided(kind: String, identity: String, reason: String)
    }

    package var address: Address
    package var entry: Entry
    package var manifest: String
    /// Where the entry is written.
    package var span: Span
    package var label: String?
    /// Manifests that have to be through on this host before this one.
    package var after: [String]
    /// What has to be through on other hosts before this one.
    package var barriers: [Barrier]
    package var restartOn: [Reference]
    package var reloadOn: [Reference]
    package var runOn: [Reference]
    package var becomeUser: String?
    package var isSensitive: Bool
    package var ignoresErrors: Bool
    /// How long its actions may stay silent.
    package var timeout: Duration?
    /// How often its actions are tried.
    package var retry: Retry?
    /// What it was last restarted or run with has to be the same, or else it is owed again.
    package var triggers: Triggers?
    package var tags: Set<String>

    package init(
        address: Address, entry: Entry, manifest: String, span: Span, label: String? = nil, after: [String] = [],
        barriers: [Barrier] = [], restartOn: [Reference] = [], reloadOn: [Reference] = [], runOn: [Reference] = [],
        becomeUser: String? = nil, isSensitive: Bool = false, ignoresErrors: Bool = false, timeout: Duration? = nil,
        retry: Retry? = nil, triggers: Triggers? = nil, tags: Set<String> = []
    ) {
        self.address = address
        self.entry = entry
        self.manifest = manifest
        self.span = span
        self.label = label
        self.after = after
        self.barriers = barriers
        self.restartOn = restartOn
        self.reloadOn = reloadOn
        self.runOn = runOn
        self.becomeUser = becomeUser
        self.isSensitive = isSensitive
        self.ignoresErrors = ignoresErrors
        self.timeout = timeout
        self.retry = retry
        self.triggers = triggers
        self.tags = tags
    }
}

extension DesiredResource {
    /// What is odd about the entry's fields; nothing where it holds secrets, which would be told.
    package var warnings: [Diagnostic] {
        guard case .resource(let resource) = entry, !isSensitive else { return [] }
        return resource.warnings
    }
}

/// Which resources a `restart_on` names: an address whose identity may hold the globs `*`, `?` and `[…]`.
package struct Reference: Sendable, Hashable {
    package var text: String
    package var span: Span

    package init(_ text: String, at span: Span) {
        self.text = text
        self.span = span
    }
}
