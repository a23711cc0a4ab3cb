/// Why a template of an estate comes to something else here than with ansible-core.
enum TemplateDifference {
    /// What the two sides said, and the reason for it.
    private static let known: [(ours: String, theirs: String, reason: String)] = [
        ("'lookup' is not defined", "", "it looks something up"), ("'q' is not defined", "", "it looks something up"),
        ("'query' is not defined", "", "it looks something up"),
        ("", "lookup plugin", "it looks something up"), ("", "CapturedExceptionMarker", "it looks something up"),
        ("without a seed", "", "a choice without a seed would differ in every plan"),
        ("without a salt", "", "a hash without a salt would differ in every plan"),
        ("", "#jinja2:", "Ansible prints the settings of a template that is included"),
        ("Base64", "", "bytes that are no text are refused"),
        ("bytes that are no text", "", "bytes that are no text are refused"),
        ("'__setitem__'", "", "Ansible leaves a call of what begins with _ undone, without a word"),
        ("", "is unsafe", "Ansible shows no names that begin with _"),
    ]

    static func reason(ours: String, theirs: String?) -> String? {
        known.first { ours.contains($0.ours) && (theirs ?? "").contains($0.theirs) }?.reason
    }
}
