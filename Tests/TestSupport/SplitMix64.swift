internal import FoundationEssentials

/// Random numbers that a seed decides, so that what failed can be run again.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// How many times longer tests with random input go on under `make soak`.
package let soakFactor = ProcessInfo.processInfo.environment["RECONCILE_SOAK"] == nil ? 1 : 200

/// The seed of tests that say it when they fail: `RECONCILE_SEED` where that is set, under `make soak` another one each
/// time, which is printed.
package let randomSeed: UInt64 = {
    if let given = ProcessInfo.processInfo.environment["RECONCILE_SEED"].flatMap(UInt64.init) { return given }
    guard soakFactor > 1 else { return 20 }
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    print("RECONCILE_SEED=\(seed)")
    return seed
}()
