extension Diagnostic {
    /// This diagnostic without anything that it says of its input, for an input that is secret: code and place stay.
    package var withheld: Diagnostic {
        var copy = Diagnostic(
            code, "something is wrong here that would show a secret: \(code)", at: span, severity: severity)
        copy.help = "'reconcile vault view' or 'reconcile vault edit' shows what is encrypted"
        return copy
    }
}
