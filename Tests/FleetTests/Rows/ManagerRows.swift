/// Package managers besides apt, as they are on a Debian host that has no apt.
extension CatalogueRow {
    static let dnf: [Self] = [
        .init(
            address: "repository:cats",
            entry: """
                repository: cats, url: 'file:///srv/offline/rpm', key: 'file:///srv/offline/cats.asc', \
                key_sha256: @KEY@
                """,
            judge: """
                dnf -q -C repoinfo cats | grep -q 'Repo-baseurl *: file:///srv/offline/rpm$' &&
                cmp /etc/pki/rpm-gpg/cats.asc /srv/offline/cats.asc && grep -q ^gpgcheck=1 \(source)
                """,
            drifts: [
                .none, .none,
                .init("sed -i 's/^baseurl.*/&2/' \(source); echo >>/etc/pki/rpm-gpg/cats.asc", names: "source", "key"),
                .init("rm /etc/pki/rpm-gpg/cats.asc", names: "key"),
            ],
            removal: "repository: cats, state: absent", gone: "! [ -e \(source) ] && ! dnf -q -C repoinfo cats"),
        .init(
            address: "package:cat-tool", entry: "package: cat-tool, version: 1.0-1",
            judge: "[ \"$(rpm -q cat-tool)\" = cat-tool-1.0-1.noarch ] && [ \"$(cat /etc/cat-tool.conf)\" = cat-tool ]",
            drifts: [
                .init("dnf -y -q upgrade cat-tool", names: "version"),
                .init("dnf -y -q remove cat-tool", names: "version"),
            ],
            removal: "package: cat-tool, state: absent", gone: "! rpm -q cat-tool && ! [ -e /etc/cat-tool.conf ]"),
        .init(
            address: "package:cat-new", entry: "package: cat-new, state: latest",
            judge: "[ \"$(rpm -q cat-new)\" = cat-new-2.0-1.noarch ]",
            drifts: [.init("dnf -y -q downgrade cat-new", names: "version")],
            removal: "package: cat-new, state: absent", gone: "! rpm -q cat-new"),
        .init(address: "package:cat-held", entry: "package: cat-held", judge: "rpm -q cat-held"),
        .init(
            address: "package_hold:cat-held", entry: "package_hold: cat-held",
            judge: "dnf -q versionlock list | grep -q '^cat-held-0:2.0-1'",
            drifts: [.init("dnf -q versionlock delete cat-held", names: "state")],
            removal: "package_hold: cat-held, state: absent", gone: "! dnf -q versionlock list | grep -q cat-held"),
    ]

    static let pacman: [Self] = [
        .init(
            address: "package:cat-tool", entry: "package: cat-tool",
            judge: "[ \"$(pacman -Q cat-tool)\" = 'cat-tool 2.0-1' ]",
            drifts: [.init("pacman -R --noconfirm cat-tool", names: "version")],
            removal: "package: cat-tool, state: absent, purge: true",
            gone: "! pacman -Q cat-tool && ! [ -e /etc/cat-tool.conf ]"),
        .init(
            address: "package:cat-new", entry: "package: cat-new, state: latest",
            judge: "[ \"$(pacman -Q cat-new)\" = 'cat-new 2.0-1' ]",
            drifts: [
                .init(
                    "pacman -U --noconfirm /srv/offline/pacman/cat-new-1.0-1-any.pkg.tar.gz", names: "version"),
                .init("pacman -R --noconfirm cat-new", names: "version"),
            ],
            removal: "package: cat-new, state: absent", gone: "! pacman -Q cat-new"),
    ]

    private static let source = "/etc/yum.repos.d/cats.repo"
}
