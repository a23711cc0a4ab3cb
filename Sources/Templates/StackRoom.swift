#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How far a thread's stack may grow, so that what nests too deeply is refused and never ends the process.
struct StackRoom: Sendable {
    /// The lowest address to which templates may take the stack: half of it is left for whatever one step needs.
    private let end: UInt

    /// The room of the thread that asks.
    init() {
        #if canImport(Glibc)
            // Threads get as much as the limit says, and what called this has used little of it.
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
            let size = limit.rlim_cur > 1 << 40 ? 2 << 20 : min(UInt(limit.rlim_cur), 8 << 20)
            end = Self.position - min(size / 2, Self.position)
        #else
            let size = UInt(pthread_get_stacksize_np(pthread_self()))
            end = UInt(bitPattern: pthread_get_stackaddr_np(pthread_self())) - size + size / 2
        #endif
    }

    var isUsedUp: Bool { Self.position < end }

    @inline(never)
    private static var position: UInt {
        var mark = 0
        return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
    }
}
