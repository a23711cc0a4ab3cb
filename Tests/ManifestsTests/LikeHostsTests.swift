import Diagnostics
import Manifests
import Testing

/// What entries come to is taken over from hosts that answer alike: nothing may be told otherwise for that.
struct LikeHostsTests {
    private static let files = [
        "inventory/hosts.ini": """
        [web]
        n1 port=80
        n2 port=80
        n3 port=x
        n4 port=80 kind=odd
        n5
        n6 port=80 sites=['a','b']
        n7 port=80 kind=odd sites=['a','é']
        n8 port='80'
        n9 port=80 secret=yes


        """,
        "group_vars/web.yaml": """
        sites: [a]
        double: "{{ port * 2 }}"
        next: "{{ port + 1 }}"
        of_item: "{{ 'a' if port == 80 else item }}"
        deep: {inner: "{{ kind | default('plain') }}", list: ["{{ port }}"]}
        mode_of: {plain: "0644", odd: 8}
        left_out: "{{ omit if kind is defined else '0600' }}"

        """,
        "templates/t.j2": "{% for site in sites %}{{ site }}:{{ next }}{% endfor %}\n",
    ]

    @Test(arguments: [
        "{file: /etc/a, content: '{{ next }}'}", "{file: /etc/a, content: '{{ double }}{{ next }}'}",
        "{file: /etc/a, template: t.j2}", "{file: '/etc/{{ item }}', content: '{{ next }}', loop: sites}",
        "{file: '/etc/{{ item }}', content: '{{ of_item + 1 }}', loop: sites}",
        "{file: '/etc/{{ item }}', content: '{{ of_item | int + port }}', loop: [a, '{{ port }}']}",
        "{file: '{{ item }}', content: x, loop: sites, when: kind is defined}",
        "{file: /etc/a, mode: '{{ mode_of[deep.inner] }}'}", "{file: /etc/a, mode: '{{ left_out }}'}",
        "{file: /etc/a, mode: '{{ mode | default(port) }}'}", "{file: /etc/a, content: '{{ knd }}'}",
        "{file: /etc/a, content: '{{ vars[\"next\"] }}'}", "{file: /etc/a, content: '{{ hostvars[\"n3\"].next }}'}",
        "{file: /etc/a, content: '{{ hostvars[inventory_hostname].next }}'}",
        "{file: '{{ \"etc\" if inventory_hostname == \"n6\" else \"/etc/a\" }}', content: x}",
        "{file: /etc/a, content: '{{ x }}', vars: {x: '{{ next }}', y: 1}}",
        "{file: /etc/a, content: x, when: facts.os.family == port + 1}", "{file: /etc/a, content: x, when: next}",
        "{file: /etc/a, content: '{{ groups.web | length + port }}'}",
        "{command: a, shell: 'true', run_on: ['file:/etc/{{ port }}']}",
        "{file: '/etc/{{ kind | default(\"a\") }}', content: y}",
    ])
    func `all hosts together are told of what each of them is`(_ entry: String) throws {
        let manifest = "hosts: web\nresources:\n  - {file: /etc/odd, content: x}\n  - \(entry)\n"
        let project = try ProjectFixture(Self.files.merging(["manifests/site.yaml": manifest]) { $1 })
        let loaded = try project.load()
        var alone: Set<Diagnostic> = []
        for number in 1...9 {
            do throws(Problems) {
                _ = try loaded.desiredState(of: "n\(number)", facts: nil)
            } catch {
                alone.formUnion(error.all)
            }
        }
        let together = Set(project.validate().filter { $0.severity == .error })
        #expect(together == alone, "\(project.render(Array(together.symmetricDifference(alone))))")
    }

    @Test func `what a host says otherwise than those before it is told`() throws {
        let manifest = "hosts: web\nresources:\n  - {file: /etc/a, content: '{{ next }}'}\n"
        let project = try ProjectFixture(Self.files.merging(["manifests/site.yaml": manifest]) { $1 })
        #expect(Set(project.validate().map(\.code)) == ["undefined-variable", "wrong-type"])
    }
}
