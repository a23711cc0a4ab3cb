/// A stretch of POSIX sh whose output and exit status are wanted by themselves.
///
/// A section runs in a subshell with standard input from `/dev/null`; functions of the request's
/// prelude are there for it, variables that it sets are gone after it.
package struct Section: Sendable, Hashable {
    /// A word of letters, digits, `.`, `_` and `-`, unique in its request.
    package var name: String
    package var body: String
    /// What comes before the body, as the user of the kept shell even where the body is run as another: it may end the
    /// section.
    package var check = ""
    /// The user it runs as, where that is not the user of the kept shell.
    package var user: String?
    /// How long it may stay silent before it counts as hung.
    package var patience: Duration
    /// A failure (a status other than 0) in a lane skips the sections after it in this lane.
    package var lane: Int?
    /// Lanes whose failure skips this section too.
    package var after: [Int] = []
    /// Its failure does not stop its lane.
    package var isForgiven = false
    /// Parts of the body that are secret: they are run, and not shown.
    package var secrets: [String] = []

    package init(_ name: String, _ body: String, user: String? = nil, patience: Duration = .seconds(20)) {
        self.name = name
        self.body = body
        self.user = user
        self.patience = patience
    }
}

/// Everything that one round trip asks of a node: sections that run one after another.
package struct Request: Sendable, Hashable {
    /// What becomes of the rest when a section hangs, and what cancelling means.
    package enum OnSilence: Sendable, Hashable {
        /// The hung shell is ended, a new one is started, and the sections behind the hung one are asked there. Such a
        /// request asks; cancelled, it ends at once.
        case goOn
        /// Nothing more is run: the sections behind the hung one are skipped. Such a request acts; cancelled, it
        /// finishes the section that runs, skips those in lanes behind it, and answers.
        case stop
    }

    /// Function definitions that all sections share.
    package var prelude: String
    /// Runs once, in the shell itself, before the first section.
    package var setUp = ""
    package var sections: [Section]
    package var onSilence: OnSilence

    package init(prelude: String = "", _ sections: [Section], onSilence: OnSilence = .goOn) {
        self.prelude = prelude
        self.sections = sections
        self.onSilence = onSilence
    }
}

/// What became of one section.
package enum Answer: Sendable, Hashable {
    /// It ended; the output is standard output, and standard error where the body sends it there.
    case ended(status: Int32, output: [UInt8])
    /// It was silent for longer than its patience; what had arrived until then.
    case silent(after: Duration, output: [UInt8])
    /// It was not run, because something before it failed or hung, or the request was cancelled.
    case skipped
}

/// What is heard of a request while it runs.
package enum Heard: Sendable, Hashable {
    case began(section: String)
    case ended(section: String, Answer)
}
