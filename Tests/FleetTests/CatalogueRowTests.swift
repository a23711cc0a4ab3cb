import Model
import Resources
import Testing

/// Whether the suite on real hosts leaves anything of the catalogue out.
@Suite struct TheRowsOfTheCatalogue {
    /// Types that other suites put through the same.
    private static let elsewhere = [
        "container": engines, "image": engines, "network": engines, "volume": engines,
    ]
    private static let engines = "wants podman or docker, which the hosts do not have: see ContainerTests"
    /// Fields that no row is about.
    private static let untried = [
        "repository.ppa": "wants Launchpad: see AnArchiveAtLaunchpad",
        "service.restart_on": owed, "service.reload_on": owed, "service.triggers": owed,
        "command.run_on": owed, "command.triggers": owed, "command.always": owed,
    ]
    private static let owed = "follows what other entries change: see WhatIsOwedTests"

    @Test(arguments: Catalog.standard.types.map { $0.kind })
    func `every field of every type is tried, or it says why not`(kind: String) throws {
        let type = try #require(Catalog.standard.type(named: kind))
        let rows = CatalogueRow.all.filter { $0.kind == kind }
        guard Self.elsewhere[kind] == nil else {
            #expect(rows.isEmpty)
            return
        }
        let fields = Set(Schema(type).fields.map { $0.name })
        let proven = rows.reduce(into: Set<String>()) { $0.formUnion($1.proven) }
        let untried = Set(Self.untried.keys.filter { $0.hasPrefix(kind + ".") }.map { $0.dropFirst(kind.count + 1) })
        #expect(!rows.isEmpty)
        #expect(proven.isSubset(of: fields), "no fields of it: \(proven.subtracting(fields))")
        #expect(fields.subtracting(proven) == Set(untried.map { String($0) }))
    }

    @Test(arguments: CatalogueRow.all.map(\.address))
    func `what a judge tells about, the entry says`(address: String) throws {
        let row = try #require(CatalogueRow.all.first { $0.address == address })
        for field in row.proves { #expect(row.entry.contains("\(field): "), "\(field)") }
    }
}
