import Manifests
import Testing

/// Expectations are those of Ansible's `Taggable.evaluate_tags`.
struct TagSelectionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var tags: Set<String> = []
        var skip: Set<String> = []
        var own: Set<String> = []
        var isSelected: Bool

        var testDescription: String {
            "--tags \(tags.sorted()) --skip-tags \(skip.sorted()) on \(own.sorted()): \(isSelected)"
        }
    }

    static let cases: [Case] = [
        Case(isSelected: true),
        Case(own: ["web"], isSelected: true),
        Case(own: ["never"], isSelected: false),
        Case(own: ["never", "debug"], isSelected: false),
        Case(own: ["always"], isSelected: true),
        Case(tags: ["web"], own: ["web", "db"], isSelected: true),
        Case(tags: ["web"], own: ["db"], isSelected: false),
        Case(tags: ["web"], isSelected: false),
        Case(tags: ["web"], own: ["always"], isSelected: true),
        Case(tags: ["debug"], own: ["never", "debug"], isSelected: true),
        Case(tags: ["never"], own: ["never"], isSelected: true),
        Case(tags: ["all"], own: ["never"], isSelected: false),
        Case(tags: ["all"], isSelected: true),
        Case(tags: ["tagged"], own: ["web"], isSelected: true),
        Case(tags: ["tagged"], own: ["never"], isSelected: false),
        Case(tags: ["tagged"], isSelected: false),
        Case(tags: ["untagged"], isSelected: true),
        Case(tags: ["untagged"], own: ["web"], isSelected: false),
        Case(skip: ["web"], own: ["web"], isSelected: false),
        Case(skip: ["web"], own: ["db"], isSelected: true),
        Case(skip: ["web"], own: ["always", "web"], isSelected: false),
        Case(skip: ["all"], own: ["web"], isSelected: false),
        Case(skip: ["all"], own: ["always"], isSelected: true),
        Case(skip: ["all", "always"], own: ["always"], isSelected: false),
        Case(skip: ["tagged"], own: ["web"], isSelected: false),
        Case(skip: ["tagged"], isSelected: true),
        Case(skip: ["untagged"], isSelected: false),
        Case(tags: ["web"], skip: ["slow"], own: ["web", "slow"], isSelected: false),
    ]

    @Test(arguments: cases)
    func `selects what Ansible selects`(_ given: Case) {
        let selection = TagSelection(tags: given.tags, skipTags: given.skip)
        #expect(selection.selects(given.own) == given.isSelected)
    }
}
