/// What a rendering may use up before it is taken for one that never ends.
package struct Limits: Sendable {
    /// How many rounds all loops may make together, calls of macros and inclusions counted as rounds.
    package var rounds = 1_000_000
    /// How many bytes may be printed.
    package var bytes = 64 << 20

    /// How deep macros, inclusions, blocks and loops may call each other.
    package var depth = 200

    package init() {}
}
