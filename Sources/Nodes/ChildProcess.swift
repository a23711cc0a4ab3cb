internal import CShims
internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A program on this machine, in a session of its own, with its streams on pipes.
package actor ChildProcess: ByteChannel {
    private let thread: BlockingThread
    private let process: pid_t
    /// Nil once closed.
    ///
    /// The input is one end of a socket pair, which unlike a pipe can be written without SIGPIPE.
    private var input: Int32?
    private var output: Int32?
    private var errors: Int32?
    /// What came while something was being written.
    private var waiting: [Arrival] = []
    private var status: Int32?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - words: The program, looked up in `PATH`, and its arguments.
    ///   - environment: Added to this process's own.
    /// - Throws: `NodeError(.lost)` when it cannot be started.
    package init(_ words: [String], environment: [String: String] = [:]) throws {
        let streams = try Streams()
        let code = spawn(words, environment: environment, streams: streams)
        streams.closeChildEnds()
        guard let process = code.process else {
            streams.closeOwnEnds()
            throw NodeError(.lost, "\(words.first ?? "program"): \(message(code.error))")
        }
        thread = BlockingThread(name: words.first ?? "child")
        self.process = process
        (input, output, errors) = (streams.input.own, streams.output.own, streams.errors.own)
    }

    deinit {
        for descriptor in [input, output, errors].compactMap({ $0 }) { release(descriptor) }
        if status == nil { waitpid(process, nil, WNOHANG) }
    }

    package func write(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            guard let input else { throw gone }
            let count = bytes[written...].withUnsafeBytes { shims_send(input, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                // What it prints meanwhile is taken, or both sides might wait for each other.
                guard let ready = try poll(for: .seconds(60), writing: true) else { throw gone }
                if !ready.isEmpty { waiting += try ready.compactMap(take) }
            } else if errno != EINTR {
                throw gone
            }
        }
    }

    package func endInput() {
        if let input { release(input) }
        input = nil
    }

    package func read(within patience: Duration) throws -> Arrival {
        while true {
            if !waiting.isEmpty { return waiting.removeFirst() }
            if output == nil && errors == nil { return .end }
            guard let ready = try poll(for: patience, writing: false) else { return .silence }
            waiting += try ready.compactMap(take)
        }
    }

    package func close() {
        endInput()
        if let output { release(output) }
        if let errors { release(errors) }
        (output, errors) = (nil, nil)
        // A program that goes on is left alone: it may be in the middle of something, as one at the far end of SSH.
        _ = ended(within: .seconds(1))
    }

    /// Waits until the program has ended, and ends it with its children when that takes too long.
    /// - Returns: its exit status, or 128 and the number of the signal that ended it.
    package func exitStatus(within patience: Duration) -> Int32 {
        if let status = ended(within: patience) { return status }
        kill(-process, SIGKILL)
        return ended(within: .seconds(2)) ?? 128 + SIGKILL
    }

    /// Its exit status once it has ended; nil when it has not by then.
    private func ended(within patience: Duration) -> Int32? {
        let deadline = ContinuousClock.now + patience
        var raw: Int32 = 0
        while status == nil {
            if waitpid(process, &raw, WNOHANG) != 0 {
                status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
            } else if ContinuousClock.now > deadline {
                return nil
            } else {
                usleep(2000)
            }
        }
        return status
    }

    private var gone: NodeError { NodeError(.lost, "the program on this machine has ended") }

    /// The descriptors that have something to read, none of them when it can be written; nil after the time.
    private func poll(for patience: Duration, writing: Bool) throws -> [Int32]? {
        var descriptors = [output, errors].compactMap { $0 }.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        if writing, let input { descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
        guard try waitForEvent(on: &descriptors, until: ContinuousClock.now + patience) else { return nil }
        return descriptors.filter { $0.events == Int16(POLLIN) && $0.revents != 0 }.map(\.fd)
    }

    private func take(_ descriptor: Int32) throws -> Arrival? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            count = max(0, fill(buffer, from: descriptor))
        }
        if !bytes.isEmpty { return descriptor == output ? .output(bytes) : .errors(bytes) }
        release(descriptor)
        if descriptor == output { output = nil } else { errors = nil }
        return nil
    }
}

/// The pairs of descriptors behind a child's three streams.
private struct Streams {
    let input: (own: Int32, child: Int32)
    let output: (own: Int32, child: Int32)
    let errors: (own: Int32, child: Int32)

    init() throws {
        var input: [Int32] = [-1, -1]
        var output: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        guard shims_socketpair(&input) == 0, shims_pipe(&output) == 0, shims_pipe(&errors) == 0,
            shims_set_blocking(input[0], 0) == 0
        else {
            let reason = message(errno)
            for descriptor in input + output + errors where descriptor >= 0 { close(descriptor) }
            throw NodeError(.lost, "no pipes for a program: \(reason)")
        }
        self.input = (input[0], input[1])
        self.output = (output[0], output[1])
        self.errors = (errors[0], errors[1])
    }

    func closeChildEnds() { for descriptor in [input.child, output.child, errors.child] { close(descriptor) } }
    func closeOwnEnds() { for descriptor in [input.own, output.own, errors.own] { close(descriptor) } }
}

private func spawn(
    _ words: [String], environment: [String: String], streams: Streams
) -> (process: pid_t?, error: Int32) {
    var variables: [String] = []
    var entry = environ
    while let text = entry.pointee {
        let variable = String(cString: text)
        if environment[String(variable.prefix { $0 != "=" })] == nil { variables.append(variable) }
        entry += 1
    }
    variables += environment.map { "\($0)=\($1)" }
    var arguments = words.map { strdup($0) } + [nil]
    var settings = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + settings { free(text) } }
    var process = pid_t()
    let code = shims_spawn(
        &process, &arguments, &settings, streams.input.child, streams.output.child, streams.errors.child)
    return code == 0 ? (process, 0) : (nil, code)
}

private func release(_ descriptor: Int32) { close(descriptor) }

private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>, from descriptor: Int32) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func message(_ code: Int32) -> String { String(cString: strerror(code)) }
