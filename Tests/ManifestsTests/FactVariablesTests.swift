import Diagnostics
import Facts
import Inventory
import Manifests
import Testing
import Templates
import YAML

struct FactVariablesTests {
    @Test(arguments: [
        ("facts.os.family", "debian"), ("facts.os.name", "debian"), ("facts.os.version", "12"),
        ("facts.os.codename", "bookworm"), ("facts.kernel", "Linux"), ("facts.kernel_version", "6.1.0-18-amd64"),
        ("facts.arch", "amd64"), ("facts.machine", "x86_64"), ("facts.cpu.count", "4"),
        ("facts.memory.total", "8589934592"), ("facts.disks | length", "2"),
        ("facts.disk('/var/lib/x').mount", "/var"), ("facts.disk('/variable').mount", "/"),
        ("facts.disk('/').free", "21474836480"), ("facts.interfaces[0].addresses[0]", "10.0.0.1/24"),
        ("facts.address", "10.0.0.1"), ("facts.init", "systemd"), ("facts.package_manager", "apt"),
        ("facts.user", "admin"), ("facts.uid", "1000"), ("facts.home", "/home/admin"), ("facts.hostname", "web1"),
        ("ansible_distribution", "Debian"), ("ansible_distribution_major_version", "12"),
        ("ansible_distribution_release", "bookworm"), ("ansible_os_family", "Debian"),
        ("ansible_facts.os_family", "Debian"), ("ansible_facts['hostname']", "web1"), ("ansible_hostname", "web1"),
        ("ansible_fqdn", "web1.example.org"), ("ansible_domain", "example.org"), ("ansible_architecture", "x86_64"),
        ("ansible_memtotal_mb", "8192"), ("ansible_processor_vcpus", "4"),
        ("ansible_default_ipv4.address", "10.0.0.1"), ("ansible_default_ipv4.interface", "eth0"),
        ("ansible_all_ipv4_addresses | first", "10.0.0.1"), ("ansible_service_mgr", "systemd"),
        ("ansible_pkg_mgr", "apt"), ("ansible_system", "Linux"), ("ansible_kernel", "6.1.0-18-amd64"),
        ("ansible_default_ipv4.netmask", "255.255.255.0"), ("ansible_default_ipv4.network", "10.0.0.0"),
        ("ansible_default_ipv4.broadcast", "10.0.0.255"), ("ansible_default_ipv4.prefix", "24"),
        ("ansible_eth0.ipv4.address", "10.0.0.1"), ("ansible_facts.eth0.device", "eth0"),
        ("vars['ansible_' ~ 'eth0'].ipv4.network", "10.0.0.0"),
        ("ansible_processor_cores * ansible_processor_count * ansible_processor_threads_per_core", "4"),
        ("ansible_nodename", "web1"), ("ansible_distribution_version", "12"), ("ansible_lsb.codename", "bookworm"),
        ("ansible_memory_mb.real.total", "8192"), ("ansible_userspace_bits", "64"), ("ansible_machine", "x86_64"),
        ("ansible_user_id", "admin"), ("ansible_effective_user_id", "1000"), ("ansible_virtualization_role", "NA"),
        ("ansible_date_time.iso8601[:2] in ['19', '20']", "True"), ("inventory_hostname_short", "web1"),
        ("inventory_dir[0] ~ playbook_dir[0]", "//"), ("ansible_managed", "Ansible managed"),
        ("ansible_virtualization_type", "NA"),
    ])
    func `facts have the names that manifests use`(_ expression: String, _ expected: String) throws {
        let fixture = try ProjectFixture(manifest: "hosts: web\nresources: [{package: curl}]\n")
        let scope = try fixture.load().scope(for: "web1", facts: .debian)
        let source = Source(name: "test", text: "{{ \(expression) }}")
        #expect(try Template(parsing: source).render(in: scope).text == expected)
    }

    @Test(arguments: [
        "facts.arch", "ansible_hostname", "ansible_facts.fqdn", "hostvars.web2.facts.arch", "ansible_eth0.ipv4",
        "hostvars.web2.ansible_br_ex.ipv4",
    ])
    func `facts that are not known yet are said to be so`(_ expression: String) throws {
        let fixture = try ProjectFixture(manifest: "hosts: web\nresources: [{package: curl}]\n")
        let scope = try fixture.load().scope(for: "web1", facts: nil)
        let template = try Template(parsing: Source(name: "test", text: "{{ \(expression) }}"))
        let problem = try #require(throws: Diagnostic.self) { try template.render(in: scope) }
        #expect(problem.code == "facts-unknown")
    }

    @Test(
        arguments: [
            ("redhat", "rhel", "RedHat", "RedHat"), ("redhat", "rocky", "RedHat", "Rocky"),
            ("debian", "ubuntu", "Debian", "Ubuntu"), ("arch", "arch", "Archlinux", "Archlinux"),
            ("darwin", "macos", "Darwin", "MacOSX"), ("alpine", "alpine", "Alpine", "Alpine"),
        ])
    func `systems are spelled as Ansible spells them`(
        _ family: String, _ name: String, _ ansibleFamily: String, _ distribution: String
    ) throws {
        var facts = StandardFacts()
        (facts.os.family, facts.os.name) = (family, name)
        let fixture = try ProjectFixture(manifest: "hosts: web\nresources: [{package: curl}]\n")
        let scope = try fixture.load().scope(for: "web1", facts: facts)
        #expect(try scope.value(of: "ansible_os_family")?.string == ansibleFamily)
        #expect(try scope.value(of: "ansible_distribution")?.string == distribution)
    }
}
