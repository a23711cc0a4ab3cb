/// Why a template of an estate comes to something else here than with ansible-core.
enum TemplateDifference {
    /// What the two sides said, and the reason for it.
    private static let known: [(ours: String, theirs: String, reason: String)] = []

    static func reason(ours: String, theirs: String?) -> String? {
        known.first { ours.contains($0.ours) && (theirs ?? "").contains($0.theirs) }?.reason
    }
}
