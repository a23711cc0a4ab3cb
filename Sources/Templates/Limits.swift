/// What a rendering may use up before it is taken for one that never ends.
package struct Limits: Sendable {
    /// How many rounds all loops may make together.
    package var rounds = 1_000_000
    /// How many bytes may be printed.
    package var bytes = 64 << 20

    package init() {}
}
