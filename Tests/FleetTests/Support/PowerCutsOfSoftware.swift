extension PowerCut {
    /// A package whose one file has the text of its version, and a repository of the host's own that has it.
    private static let package = """
        if ! [ -e /srv/cut-src/repo/Packages ]; then mkdir -p /srv/cut-src/repo /srv/cut-src/deb/DEBIAN \
        /srv/cut-src/deb/usr/share/cut; cd /srv/cut-src; for n in 1 2 3 4; do new 2000 >deb/usr/share/cut/f$n; done; \
        printf 'Package: cut-thing\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@y>\\nDescription: x\\n' \
        >deb/DEBIAN/control; dpkg-deb -b deb repo/cut-thing.deb >/dev/null; cd repo; { cat ../deb/DEBIAN/control; \
        echo "Filename: ./cut-thing.deb"; echo "Size: $(stat -c %s cut-thing.deb)"; \
        echo "SHA256: $(sha256sum <cut-thing.deb | cut -d' ' -f1)"; } >Packages; fi; \
        echo 'deb [trusted=yes] file:/srv/cut-src/repo ./' >/etc/apt/sources.list.d/local.list; apt-get -q update
        """

    static let software: [Self] = [
        .init(
            name: "a package that is installed", entries: ["package: cut-thing"],
            watched: ["/var/lib/dpkg", "/usr/share", "/var/cache/apt"], needs: package,
            before: "dpkg --configure -a; dpkg --force-all -P cut-thing; rm -rf /usr/share/cut; true",
            old: "! [ -e /usr/share/cut ]",
            new: "dpkg --verify cut-thing && all_whole /usr/share/cut 2000 && [ -e /usr/share/cut/f4 ]",
            between: "all_whole /usr/share/cut 2000", moments: 5),
        .init(
            name: "a package that is removed", entries: ["package: cut-thing, state: absent"],
            watched: ["/var/lib/dpkg", "/usr/share"], needs: package,
            before: "dpkg --configure -a; dpkg -i /srv/cut-src/repo/cut-thing.deb",
            old: "dpkg --verify cut-thing && [ -e /usr/share/cut/f4 ]",
            new: "! [ -e /usr/share/cut ]", between: "all_whole /usr/share/cut 2000"),
        .init(
            name: "a package that is held", entries: ["package_hold: cut-thing"], watched: ["/var/lib/dpkg"],
            needs: package,
            before: "dpkg --configure -a; dpkg -i /srv/cut-src/repo/cut-thing.deb; apt-mark unhold cut-thing",
            old: "! apt-mark showhold | grep -q cut-thing && dpkg --verify cut-thing",
            new: "apt-mark showhold | grep -q cut-thing && dpkg --verify cut-thing"),
        .init(
            name: "a repository",
            entries: [
                "repository: cut, url: 'file:///srv/cut-src/other', suites: [./], key: 'file:///srv/cut-src/key', "
                    + "key_sha256: 09919b71d8617ad7969f01f6e3ef56f7949f52eb99f465819fc7efea44261dcb"
            ],
            watched: ["/etc/apt"],
            needs: "\(package); rm -rf /srv/cut-src/other; cp -R /srv/cut-src/repo /srv/cut-src/other; "
                + "{ echo '-----BEGIN PGP PUBLIC KEY BLOCK-----'; new 3000; } >/srv/cut-src/key; "
                + "echo 'Acquire::AllowInsecureRepositories \"true\";' >/etc/apt/apt.conf.d/99cut",
            before: "rm -f /etc/apt/sources.list.d/*cut* /etc/apt/keyrings/*cut*", old: "! [ -e \(source) ]",
            new: "grep -q Signed-By \(source) && cmp -s /srv/cut-src/key /etc/apt/keyrings/cut.asc",
            between: "! [ -e \(source) ] || { grep -q Signed-By \(source) && "
                + "cmp -s /srv/cut-src/key /etc/apt/keyrings/cut.asc; }"),
        .init(
            name: "a virtual environment", entries: ["venv: /srv/cut/venv"], needs: installed("python3-venv"),
            before: "rm -rf /srv/cut/venv /srv/cut/.venv*", old: "! [ -e /srv/cut/venv ]",
            new: "! [ -e /srv/cut/venv/.reconcile-building ] && /srv/cut/venv/bin/python -m pip --version",
            between: "[ -e /srv/cut/venv/.reconcile-building ] || ! [ -e /srv/cut/venv/pyvenv.cfg ]"),
        .init(
            name: "a package of Python", entries: ["pip: thing, venv: /srv/cut-src/venv"],
            watched: ["/srv/cut-src/venv/lib"], needs: "\(installed("python3-venv")); \(wheel)",
            before: "rm -rf /srv/cut-src/venv/lib/python*/site-packages/thing* /srv/cut-src/venv/.reconcile-*",
            old: "! /srv/cut-src/venv/bin/python -c 'import thing'",
            new: "/srv/cut-src/venv/bin/python -c 'import thing.m7; thing.m7.check()'",
            between: "grep -qx thing /srv/cut-src/venv/.reconcile-installing", moments: 6),
        .init(
            name: "a package of Python that is removed",
            entries: ["pip: thing, venv: /srv/cut-src/venv, state: absent"],
            watched: ["/srv/cut-src/venv/lib"], needs: "\(installed("python3-venv")); \(wheel)",
            before: "rm -rf /srv/cut-src/venv/lib/python*/site-packages/thing* /srv/cut-src/venv/.reconcile-*; "
                + "/srv/cut-src/venv/bin/python -m pip install -q thing",
            old: "/srv/cut-src/venv/bin/python -c 'import thing.m7; thing.m7.check()'",
            new: "! /srv/cut-src/venv/bin/python -m pip show thing",
            between: "for f in /srv/cut-src/venv/lib/python*/site-packages/thing/m?.py; do "
                + "! [ -e $f ] || [ $(wc -c <$f) -gt 20000 ] || exit 1; done", moments: 5),
        .init(
            name: "a package of npm that is removed", entries: ["npm: cut-purr, state: absent"],
            watched: ["/usr/local/lib/node_modules", "/usr/local/bin"], needs: registry,
            before: "rm -rf \(modules)/cut-purr \(modules)/.??*; npm install --global cut-purr@1.0.0",
            old: "npm ls --global cut-purr@1.0.0 && \(purrs("old"))", new: "! npm ls --global cut-purr",
            suite: "bookworm+managers", moments: 5),
        .init(
            name: "a package of npm", entries: ["npm: cut-purr, version: 2.0.0"],
            watched: ["/usr/local/lib/node_modules", "/usr/local/bin"], needs: registry,
            before: "rm -rf \(modules)/cut-purr \(modules)/.??*; npm install --global cut-purr@1.0.0",
            old: "npm ls --global cut-purr@1.0.0 && \(purrs("old"))",
            new: "npm ls --global cut-purr@2.0.0 && \(purrs("new"))",
            between: "grep -q cut-purr \(modules)/.reconcile-installing",
            suite: "bookworm+managers", moments: 6),
    ]

    private static let source = "/etc/apt/sources.list.d/cut.sources"
    private static let modules = "/usr/local/lib/node_modules"

    private static func purrs(_ state: String) -> String {
        "for n in 1 2 3 4 5 6; do is \(state) \(modules)/cut-purr/f$n 2000 || exit 1; done"
    }

    /// A registry of npm with two versions of a package, which is there before anybody can log in.
    private static let registry = """
        mkdir -p /srv/cut-src/web /srv/cut-src/npm/package; cd /srv/cut-src; \
        npm config set --global registry http://127.0.0.1:8097/; \
        for version in 1.0.0 2.0.0; do [ $version = 1.0.0 ] && lines=old || lines=new; \
        for n in 1 2 3 4 5 6; do $lines 2000 >npm/package/f$n; done; \
        printf '{"name": "cut-purr", "version": "%s", "bin": "f1"}' $version >npm/package/package.json; \
        tar -czf web/cut-purr-$version.tgz -C npm package; done; \
        python3 -c "
        import hashlib, json
        name, place = 'cut-purr', 'http://127.0.0.1:8097/cut-purr-%s.tgz'
        def told(version):
            digest = hashlib.sha1(open(f'web/{name}-{version}.tgz', 'rb').read()).hexdigest()
            return {'name': name, 'version': version, 'bin': 'f1', 'dist': {'tarball': place % version, 'shasum': digest}}
        versions = {version: told(version) for version in ('1.0.0', '2.0.0')}
        json.dump({'name': name, 'dist-tags': {'latest': '2.0.0'}, 'versions': versions}, open('web/' + name, 'w'))
        "
        printf '%s\\n' [Unit] Before=ssh.service [Service] \
        'ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 --directory /srv/cut-src/web 8097' \
        "ExecStartPost=/bin/sh -c 'until curl -s -o /dev/null http://127.0.0.1:8097/; do sleep 0.1; done'" \
        [Install] WantedBy=multi-user.target >/etc/systemd/system/cut-web.service; \
        systemctl daemon-reload; systemctl enable -q --now cut-web
        """

    /// An environment, and a wheel with modules that know their own length.
    private static let wheel = """
        [ -e /srv/cut-src/venv ] || python3 -m venv /srv/cut-src/venv; mkdir -p /srv/cut-src/wheels; \
        printf '[global]\\nno-index = true\\nfind-links = /srv/cut-src/wheels\\n' >/etc/pip.conf; \
        cd /srv/cut-src/wheels; python3 -c "
        import zipfile
        with zipfile.ZipFile('thing-1-py3-none-any.whl', 'w') as wheel:
            wheel.writestr('thing/__init__.py', '')
            for n in range(8):
                body = 'def check():\\\\n    import os, glob\\\\n    for f in glob.glob(os.path.dirname(__file__) + \\'/m*.py\\'):\\\\n        assert os.path.getsize(f) > 20000\\\\n'
                wheel.writestr(f'thing/m{n}.py', body + '# x\\\\n' * 6000)
            wheel.writestr('thing-1.dist-info/METADATA', 'Metadata-Version: 2.1\\\\nName: thing\\\\nVersion: 1\\\\n')
            wheel.writestr('thing-1.dist-info/WHEEL', 'Wheel-Version: 1.0\\\\nRoot-Is-Purelib: true\\\\nTag: py3-none-any\\\\n')
            wheel.writestr('thing-1.dist-info/RECORD', '')
        "
        """
}
