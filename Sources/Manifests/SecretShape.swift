/// What a kind of token looks like: words that begin it, and how many characters of which kind follow.
struct SecretShape: Sendable {
    let noun: String
    let beginnings: [String]
    /// How many characters follow at least, those of the body alone.
    let least: Int
    /// Whether exactly so many follow.
    var isExact = false
    var marks = ""
    var hasOnlyCapitals = false

    /// The shapes that providers document so that scanners find them.
    static let tokens: [SecretShape] = [
        .init(
            noun: "an AWS access key", beginnings: ["AKIA", "ASIA"], least: 16, isExact: true, hasOnlyCapitals: true),
        .init(noun: "a GitHub token", beginnings: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], least: 36),
        .init(noun: "a GitHub token", beginnings: ["github_pat_"], least: 40, marks: "_"),
        .init(noun: "a GitLab token", beginnings: ["glpat-", "glrt-", "gldt-", "glptt-"], least: 20, marks: "-_."),
        .init(
            noun: "a Slack token", beginnings: ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "xapp-"], least: 20,
            marks: "-"),
        .init(noun: "a Slack webhook", beginnings: ["https://hooks.slack.com/services/"], least: 30, marks: "/"),
        .init(noun: "a Hugging Face token", beginnings: ["hf_"], least: 30),
        .init(noun: "an API key", beginnings: ["sk-"], least: 40, marks: "-_"),
        .init(noun: "a Stripe key", beginnings: ["sk_live_", "rk_live_"], least: 24),
        .init(noun: "a Google API key", beginnings: ["AIza"], least: 35, marks: "-_"),
        .init(noun: "an npm token", beginnings: ["npm_"], least: 36),
        .init(noun: "a PyPI token", beginnings: ["pypi-AgEI"], least: 50, marks: "-_"),
        .init(noun: "a DigitalOcean token", beginnings: ["dop_v1_"], least: 60),
        .init(noun: "a HashiCorp Vault token", beginnings: ["hvs."], least: 24, marks: "-_"),
        .init(noun: "an age key", beginnings: ["AGE-SECRET-KEY-1"], least: 50, hasOnlyCapitals: true),
    ]

    func holds(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): !hasOnlyCapitals
        default: marks.utf8.contains(byte)
        }
    }
}
