import Testing

extension OnTheFleet {
    /// An archive at Launchpad, whose three servers the host is itself: there is no other network to count on.
    @Suite(.serialized) struct AnArchiveAtLaunchpad {
        /// Servers under Launchpad's names with a certificate that the host trusts, over what `offline` has made.
        ///
        /// How they answer: https://api.launchpad.net/devel.html#archive (`signing_key_fingerprint`) and
        /// draft-gallagher-openpgp-hkp for the keys.
        private static let servers = #"""
            set -e
            cd /srv/offline
            names='api.launchpad.net keyserver.ubuntu.com ppa.launchpadcontent.net'
            echo "127.0.0.1 $names" >>/etc/hosts
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=cats' -keyout tls.key -out tls.crt \
                -addext "subjectAltName=DNS:$(echo $names | sed 's/ /,DNS:/g')" 2>/dev/null
            cp tls.crt /usr/local/share/ca-certificates/cats.crt
            update-ca-certificates >/dev/null 2>&1
            . /etc/os-release
            ln -sfn stable "apt/dists/$VERSION_CODENAME"
            gpg --homedir gnupg --with-colons --list-keys | sed -n 's/^fpr:*\([0-9A-F]*\):/\1/p' >mark
            cat >launchpad.py <<'PYTHON'
            import http.server, json, ssl
            mark = open("/srv/offline/mark").read().strip()
            told = {"self_link": "https://api.launchpad.net/1.0/~cats/+archive/ubuntu/tools", "signing_key_fingerprint": mark}
            texts = {
                ("api.launchpad.net", "/1.0/~cats/+archive/ubuntu/tools"): json.dumps(told).encode(),
                ("keyserver.ubuntu.com", f"/pks/lookup?op=get&options=mr&search=0x{mark}"): open("/srv/offline/cats.asc", "rb").read(),
            }
            class Launchpad(http.server.SimpleHTTPRequestHandler):
                def do_GET(self):
                    place = self.headers["Host"]
                    text = texts.get((place, self.path))
                    if text is not None:
                        self.send_response(200)
                        self.send_header("Content-Length", str(len(text)))
                        self.end_headers()
                        self.wfile.write(text)
                    elif place == "ppa.launchpadcontent.net" and self.path.startswith("/cats/tools/ubuntu/"):
                        self.path = self.path[len("/cats/tools/ubuntu"):]
                        super().do_GET()
                    else:
                        self.send_error(404)
            server = http.server.ThreadingHTTPServer(
                ("127.0.0.1", 443), lambda *words: Launchpad(*words, directory="/srv/offline/apt"))
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("/srv/offline/tls.crt", "/srv/offline/tls.key")
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.serve_forever()
            PYTHON
            systemd-run --quiet --collect --unit=cat-launchpad python3 /srv/offline/launchpad.py
            until curl -fsS -o /dev/null https://api.launchpad.net/1.0/~cats/+archive/ubuntu/tools; do sleep 0.1; done
            echo ready
            """#

        private static let judge = """
            apt-cache policy cat-tool | grep -q https://ppa.launchpadcontent.net/cats/tools/ubuntu &&
            cmp /etc/apt/keyrings/tools.asc /srv/offline/cats.asc && dpkg-query -W cat-tool && echo well
            """

        private static func manifest(_ entries: String...) -> String {
            "name: launchpad\nhosts: n1\nresources:\n" + entries.map { "  - {\($0)}\n" }.joined()
        }

        @Test func `is found by its owner and name, with the key that Launchpad tells`() async throws {
            try await Fleet.up()
            try await Fleet.fresh(1)
            try await Fleet.script(1, Fleet.root + "/Tests/Fleet/offline")
            let ready = try await Program.run([Fleet.tool, "sh", "1", Self.servers])
            #expect(ready.output == "ready\n", "\(ready.text)")
            let project = try await TestProject([
                "manifests/m.yaml": Self.manifest("repository: tools, ppa: cats/tools", "package: cat-tool")
            ])
            try await project.apply()
            #expect(try await Fleet.sh(1, Self.judge).hasSuffix("well\n"))
            #expect(try await project.differences() == [:])

            try await Fleet.sh(1, "sed -i s/main/other/ /etc/apt/sources.list.d/tools.sources")
            #expect(try await project.changedFields() == ["repository:tools": ["source"]])
            try await project.apply()
            try await Fleet.sh(1, "rm /etc/apt/keyrings/tools.asc")
            #expect(try await project.changedFields()["repository:tools"]?.contains("key") == true)
            try await project.apply()
            #expect(try await Fleet.sh(1, Self.judge).hasSuffix("well\n"))

            let unknown = "repository: others, ppa: cats/others"
            try project.write(Self.manifest(unknown), to: "manifests/m.yaml")
            let failed = try await project.reconcile("apply", "--auto-approve")
            #expect(failed.status == 1 && failed.text.contains("Launchpad tells of no archive 'cats/others'"))
            #expect(try await Fleet.sh(1, "ls /etc/apt/sources.list.d/") == "tools.sources\n")

            try project.write(
                Self.manifest("package: cat-tool, state: absent", "repository: tools, state: absent"),
                to: "manifests/m.yaml")
            try await project.apply()
            #expect(try await Fleet.sh(1, "ls /etc/apt/sources.list.d /etc/apt/keyrings | grep tools") == "")
            #expect(try await project.differences() == [:])
            // Other tests want its mirrors.
            try await Fleet.fresh(1)
        }
    }
}
